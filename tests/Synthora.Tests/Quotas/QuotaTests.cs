using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Quotas;
using Synthora.Features.Videos;
using Synthora.Tests.Data;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Quotas;

public sealed class QuotaTests(QuotaTests.LimitedHost host) : IClassFixture<QuotaTests.LimitedHost>
{
    public sealed class LimitedHost : StudioHost
    {
        protected override Configuration Configure(Configuration configuration) => configuration with { Limits = new() { RequestsPerMinute = 100_000, SignInsPerMinute = 100_000 } };
    }

    [Theory]
    [InlineData(Role.Free, 1, 7, 2L << 30, 500L << 20, 20)]
    [InlineData(Role.Premium, null, 30, 50L << 30, 500L << 20, 200)]
    [InlineData(Role.Admin, null, null, null, 500L << 20, null)]
    public async Task Each_role_has_its_limits(Role role, int? videos, int? days, long? storage, long? upload, int? calls)
    {
        var user = await host.NewUserAsync(role);
        var limits = await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync();
        Number(limits.GetProperty("videos").GetProperty("limit")).ShouldBe(videos);
        Number(limits.GetProperty("retention_days")).ShouldBe(days);
        Number(limits.GetProperty("storage").GetProperty("limit_bytes")).ShouldBe(storage);
        Number(limits.GetProperty("storage").GetProperty("upload_limit_bytes")).ShouldBe(upload);
        Number(limits.GetProperty("platform_llm_calls").GetProperty("limit")).ShouldBe(calls);
        limits.GetProperty("features").GetProperty("is_premium").GetBoolean().ShouldBe(role != Role.Free);
    }

    [Fact]
    public async Task Of_many_who_ask_at_once_only_so_many_get_one_of_todays_and_deleting_gives_nothing_back()
    {
        await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        await OverrideAsync(user.Id, row => row.VideosPerDay = 5);
        var database = host.Services.GetRequiredService<Database>();
        var allowance = host.Services.GetRequiredService<DailyAllowance>();
        var now = TimeProvider.System.GetUtcNow();
        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await using var db = database.OpenForSystem();
            await using var transaction = await db.Database.BeginTransactionAsync();
            var refusal = await allowance.TakeVideoAsync(db, NewVideo(user.Id), Role.Free, now, CancellationToken.None);
            if (refusal is not null) return refusal.Code;
            await transaction.CommitAsync();
            return "taken";
        }));
        taken.Count(one => one == "taken").ShouldBe(5);
        taken.Count(one => one == "daily_limit_reached").ShouldBe(15);
    }

    [Fact]
    public async Task Todays_video_is_used_up_even_when_it_is_deleted_and_the_refusal_says_when_the_next_is_due()
    {
        await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        var racing = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "step-ms:5000" })));
        racing.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(1);
        var video = (await racing.Single(answer => answer.StatusCode == HttpStatusCode.Accepted).JsonAsync()).GetProperty("video").GetProperty("id").GetGuid();
        var limits = await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync();
        limits.GetProperty("active_generation").GetGuid().ShouldBe(video);
        limits.GetProperty("videos").GetProperty("remaining").GetInt32().ShouldBe(0);
        (await user.Api.DeleteAsync($"/api/v1/videos/{video}")).IsSuccessStatusCode.ShouldBeTrue();
        var refused = await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "again" })).ShouldRefuseAsync(429, "daily_limit_reached");
        refused.GetProperty("details").GetProperty("resets_at").GetDateTimeOffset().ShouldBe(DailyAllowance.ResetsAt(TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task A_failure_is_not_counted_and_its_retry_is()
    {
        await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        var video = await user.CreateVideoAsync("fail:media");
        await user.WaitForAsync(video, "failed");
        Number((await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync()).GetProperty("videos").GetProperty("used")).ShouldBe(0);
        host.Release();
        (await user.Api.PostAsync($"/api/v1/videos/{video}/retry", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        Number((await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync()).GetProperty("videos").GetProperty("used")).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_has_no_room_left_can_neither_start_nor_retry_a_video()
    {
        await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        var (failed, full) = (NewVideo(user.Id), NewVideo(user.Id));
        var now = TimeProvider.System.GetUtcNow();
        foreach (var video in (Features.Videos.Video[])[failed, full]) video.MoveTo(VideoStatus.Processing, now);
        failed.Fail("generation_failed", "It failed.", null, now);
        full.Complete(new("Title", "users/x", 300, 1, 1, 1, true), now, null);
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            db.Videos.AddRange(failed, full);
            await db.SaveChangesAsync();
        }

        await OverrideAsync(user.Id, row => row.StorageBytes = 300);
        await (await user.Api.PostAsync($"/api/v1/videos/{failed.Id}/retry", null)).ShouldRefuseAsync(429, "quota_exceeded");
        (await user.GetJsonAsync($"/videos/{failed.Id}")).GetProperty("status").GetString().ShouldBe("failed");
        await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "No room for this." })).ShouldRefuseAsync(429, "quota_exceeded");
    }

    [Fact]
    public async Task Of_many_who_store_at_once_only_what_fits_is_let_in()
    {
        await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        await OverrideAsync(user.Id, row => row.StorageBytes = 1_000);
        var database = host.Services.GetRequiredService<Database>();
        var storage = host.Services.GetRequiredService<StorageQuota>();
        var stored = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var db = database.OpenForSystem();
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (await storage.RefuseAsync(db, user.Id, Role.Free, 300, CancellationToken.None) is { } refusal) return refusal.Code;
            var video = NewVideo(user.Id);
            video.MoveTo(VideoStatus.Processing, TimeProvider.System.GetUtcNow());
            video.Complete(new("Title", "users/x", 300, 1, 1, 1, true), TimeProvider.System.GetUtcNow(), null);
            db.Videos.Add(video);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return "stored";
        }));
        stored.Count(one => one == "stored").ShouldBe(3);
        stored.Count(one => one == "quota_exceeded").ShouldBe(9);
        Number((await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync()).GetProperty("storage").GetProperty("used_bytes")).ShouldBe(900);
        await OverrideAsync(user.Id, row => row.StorageBytes = 900);
        await (await user.Api.PostAsJsonAsync("/api/v1/videos", new { source = "notes", text = "full" })).ShouldRefuseAsync(429, "quota_exceeded");
    }

    [Fact]
    public async Task Administrators_change_limits_and_switches_while_it_runs_and_only_known_ones()
    {
        var admin = await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Premium);
        await (await user.Api.GetAsync("/api/v1/admin/settings")).ShouldRefuseAsync(403, "forbidden");
        foreach (var (key, value) in new[] { ("limits.premium.retention_days", "many"), ("features.generation", "1"), ("SECRET_KEY", "x") })
            await (await SetAsync(key, value)).ShouldRefuseAsync(400, "validation_error");

        (await SetAsync("limits.premium.retention_days", "90")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Number((await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync()).GetProperty("retention_days")).ShouldBe(90);
        Number((await (await user.Api.GetAsync("/api/v1/auth/me")).JsonAsync()).GetProperty("features").GetProperty("video_retention_days")).ShouldBe(90);
        (await admin.Api.DeleteAsync("/api/v1/admin/settings/limits.premium.retention_days")).StatusCode.ShouldBe(HttpStatusCode.OK);
        Number((await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync()).GetProperty("retention_days")).ShouldBe(30);

        (await SetAsync("features.registration", "false")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await host.Visitor().PostAsJsonAsync("/api/v1/auth/register", new { email = "late@example.com", password = StudioHost.User.Password })).ShouldRefuseAsync(403, "registration_closed");
        await SetAsync("features.registration", "true");
        var audit = await (await admin.Api.GetAsync("/api/v1/admin/audit?action=setting")).JsonAsync();
        audit.GetProperty("items").EnumerateArray().ShouldContain(row => row.GetProperty("target").GetString() == "limits.premium.retention_days" && row.GetProperty("before").GetString() == "30" && row.GetProperty("after").GetString() == "90");

        Task<HttpResponseMessage> SetAsync(string key, string value) => admin.Api.PostAsJsonAsync("/api/v1/admin/settings", new { key, value });
    }

    [Fact]
    public async Task Calls_to_models_on_the_platforms_key_are_counted_and_end()
    {
        var user = await host.NewUserAsync(Role.Premium);
        await OverrideAsync(user.Id, row => row.LlmCallsPerDay = 3);
        var allowance = host.Services.GetRequiredService<DailyAllowance>();
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
            return await allowance.TakeLlmCallAsync(db, user.Id, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        }));
        taken.Count(one => one).ShouldBe(3);
    }

    private async Task OverrideAsync(Guid userId, Action<LimitOverride> change)
    {
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        var row = await db.LimitOverrides.SingleOrDefaultAsync(one => one.UserId == userId);
        if (row is null) db.LimitOverrides.Add(row = new() { UserId = userId, UpdatedBy = userId, UpdatedAt = TimeProvider.System.GetUtcNow() });
        change(row);
        await db.SaveChangesAsync();
    }

    private static Video NewVideo(Guid userId)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new() { UserId = userId, Title = "Title", Source = Features.Videos.Generation.SourceKind.Topic, Text = "Text", Template = "viral-hook", CreatedAt = now, UpdatedAt = now };
    }

    private static long? Number(System.Text.Json.JsonElement element) => element.ValueKind == System.Text.Json.JsonValueKind.Null ? null : element.GetInt64();
}
