using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Jobs;
using Synthora.Providers.Speech;
using Synthora.Providers.VideoAi;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Costs;

/// <summary>Money that was promised for a video and not spent is free again, and what was spent is never forgotten.</summary>
public sealed class RefundTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>, IAsyncLifetime
{
    private readonly PayingStudio _host = new(vendors.Address);

    private static CancellationToken None => CancellationToken.None;

    private SpendingLedger Ledger => _host.Services.GetRequiredService<SpendingLedger>();

    [Fact]
    public async Task A_video_that_fails_or_is_cancelled_gives_its_money_back_with_the_same_breath_and_a_retry_promises_it_again()
    {
        var user = await NewUserAsync(budget: 0.10m);
        var failed = await StartAsync(user, "Bees fail:script");
        await user.WaitForAsync(failed, "failed");
        (await SpentAsync(user)).ShouldBe(0m, "nothing was asked of the vendor");
        (await StatesAsync(user, failed)).ShouldBe(["released"]);

        (await user.Api.PostAsync($"/api/v1/videos/{failed}/retry", null)).EnsureSuccessStatusCode();
        await user.WaitForAsync(failed, "failed");
        (await StatesAsync(user, failed)).ShouldBe(["released", "released"], "it was promised once more");
        (await SpentAsync(user)).ShouldBe(0m);

        var stopped = await StartAsync(user, "Bees hold:voice");
        await user.WaitForAsync(stopped, "processing");
        (await SpentAsync(user)).ShouldBe(0.06m);
        (await user.Api.PostAsync($"/api/v1/videos/{stopped}/cancel", null)).EnsureSuccessStatusCode();
        await VideoRunTests.EventuallyAsync(async () => await SpentAsync(user) == 0m);
        (await StatesAsync(user, stopped)).ShouldBe(["released"]);
        await StartAsync(user, "Another one, now that the money is free again hold:voice");
    }

    [Fact]
    public async Task What_a_vendor_refused_is_given_back_and_what_it_took_is_kept_however_the_run_ends()
    {
        var user = await NewUserAsync();
        var (refused, taken) = (await OrderedAsync(user, OrderState.Failed, usd: 0m), await OrderedAsync(user, OrderState.Done, usd: 0.25m));
        (await SpentAsync(user)).ShouldBe(2m);
        await HiredFor(refused).SettleAsync(None);
        (await SpentAsync(user)).ShouldBe(1m, "a refused order costs nothing");
        await HiredFor(taken).SettleAsync(None);
        await HiredFor(taken).SettleAsync(None);
        (await SpentAsync(user)).ShouldBe(0.25m, "the vendor's own price, once");
    }

    [Fact]
    public async Task What_a_vendor_stops_for_a_cancelled_video_is_not_owed()
    {
        var user = await NewUserAsync();
        await user.AddCheckedKeyAsync("runway");
        var id = await StartAsync(user, "Bees hold:voice");
        await user.WaitForAsync(id, "processing");
        (await SpentAsync(user)).ShouldBe(1.06m);
        await using var db = Open();
        await OrderAsync(await db.Videos.SingleAsync(row => row.Id == id));

        (await user.Api.PostAsync($"/api/v1/videos/{id}/cancel", null)).EnsureSuccessStatusCode();
        await VideoRunTests.EventuallyAsync(async () => await SpentAsync(user) == 0m);
        (await db.ProviderOrders.AsNoTracking().SingleAsync(row => row.VideoId == id)).Note.ShouldBe("called off");
        (await user.GetJsonAsync($"/videos/{id}/costs")).GetProperty("steps").EnumerateArray().Last().GetProperty("actual_usd").GetDecimal().ShouldBe(0m);
    }

    [Fact]
    public async Task What_is_still_being_made_stays_promised_until_its_price_is_known()
    {
        var user = await NewUserAsync();
        await user.AddCheckedKeyAsync("runway");
        var (late, forgotten) = (await ClippedAsync(user), await ClippedAsync(user));
        var job = await OrderAsync(late);
        await OrderAsync(forgotten);
        foreach (var video in new[] { late, forgotten })
        {
            await HiredFor(video).SettleAsync(None);
            await CloseAsync(video);
        }

        await Ledger.TidyAsync(None);
        (await SpentAsync(user)).ShouldBe(2m, "an interrupted run has no bill yet");
        for (var polls = 0; polls < 3; polls++) await HiredFor(late).Crew.Clips!.PollAsync(job, key: null, None);
        await _host.Services.GetRequiredService<OpenOrders>().CallOffAsync(late.Id, None);
        (await SpentAsync(user)).ShouldBe(1.60m, "what the vendor cannot stop any more is owed");
        await ActivatorUtilities.CreateInstance<OrderUpkeep>(_host.Services).RunAsync(None);
        (await SpentAsync(user)).ShouldBe(0.60m, "the other one was called off in time");
    }

    [Fact]
    public async Task A_voice_that_is_paid_by_the_minute_costs_its_minutes_and_those_of_whoever_listened_to_it()
    {
        var user = await NewUserAsync();
        await user.AddCheckedKeyAsync("openai_tts");
        var video = await NewVideoAsync(user, new VideoCrew { Voice = new("openai_tts", "OpenAI voices", "gpt-4o-mini-tts", ProviderRoute.OwnKey, IsSimulated: false) }.ToJson());
        var hired = HiredFor(video);
        var spoken = await hired.Crew.Voice!.SpeakAsync(new SpeechRequest("Bees dance in the dark to tell where the flowers are.", "female", "en-US", 1.25, Path.GetTempFileName()), key: null, None);
        File.Delete(spoken.Path);
        spoken.MadeSeconds.ShouldBeGreaterThan(spoken.DurationMs / 1000.0, "it was made at its own pace");
        await hired.SettleAsync(None);
        await using var db = Open();
        var rows = await db.Spendings.Where(row => row.VideoId == video.Id).ToDictionaryAsync(row => row.Step, row => row);
        ((double)rows["voice"].ActualUsd!.Value).ShouldBe(spoken.MadeSeconds * 0.015 / 60, 0.000002);
        rows["transcription"].Provider.ShouldBe("openai_whisper");
        ((double)rows["transcription"].ActualUsd!.Value).ShouldBe(spoken.Listening!.Seconds * 0.006 / 60, 0.000002);
    }

    [Fact]
    public async Task Ends_that_race_count_everything_once_and_wait_for_each_other_in_no_circle()
    {
        var user = await NewUserAsync();
        for (var round = 0; round < 4; round++)
        {
            var before = await SpentAsync(user);
            var video = await NewVideoAsync(user);
            await ReserveAsync(user, video.Id, Step("script", 0.50m, ProviderRoute.OwnKey), Step("voice", 0.30m, ProviderRoute.PlatformKey));
            var other = await NewVideoAsync(user);
            await Task.WhenAll(
                [
                    CloseAsync(video), CloseAsync(video), CloseAsync(video), Ledger.TidyAsync(None), Ledger.TidyAsync(None), ReleaseAsync(video, "voice"), ReleaseAsync(video, "script"),
                    Ledger.SettleAsync(user.Id, video.Id, Step("script", 0.50m, ProviderRoute.OwnKey), 0.02m, None),
                    ReserveAsync(user, other.Id, Step("voice", 0.20m, ProviderRoute.PlatformKey), Step("script", 0.10m, ProviderRoute.OwnKey)),
                ]);
            await CloseAsync(other);
            (await SpentAsync(user)).ShouldBe(before + 0.02m);
        }

        (await user.GetJsonAsync("/costs")).GetProperty("platform_usd").GetDecimal().ShouldBe(0m);
        await using var db = Open();
        (await db.SpendingMonths.SingleAsync(row => row.UserId == Guid.Empty && row.Payer == Payer.Platform)).Usd.ShouldBe(0m);
    }

    [Fact]
    public async Task What_a_deleted_video_used_is_owed_all_the_same()
    {
        var user = await NewUserAsync();
        var video = await NewVideoAsync(user);
        await ReserveAsync(user, video.Id, Step("script", 0.50m, ProviderRoute.OwnKey));
        await using (var db = Open()) await db.Videos.Where(row => row.Id == video.Id).ExecuteDeleteAsync();
        await Ledger.SettleAsync(user.Id, video.Id, Step("script", 0.50m, ProviderRoute.OwnKey), 0.03m, None);
        await Ledger.TidyAsync(None);
        (await SpentAsync(user)).ShouldBe(0.03m);
    }

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    private static PlannedSpending Step(string step, decimal usd, ProviderRoute route) => new(step, "anthropic", "claude", route, usd);

    private async Task<StudioHost.User> NewUserAsync(decimal? budget = null)
    {
        var user = await _host.NewUserAsync();
        await user.AddCheckedKeyAsync("anthropic");
        (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { monthly_budget_usd = budget })).EnsureSuccessStatusCode();
        return user;
    }

    private static async Task<Guid> StartAsync(StudioHost.User user, string topic)
    {
        var answer = await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "topic", text = topic });
        var body = await answer.JsonAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(body.ToString());
        return body.GetProperty("video").GetProperty("id").GetGuid();
    }

    /// <summary>A video that has ended, for whose clips a dollar was promised.</summary>
    private async Task<Video> ClippedAsync(StudioHost.User user)
    {
        var crew = new VideoCrew { VideoAi = new("runway", "Runway", "gen4.5", ProviderRoute.OwnKey, IsSimulated: false) };
        var video = await NewVideoAsync(user, crew.ToJson());
        await ReserveAsync(user, video.Id, new PlannedSpending("video_ai", "runway", "gen4.5", ProviderRoute.OwnKey, 1m));
        return video;
    }

    /// <summary>Orders a clip for sixty cents that the vendor takes.</summary>
    private async Task<ExternalJob> OrderAsync(Video video)
    {
        var job = await HiredFor(video).Crew.Clips!.SubmitAsync(new VideoAiRequest("Bees", 5), key: null, None);
        await using var db = Open();
        db.ProviderOrders.Add(new()
        {
            UserId = video.UserId, VideoId = video.Id, Key = "video_ai/1/a", Provider = "runway", State = OrderState.Taken, Job = StepJson.Write(job), Usd = job.EstimatedUsd,
            CreatedAt = job.SubmittedAt, UpdatedAt = job.SubmittedAt,
        });
        await db.SaveChangesAsync();
        return job;
    }

    /// <summary>A finished clip step with one order, for which a dollar was promised.</summary>
    private async Task<Video> OrderedAsync(StudioHost.User user, OrderState state, decimal usd)
    {
        var video = await ClippedAsync(user);
        await using var db = Open();
        var now = DateTimeOffset.UnixEpoch;
        db.VideoSteps.Add(new() { VideoId = video.Id, UserId = user.Id, Step = GenerationStep.VideoAi, Status = StepStatus.Completed, Provider = "runway", Result = "{}" });
        db.ProviderOrders.Add(new()
        {
            UserId = user.Id, VideoId = video.Id, Key = "video_ai/1/a", Provider = "runway", State = state, Usd = usd, CreatedAt = now, UpdatedAt = now,
            Job = state == OrderState.Done ? JsonSerializer.Serialize(new { provider_id = "runway", id = "1", model = "gen4.5", submitted_at = now }) : null,
        });
        await db.SaveChangesAsync();
        return video;
    }

    private HiredCrew HiredFor(Video video) => _host.Services.GetRequiredService<HireCrew>().For(video);

    private async Task<Video> NewVideoAsync(StudioHost.User user, string? providers = null)
    {
        await using var db = Open();
        var video = OwnershipTests.NewVideo(await db.Users.SingleAsync(row => row.Id == user.Id));
        video.MoveTo(VideoStatus.Cancelled, DateTimeOffset.UnixEpoch);
        video.Providers = providers;
        db.Videos.Add(video);
        await db.SaveChangesAsync();
        return video;
    }

    private Task ReserveAsync(StudioHost.User user, Guid video, params PlannedSpending[] steps) =>
        InTransactionAsync(async db => (await Ledger.ReserveAsync(db, user.Id, video, steps, None)).ShouldBeNull());

    private Task CloseAsync(Video video) => InTransactionAsync(db => Ledger.CloseAsync(db, video.UserId, video.Id, None));

    private Task ReleaseAsync(Video video, string step) => InTransactionAsync(db => Ledger.ReleaseAsync(db, video.UserId, video.Id, step, None));

    private async Task InTransactionAsync(Func<AppDbContext, Task> act)
    {
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await act(db);
        await transaction.CommitAsync();
    }

    private static async Task<decimal> SpentAsync(StudioHost.User user) => (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal();

    private static async Task<IReadOnlyList<string?>> StatesAsync(StudioHost.User user, Guid video) =>
        [.. (await user.GetJsonAsync($"/videos/{video}/costs")).GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString())];

    private AppDbContext Open() => _host.Services.GetRequiredService<Database>().OpenForSystem();
}
