using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Features.Integrations;
using Synthora.Features.RequestLog;
using Synthora.Providers;
using Synthora.Tests.Hosting;
using Synthora.Tests.Videos;

namespace Synthora.Tests.RequestLog;

public sealed class RequestLogTests(SimulatedStudio host) : IClassFixture<SimulatedStudio>
{
    [Fact]
    public async Task A_call_is_found_by_administrators_with_its_purpose_and_without_the_key()
    {
        var (user, admin) = (await host.NewUserAsync(Role.Free), await host.NewUserAsync(Role.Admin));
        await user.AddCheckedKeyAsync("openai_gpt");
        await VideoRunTests.EventuallyAsync(async () => (await SearchAsync(admin, $"user_id={user.Id}")).GetProperty("total").GetInt32() > 0);
        var call = (await SearchAsync(admin, $"user_id={user.Id}&provider=openai_gpt&step=key_check&status=2xx&q=models")).GetProperty("items").EnumerateArray().First();
        call.GetProperty("is_simulated").GetBoolean().ShouldBeTrue();
        call.TryGetProperty("response_body", out _).ShouldBeFalse();
        var detail = await admin.GetJsonAsync($"/admin/logs/{call.GetProperty("id").GetString()}");
        detail.GetProperty("user_email").GetString().ShouldBe(user.Email);
        detail.GetProperty("response_body").GetString()!.ShouldContain("data");
        detail.ToString().ShouldNotContain(SimulatedStudio.GoodKey);

        await (await user.Api.GetAsync("/api/v1/admin/logs")).ShouldRefuseAsync(403, "forbidden");
        await (await user.Api.GetAsync($"/api/v1/admin/logs/{call.GetProperty("id").GetString()}")).ShouldRefuseAsync(403, "forbidden");
        await using var db = Open();
        (await db.AuditEntries.Where(entry => entry.ActorId == admin.Id).Select(entry => entry.Action).Distinct().Order().ToListAsync()).ShouldBe(["request_log.read", "request_log.search"]);
        (await db.AuditEntries.AnyAsync(entry => entry.Note != null && entry.Note.Contains("text models"))).ShouldBeTrue();
    }

    [Fact]
    public async Task Every_filter_narrows_and_pages_go_back_in_time()
    {
        var admin = await host.NewUserAsync(Role.Admin);
        await using (var db = Open())
        {
            for (var number = 0; number < 45; number++) db.ProviderRequests.Add(Call("filter_test", number % 3 == 0 ? 500 : 200, DateTimeOffset.UnixEpoch.AddHours(number), number == 7 ? "50%_off" : "fine"));
            db.ProviderRequests.Add(Call("filter_test", null, DateTimeOffset.UnixEpoch.AddDays(9), "fine"));
            await db.SaveChangesAsync();
        }

        (await TotalAsync("provider=filter_test")).ShouldBe(46);
        (await TotalAsync("provider=filter_test&status=5xx")).ShouldBe(15);
        (await TotalAsync("provider=filter_test&status=none")).ShouldBe(1);
        (await TotalAsync("provider=filter_test&status=failed")).ShouldBe(16);
        (await TotalAsync("provider=filter_test&q=0%25_o")).ShouldBe(1, "wildcards are letters here");
        (await TotalAsync("provider=filter_test&from=1970-01-01T10:00:00%2B01:00&to=1970-01-01T12:00:00Z")).ShouldBe(3);
        (await TotalAsync($"provider=filter_test&video_id={Guid.CreateVersion7()}")).ShouldBe(0);
        var second = await SearchAsync(admin, "provider=filter_test&page=2&limit=40");
        second.GetProperty("items").GetArrayLength().ShouldBe(6);
        second.GetProperty("has_more").GetBoolean().ShouldBeFalse();
        await (await admin.Api.GetAsync("/api/v1/admin/logs?status=9xx")).ShouldRefuseAsync(400, "validation_error");

        async Task<int> TotalAsync(string query) => (await SearchAsync(admin, query)).GetProperty("total").GetInt32();
    }

    [Fact]
    public async Task A_call_survives_its_user_and_its_odd_characters_and_nobody_waits_for_it()
    {
        var gone = Guid.CreateVersion7();
        var queue = host.Services.GetRequiredService<RequestLogQueue>();
        using (CallScope.Enter(new(gone, gone, "voice")))
            await queue.WriteAsync(new ProviderCall("odd_test", "POST", "https://example.com/" + new string('x', 900), 200, "a\0b", new string('y', 90_000), TimeSpan.FromSeconds(1), "It broke.", DateTimeOffset.UnixEpoch, "fault: Transient"), CancellationToken.None);
        ProviderRequest? row = null;
        await VideoRunTests.EventuallyAsync(async () =>
        {
            await using var db = Open();
            return (row = await db.ProviderRequests.SingleOrDefaultAsync(one => one.Provider == "odd_test")) is not null;
        });
        (row!.UserId, row.VideoId, row.Step, row.RequestBody).ShouldBe((null, null, "voice", "ab"));
        row.ResponseBody!.Length.ShouldBe(64 * 1024);
        row.Endpoint.Length.ShouldBe(500);
        (row.ErrorMessage, row.ErrorDetails).ShouldBe(("It broke.", "fault: Transient"));
        (await (await host.NewUserAsync(Role.Admin)).Api.GetStringAsync($"/admin/logs/{row.Id}")).ShouldContain("fault: Transient");
    }

    [Fact]
    public async Task Calls_are_forgotten_after_thirty_days()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using (var db = Open())
        {
            db.AddRange(Call("purged_test", 200, now.AddDays(-31), "old"), Call("purged_test", 200, now.AddDays(-29), "kept"));
            await db.SaveChangesAsync();
        }

        await ActivatorUtilities.CreateInstance<PurgeRequests>(host.Services).RunAsync(CancellationToken.None);
        await using var after = Open();
        (await after.ProviderRequests.Where(row => row.Provider == "purged_test").Select(row => row.ResponseBody).ToListAsync()).ShouldBe(["kept"]);
    }

    private static ProviderRequest Call(string provider, int? status, DateTimeOffset at, string body) => new()
    {
        Provider = provider, Method = "POST", Endpoint = "https://example.com", StatusCode = status, ResponseBody = body, DurationMs = 5, IsSimulated = false, CreatedAt = at,
    };

    private static Task<System.Text.Json.JsonElement> SearchAsync(StudioHost.User admin, string query) => admin.GetJsonAsync($"/admin/logs?{query}");

    private AppDbContext Open() => host.Services.GetRequiredService<Database>().OpenForSystem();
}
