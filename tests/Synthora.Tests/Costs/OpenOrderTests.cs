using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.OwnData;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Providers.Jobs;
using Synthora.Providers.VideoAi;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.Costs;

/// <summary>What is under way at vendors is called off or paid for, once and at its price, whatever becomes of its video.</summary>
public sealed class OpenOrderTests(SimulatedStudio vendors) : IClassFixture<SimulatedStudio>, IAsyncLifetime
{
    private readonly PayingStudio _host = new(vendors.Address);

    private static CancellationToken None => CancellationToken.None;

    private SpendingLedger Ledger => _host.Services.GetRequiredService<SpendingLedger>();

    [Theory]
    [InlineData(0, "CANCELLED", 0)]
    [InlineData(3, "SUCCEEDED", 0.60)]
    public async Task What_a_running_video_has_ordered_is_called_off_or_paid_for_when_it_is_deleted_for_good(int polls, string atVendor, double owed)
    {
        var user = await NewUserAsync();
        var answer = await user.Api.PostAsync("/api/v1/videos", System.Net.Http.Json.JsonContent.Create(new { source = "notes", text = "Bees hold:voice" }));
        var id = (await answer.JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
        await user.WaitForAsync(id, "processing");
        await using var db = Open();
        var job = await OrderAsync(await db.Videos.AsNoTracking().SingleAsync(row => row.Id == id), polls: polls);
        (await user.Api.DeleteAsync($"/api/v1/videos/{id}")).EnsureSuccessStatusCode();
        (await db.Videos.AnyAsync(row => row.Id == id)).ShouldBeFalse();
        await VideoRunTests.EventuallyAsync(async () => await db.ProviderOrders.AnyAsync(row => row.VideoId == id && row.IsSettled));
        await Ledger.TidyAsync(None);
        (await AtVendorAsync(job)).ShouldBe(atVendor);
        (await SpentAsync(user)).ShouldBe(((decimal)owed, (decimal)owed));
    }

    [Fact]
    public async Task What_nobody_works_on_any_more_is_called_off_by_the_next_upkeep()
    {
        var user = await NewUserAsync();
        await using var db = Open();
        var (deleted, cancelled) = (await QueuedAsync(user), await QueuedAsync(user, isActive: false));
        var jobs = new[] { await OrderAsync(deleted), await OrderAsync(cancelled) };
        (await user.Api.DeleteAsync($"/api/v1/videos/{deleted.Id}")).EnsureSuccessStatusCode();
        // Handed back by a worker that went home: queued again, and nobody holds it.
        await db.Videos.Where(row => row.Id == cancelled.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, VideoStatus.Processing));
        (await user.Api.PostAsync($"/api/v1/videos/{cancelled.Id}/cancel", null)).EnsureSuccessStatusCode();
        await Ledger.TidyAsync(None);
        (await SpentAsync(user)).ShouldBe((2m, 2m), "nobody knows yet what is owed");

        await RunUpkeepAsync();
        foreach (var job in jobs) (await AtVendorAsync(job)).ShouldBe("CANCELLED");
        await Ledger.TidyAsync(None);
        (await SpentAsync(user)).ShouldBe((0m, 0m));
        using var scope = _host.Services.CreateScope();
        await ActivatorUtilities.CreateInstance<Upkeep>(scope.ServiceProvider).RunAsync(None);
        (await db.ProviderOrders.Select(row => row.VideoId).ToListAsync()).ShouldBe([cancelled.Id], "what is paid for goes after its video");
    }

    [Theory]
    [InlineData("Bees", 0.60)]
    [InlineData("[fail] bees", 0)]
    public async Task What_was_booked_before_its_price_was_known_is_replaced_by_it_when_a_retry_finds_out(string prompt, double price)
    {
        var user = await NewUserAsync();
        var video = await QueuedAsync(user);
        await ChangeAsync(video, row => row.TimeOut("The video timed out.", DateTimeOffset.UnixEpoch));
        // Ten seconds cost $1.20; what the vendor takes in the end is less.
        var job = await OrderAsync(video, prompt, seconds: 10);
        await RunUpkeepAsync();
        (await SpentAsync(user)).ShouldBe((1.20m, 1.20m), "nobody retried it for an hour");
        (await AtVendorAsync(job)).ShouldNotBe("CANCELLED", "somebody may still");

        await ChangeAsync(video, row => row.MoveTo(VideoStatus.Queued, DateTimeOffset.UnixEpoch));
        await ReserveAsync(video);
        var hired = HiredFor(video);
        var result = Path.Combine(_host.DataFolder, $"{video.Id:N}.mp4");
        var brought = await new OrderDesk(hired.Crew.Orders!, new OrderPatience(TimeSpan.Zero, TimeSpan.FromMinutes(5)), TimeProvider.System).BringAsync(
            hired.Crew.Clips!, Key, _ => throw new InvalidOperationException("It was ordered before."), result, _ => { }, None);
        (brought.Media is not null).ShouldBe(price > 0);
        await ChangeAsync(video, row => row.MoveTo(VideoStatus.Processing, DateTimeOffset.UnixEpoch), GenerationStep.VideoAi);
        await hired.SettleAsync(None);
        await hired.SettleAsync(None);
        (await SpentAsync(user)).ShouldBe(((decimal)price, (decimal)price));
        var steps = (await user.GetJsonAsync($"/videos/{video.Id}/costs")).GetProperty("steps").EnumerateArray();
        steps.Select(step => step.GetProperty("state").GetString()).ShouldBe(["settled", "released"], "the second promise was not needed");
    }

    [Fact]
    public async Task A_vendor_that_the_video_left_for_another_is_called_off_and_the_other_is_left_at_work()
    {
        var user = await NewUserAsync();
        var video = await QueuedAsync(user);
        var job = await OrderAsync(video, "[slow] bees");
        await RunUpkeepAsync();
        (await AtVendorAsync(job)).ShouldNotBe("CANCELLED");
        await using var db = Open();
        await db.Videos.Where(row => row.Id == video.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Providers, new VideoCrew().ToJson()));
        await RunUpkeepAsync();
        (await AtVendorAsync(job)).ShouldBe("CANCELLED");
    }

    [Fact]
    public async Task Who_clears_everything_calls_off_what_is_under_way_and_keeps_what_was_paid()
    {
        var user = await NewUserAsync();
        var (stopped, made) = (await QueuedAsync(user), await QueuedAsync(user, isActive: false));
        var job = await OrderAsync(stopped);
        await OrderAsync(made, polls: 3);
        await using var db = Open();
        await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClearAfter, DateTimeOffset.UnixEpoch));
        using var scope = _host.Services.CreateScope();
        await ActivatorUtilities.CreateInstance<OwnDataUpkeep>(scope.ServiceProvider).Execute(null!, None);
        (await db.Integrations.AnyAsync(row => row.UserId == user.Id)).ShouldBeFalse();
        (await AtVendorAsync(job)).ShouldBe("CANCELLED");
        await Ledger.TidyAsync(None);
        (await SpentAsync(user)).ShouldBe((0.60m, 0.60m));
        (await db.ProviderOrders.AnyAsync(row => row.UserId == user.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_number_of_an_order_that_a_vendor_takes_while_the_video_is_stopped_is_kept()
    {
        var user = await NewUserAsync();
        var video = await QueuedAsync(user);
        await using var db = Open();
        db.Jobs.Add(new() { UserId = user.Id, Type = "test", Lane = "none", VideoId = video.Id, CreatedAt = DateTimeOffset.UnixEpoch });
        await db.SaveChangesAsync();
        var table = _host.Services.GetRequiredService<JobTable>();
        var job = (await table.ClaimAsync("none", ["test"], "here", "here", TimeSpan.FromMinutes(1), None))!;
        var lease = new Lease(_host.Services.GetRequiredService<Database>(), table, _host.Services.GetRequiredService<JobSignals>(), job, TimeSpan.FromMinutes(1));
        var book = _host.Services.GetRequiredService<HireCrew>().For(video, lease).Crew.Orders!;
        await book.OpenAsync(Key, "runway", None);
        await db.Jobs.Where(row => row.Id == job.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CancelRequested, true));
        await Should.ThrowAsync<LeaseLostException>(() => book.OpenAsync("video_ai/2/b", "runway", None));
        await book.TakenAsync(Key, new ExternalJob("runway", "4711", "gen4.5", DateTimeOffset.UnixEpoch, 0.60m), None);
        var order = await db.ProviderOrders.AsNoTracking().SingleAsync(row => row.VideoId == video.Id);
        (order.State, StepJson.Read<ExternalJob>(order.Job!).Id, order.Usd).ShouldBe((OrderState.Taken, "4711", 0.60m));
    }

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    private const string Key = "video_ai/1/a";

    private async Task<StudioHost.User> NewUserAsync()
    {
        var user = await _host.NewUserAsync();
        await user.AddCheckedKeyAsync("runway");
        return user;
    }

    /// <summary>A video for whose clips a dollar is promised and that no worker of this host takes.</summary>
    /// <param name="isActive">One of a user is; another one has failed before.</param>
    private async Task<Video> QueuedAsync(StudioHost.User user, bool isActive = true)
    {
        await using var db = Open();
        var video = OwnershipTests.NewVideo(await db.Users.SingleAsync(row => row.Id == user.Id));
        video.Providers = new VideoCrew { VideoAi = new("runway", "Runway", "gen4.5", ProviderRoute.OwnKey, IsSimulated: false) }.ToJson();
        if (!isActive) video.Fail("test", "It failed.", "Retry it.", DateTimeOffset.UnixEpoch);
        db.Videos.Add(video);
        await db.SaveChangesAsync();
        await ReserveAsync(video);
        return video;
    }

    private async Task ReserveAsync(Video video)
    {
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        (await Ledger.ReserveAsync(db, video.UserId, video.Id, [new PlannedSpending("video_ai", "runway", "gen4.5", ProviderRoute.OwnKey, 1m)], None)).ShouldBeNull();
        await transaction.CommitAsync();
    }

    private async Task ChangeAsync(Video video, Action<Video> change, GenerationStep? done = null)
    {
        await using var db = Open();
        change(await db.Videos.SingleAsync(row => row.Id == video.Id));
        if (done is { } step) db.VideoSteps.Add(new() { VideoId = video.Id, UserId = video.UserId, Step = step, Status = StepStatus.Completed, Provider = "runway", Result = "{}" });
        await db.SaveChangesAsync();
    }

    /// <summary>Orders a clip at twelve cents a second that the vendor takes and, asked often enough, has made.</summary>
    private async Task<ExternalJob> OrderAsync(Video video, string prompt = "Bees", double seconds = 5, int polls = 0)
    {
        video.Providers ??= new VideoCrew { VideoAi = new("runway", "Runway", "gen4.5", ProviderRoute.OwnKey, IsSimulated: false) }.ToJson();
        var crew = HiredFor(video).Crew;
        await crew.Orders!.OpenAsync(Key, "runway", None);
        var job = await crew.Clips!.SubmitAsync(new VideoAiRequest(prompt, seconds), key: null, None);
        await crew.Orders.TakenAsync(Key, job, None);
        for (var asked = 0; asked < polls; asked++) await crew.Clips.PollAsync(job, key: null, None);
        return job;
    }

    private async Task<string?> AtVendorAsync(ExternalJob job)
    {
        using var http = vendors.Visitor();
        http.DefaultRequestHeaders.Authorization = new("Bearer", SimulatedStudio.GoodKey);
        http.DefaultRequestHeaders.Add("X-Runway-Version", "2024-11-06");
        return JsonDocument.Parse(await http.GetStringAsync($"/_sim/runway/v1/tasks/{job.Id}")).RootElement.GetProperty("status").GetString();
    }

    private HiredCrew HiredFor(Video video) => _host.Services.GetRequiredService<HireCrew>().For(video);

    private Task RunUpkeepAsync() => ActivatorUtilities.CreateInstance<OrderUpkeep>(_host.Services).RunAsync(None);

    /// <summary>The month's budget, and the lines of the cost page together.</summary>
    private static async Task<(decimal Budget, decimal Lines)> SpentAsync(StudioHost.User user)
    {
        var costs = await user.GetJsonAsync("/costs");
        return (costs.GetProperty("own_usd").GetDecimal(), costs.GetProperty("providers").EnumerateArray().Sum(line => line.GetProperty("usd").GetDecimal()));
    }

    private AppDbContext Open() => _host.Services.GetRequiredService<Database>().OpenForSystem();
}
