using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Costs;

public sealed class PriceTests(SimulatedStudio host) : IClassFixture<SimulatedStudio>
{
    [Fact]
    public async Task An_administrators_price_counts_in_every_estimate_until_it_is_taken_back()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Free));
        var before = await EstimateAsync(user);
        var changed = await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/luma", new { estimated_per_video_usd = 2.5, models = new Dictionary<string, object> { ["ray-3.2"] = new { usd = 0.3 } } });
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        var row = await changed.JsonAsync();
        (row.GetProperty("is_own").GetBoolean(), row.GetProperty("is_stale").GetBoolean(), row.GetProperty("reviewed_days_ago").GetInt32()).ShouldBe((true, false, 0));
        row.GetProperty("models").EnumerateArray().Single(model => model.GetProperty("model").GetString() == "ray-3.2").GetProperty("usd").GetDecimal().ShouldBe(0.3m);
        (await EstimateAsync(user)).ShouldBe(2.5m);

        (await admin.Api.DeleteAsync("/api/v1/admin/prices/luma")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await EstimateAsync(user)).ShouldBe(before);
        await (await admin.Api.DeleteAsync("/api/v1/admin/prices/luma")).ShouldRefuseAsync(404, "not_found");
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await db.AuditEntries.Where(entry => entry.ActorId == admin.Id).Select(entry => entry.Action).Order().ToListAsync()).ShouldBe(["price.change", "price.forget"]);
    }

    [Fact]
    public async Task A_price_that_nobody_reviewed_for_ninety_days_is_told_of_to_whoever_counts_on_it()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Free));
        var old = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-91).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/kling", new { estimated_per_video_usd = 0.4, reviewed_at = old })).EnsureSuccessStatusCode();

        var prices = await admin.GetJsonAsync("/admin/prices");
        var items = prices.GetProperty("items").EnumerateArray().ToList();
        items.Single(one => one.GetProperty("provider").GetString() == "kling").GetProperty("is_stale").GetBoolean().ShouldBeTrue();
        items.TakeWhile(one => one.GetProperty("is_stale").GetBoolean()).Count().ShouldBe(prices.GetProperty("stale").GetInt32(), "what is due comes first");
        var part = (await user.GetJsonAsync("/settings/generation/cost-estimate?video_ai=kling")).GetProperty("parts").EnumerateArray().Single(one => one.GetProperty("category").GetString() == "video_ai");
        part.GetProperty("is_stale").GetBoolean().ShouldBeTrue();
        (await user.GetJsonAsync("/integrations/available")).GetProperty("items").EnumerateArray().Single(one => one.GetProperty("id").GetString() == "kling").GetProperty("price_is_stale").GetBoolean().ShouldBeTrue();
        (await admin.Api.DeleteAsync("/api/v1/admin/prices/kling")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task An_administrators_choice_of_model_is_taken_for_new_work_and_what_has_ended_is_shown()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Free));
        await user.AddCheckedKeyAsync("anthropic");
        (await ModelAsync()).ShouldBe("claude-haiku-4-5");
        (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/anthropic", new { estimated_per_video_usd = 0.06, model = "claude-sonnet-5" })).EnsureSuccessStatusCode();
        (await ModelAsync()).ShouldBe("claude-sonnet-5");
        await (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/luma", new { model = "ray-2" })).ShouldRefuseAsync(400, "validation_error");
        (await admin.Api.DeleteAsync("/api/v1/admin/prices/anthropic")).EnsureSuccessStatusCode();
        (await ModelAsync()).ShouldBe("claude-haiku-4-5");

        var ended = (await admin.GetJsonAsync("/admin/prices")).GetProperty("ended").EnumerateArray().ToList();
        ended.ShouldContain(one => one.GetProperty("provider").GetString() == "openai_sora" && one.GetProperty("on").GetString() == "2026-09-24" && one.GetProperty("replaced_by").GetString() == "Runway");
        ended.ShouldContain(one => one.GetProperty("model").GetString() == "ray-2");

        async Task<string?> ModelAsync() => (await user.GetJsonAsync("/integrations/status")).GetProperty("categories").EnumerateArray()
            .Single(one => one.GetProperty("category").GetString() == "script").GetProperty("effective").GetProperty("model").GetString();
    }

    [Fact]
    public async Task Only_administrators_change_prices_and_only_to_what_can_be_one()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Free));
        await (await user.Api.GetAsync("/api/v1/admin/prices")).ShouldRefuseAsync(403, "forbidden");
        await (await user.Api.PutAsJsonAsync("/api/v1/admin/prices/luma", new { estimated_per_video_usd = 0 })).ShouldRefuseAsync(403, "forbidden");
        await (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/luma", new { estimated_per_video_usd = -1 })).ShouldRefuseAsync(400, "validation_error");
        await (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/luma", new { models = new Dictionary<string, object> { ["nobody-1"] = new { usd = 1 } } })).ShouldRefuseAsync(400, "validation_error");
        await (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/luma", new { reviewed_at = "2999-01-01" })).ShouldRefuseAsync(400, "validation_error");
        await (await admin.Api.PutAsJsonAsync("/api/v1/admin/prices/nobody", new { estimated_per_video_usd = 1 })).ShouldRefuseAsync(404, "not_found");
    }

    private static async Task<decimal?> EstimateAsync(StudioHost.User user) =>
        (await user.GetJsonAsync("/settings/generation/cost-estimate?video_ai=luma")).GetProperty("video_ai_cost") is { ValueKind: JsonValueKind.Number } cost ? cost.GetDecimal() : null;
}
