using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Features.Settings;
using Synthora.Providers;
using Synthora.Providers.Catalog;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Costs;

public sealed class CostTests(CostTests.BudgetedStudio host) : IClassFixture<CostTests.BudgetedStudio>
{
    private static CancellationToken None => CancellationToken.None;

    private SpendingLedger Ledger => host.Services.GetRequiredService<SpendingLedger>();

    [Fact]
    public async Task The_known_example_costs_sixty_cents()
    {
        var user = await host.NewUserAsync();
        var cost = await user.GetJsonAsync("/settings/generation/cost-estimate?script=openai_gpt&voice=elevenlabs&media=pexels&video_ai=openai_sora&assembly=ffmpeg");
        cost.GetProperty("script_cost").GetDecimal().ShouldBe(0.05m);
        cost.GetProperty("voice_cost").GetDecimal().ShouldBe(0.15m);
        cost.GetProperty("media_cost").GetDecimal().ShouldBe(0m);
        cost.GetProperty("video_ai_cost").GetDecimal().ShouldBe(0.40m);
        cost.GetProperty("assembly_cost").GetDecimal().ShouldBe(0m);
        cost.GetProperty("total_estimated_cost").GetDecimal().ShouldBe(0.60m);
        cost.GetProperty("currency").GetString().ShouldBe("USD");
        cost.GetProperty("is_partial").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Without_keys_everything_is_made_here_for_nothing_and_a_key_changes_that()
    {
        var user = await host.NewUserAsync();
        (await user.GetJsonAsync("/settings/generation/cost-estimate")).GetProperty("total_estimated_cost").GetDecimal().ShouldBe(0m);
        await user.AddCheckedKeyAsync("openai_gpt");
        var cost = await user.GetJsonAsync("/settings/generation/cost-estimate");
        cost.GetProperty("script_cost").GetDecimal().ShouldBe(0.05m);
        cost.GetProperty("parts").EnumerateArray().First().GetProperty("route").GetString().ShouldBe("own_key");
    }

    [Fact]
    public async Task A_price_that_nobody_knows_is_not_shown_as_free()
    {
        var user = await host.NewUserAsync();
        var cost = await user.GetJsonAsync("/settings/generation/cost-estimate?script=gemini&voice=elevenlabs&video_ai=none");
        cost.GetProperty("script_cost").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        cost.GetProperty("video_ai_cost").GetDecimal().ShouldBe(0m);
        cost.GetProperty("total_estimated_cost").GetDecimal().ShouldBe(0.15m);
        cost.GetProperty("is_partial").GetBoolean().ShouldBeTrue();
        await (await user.Api.GetAsync("/api/v1/settings/generation/cost-estimate?voice=pexels")).ShouldRefuseAsync(400, "validation_error");
        await (await user.Api.GetAsync("/api/v1/settings/generation/cost-estimate?script=none")).ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public void Actual_costs_follow_the_unit_of_the_price()
    {
        PriceList.Of(new ProviderPrice(PriceUnit.MillionTokens, 2m, 8m), new Usage(InputTokens: 500_000, OutputTokens: 250_000)).ShouldBe(3m);
        PriceList.Of(new ProviderPrice(PriceUnit.ThousandCharacters, 0.3m), new Usage(Characters: 500)).ShouldBe(0.15m);
        PriceList.Of(new ProviderPrice(PriceUnit.AudioMinute, 0.006m), new Usage(Seconds: 30)).ShouldBe(0.003m);
        PriceList.Of(new ProviderPrice(PriceUnit.Generation, 0.3m), new Usage(Generations: 3)).ShouldBe(0.9m);
        PriceList.Of(new ProviderPrice(PriceUnit.MillionTokens, 2m), new Usage(InputTokens: 10)).ShouldBeNull("half a bill is no bill");
    }

    [Fact]
    public async Task Prices_older_than_a_quarter_are_due_for_a_look()
    {
        await using var scope = host.Services.CreateAsyncScope();
        var info = scope.ServiceProvider.GetRequiredService<ProviderCatalog>().FindInfo("openai_gpt")!;
        var reviewed = new DateTimeOffset(info.ReviewedAt, TimeOnly.MinValue, TimeSpan.Zero);
        PriceList.IsStale(info, reviewed.AddDays(90)).ShouldBeFalse();
        PriceList.IsStale(info, reviewed.AddDays(91)).ShouldBeTrue();
    }

    [Fact]
    public void Where_nobody_estimated_a_video_the_unit_price_says_what_is_promised_for_it()
    {
        var wan = ProviderTable.Shipped["wan"];
        PriceList.Of(wan).ShouldBeNull();
        PriceList.Promise(wan, null).ShouldBe(12m, "three clips of eight seconds at 50 cents");
        PriceList.Promise(wan, "wan2.7-t2v").ShouldBe(2.4m);
        PriceList.Promise(wan, "wan3.0-video-prime").ShouldBeNull("a model without a price stays unknown");
        PriceList.Promise(ProviderTable.Shipped["runway"], null).ShouldBe(1m, "an estimate goes before what can be reckoned");
        PriceList.Promise(ProviderTable.Shipped["gemini"], null)!.Value.ShouldBeInRange(0.01m, 0.05m);
        PriceList.Promise(ProviderTable.Shipped["imagineart"], null).ShouldBeNull();
    }

    [Theory]
    [InlineData(ProviderRoute.OwnKey)]
    [InlineData(ProviderRoute.PlatformKey)]
    public async Task A_budget_that_is_used_up_stops_also_what_nobody_knows_the_price_of(ProviderRoute route)
    {
        var (user, other) = (await host.NewUserAsync(), await host.NewUserAsync());
        foreach (var one in new[] { user, other }) (await one.Api.PutAsJsonAsync("/api/v1/settings/generation", new { monthly_budget_usd = 1.00 })).EnsureSuccessStatusCode();
        await Ledger.TidyAsync(None);
        (await ReserveAsync(user, null, route)).ShouldBeNull("nothing is spent yet");
        (await ReserveAsync(user, route == ProviderRoute.OwnKey ? 1m : 3m, route)).ShouldBeNull();
        (await ReserveAsync(user, null, route))!.Message.ShouldStartWith("Nothing is left of your monthly");
        (await ReserveAsync(user, 0m, route)).ShouldBeNull("what is free needs no money");
        (await ReserveAsync(other, null, route)).ShouldBeNull();
        await Ledger.TidyAsync(None);
    }

    [Fact]
    public async Task Requests_that_race_for_the_last_of_a_budget_never_exceed_it_together()
    {
        var user = await host.NewUserAsync();
        (await user.Api.PutAsJsonAsync("/api/v1/settings/generation", new { monthly_budget_usd = 1.00 })).EnsureSuccessStatusCode();
        var errors = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => ReserveAsync(user, 0.30m, ProviderRoute.OwnKey)));
        errors.Count(error => error is null).ShouldBe(3);
        errors.OfType<Error>().ShouldAllBe(error => error.Code == "quota_exceeded");
        var summary = await user.GetJsonAsync("/costs");
        summary.GetProperty("own_usd").GetDecimal().ShouldBe(0.90m);
        summary.GetProperty("alert").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_a_step_really_cost_replaces_the_estimate_and_what_was_not_done_is_given_back()
    {
        var user = await host.NewUserAsync();
        var video = await NewVideoAsync(user);
        (await ReserveAsync(user, 0.50m, ProviderRoute.OwnKey, video, "script", "voice")).ShouldBeNull();
        await Ledger.SettleAsync(user.Id, video, Step("script", 0.50m, ProviderRoute.OwnKey), 0.02m, None);
        (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(0.52m);
        await Ledger.TidyAsync(None);
        await Ledger.TidyAsync(None);

        (await user.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(0.02m);
        var costs = await user.GetJsonAsync($"/videos/{video}/costs");
        costs.GetProperty("total_usd").GetDecimal().ShouldBe(0.02m);
        costs.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("state").GetString()).ShouldBe(["settled", "released"]);
        var other = await host.NewUserAsync();
        await (await other.Api.GetAsync($"/api/v1/videos/{video}/costs")).ShouldRefuseAsync(404, "not_found");
        (await other.GetJsonAsync("/costs")).GetProperty("own_usd").GetDecimal().ShouldBe(0m);
    }

    [Fact]
    public async Task The_platforms_keys_have_a_budget_per_user_and_one_for_all()
    {
        var (ann, bob) = (await host.NewUserAsync(), await host.NewUserAsync());
        (await ReserveAsync(ann, 2m, ProviderRoute.PlatformKey)).ShouldBeNull();
        (await ReserveAsync(ann, 1.5m, ProviderRoute.PlatformKey))!.Message.ShouldContain("your monthly share");
        (await ReserveAsync(bob, 2.5m, ProviderRoute.PlatformKey))!.Message.ShouldContain("the platform's monthly budget");
        (await ReserveAsync(bob, 2m, ProviderRoute.PlatformKey)).ShouldBeNull("what was refused took nothing");
        (await bob.GetJsonAsync("/costs")).GetProperty("platform_usd").GetDecimal().ShouldBe(2m);
    }

    private async Task<Error?> ReserveAsync(StudioHost.User user, decimal? usd, ProviderRoute route, Guid? video = null, params string[] steps)
    {
        var id = video ?? await NewVideoAsync(user);
        await using var db = host.Services.GetRequiredService<Database>().Open(new Caller(user.Id, Role.Free));
        await using var transaction = await db.Database.BeginTransactionAsync();
        var error = await Ledger.ReserveAsync(db, user.Id, id, [.. (steps is [] ? ["script"] : steps).Select(step => Step(step, usd, route))], None);
        if (error is null) await transaction.CommitAsync();
        return error;
    }

    private static PlannedSpending Step(string step, decimal? usd, ProviderRoute route) => new(step, "openai_gpt", "gpt", route, usd);

    private async Task<Guid> NewVideoAsync(StudioHost.User user)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var owner = await db.Users.SingleAsync(row => row.Id == user.Id);
        var video = Data.OwnershipTests.NewVideo(owner);
        video.MoveTo(Synthora.Features.Videos.VideoStatus.Cancelled, DateTimeOffset.UnixEpoch);
        db.Videos.Add(video);
        await db.SaveChangesAsync();
        return video.Id;
    }

    public sealed class BudgetedStudio : SimulatedStudio
    {
        protected override Configuration Configure(Configuration configuration)
        {
            (configuration.Limits.PlatformBudgetPerUserUsd, configuration.Limits.PlatformBudgetUsd) = (3m, 4m);
            return base.Configure(configuration);
        }
    }
}
