using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Synthora.Data;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Admin;

public sealed class UsersTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Theory]
    [InlineData("GET", "/api/v1/admin/users")]
    [InlineData("GET", "/api/v1/users")]
    [InlineData("GET", "/api/v1/admin/users/stats")]
    [InlineData("GET", "/api/v1/admin/users/{id}")]
    [InlineData("PATCH", "/api/v1/admin/users/{id}/role")]
    [InlineData("PATCH", "/api/v1/users/{id}/status")]
    [InlineData("PUT", "/api/v1/admin/users/{id}/limits")]
    [InlineData("POST", "/api/v1/admin/users/{id}/grant-premium")]
    [InlineData("POST", "/api/v1/admin/users/{id}/revoke-premium")]
    [InlineData("DELETE", "/api/v1/admin/users/{id}?mode=hard")]
    [InlineData("GET", "/api/v1/admin/audit")]
    public async Task Who_is_no_administrator_is_refused(string method, string path)
    {
        var (other, user) = (await host.NewUserAsync(Role.Free), await host.NewUserAsync(Role.Premium));
        using var request = new HttpRequestMessage(new(method), path.Replace("{id}", $"{other.Id}", StringComparison.Ordinal));
        if (method is "PATCH" or "PUT") request.Content = JsonContent.Create(new { role = "admin", is_active = false });
        await (await user.Api.SendAsync(request)).ShouldRefuseAsync(403, "forbidden");
        (await other.Api.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Users_are_found_by_name_address_role_and_state()
    {
        var admin = await host.NewUserAsync(Role.Admin);
        var (ann, bob) = (await host.NewUserAsync(Role.Premium), await host.NewUserAsync(Role.Free));
        await ann.Api.PatchAsJsonAsync("/api/v1/users/profile", new { name = "Ann 100%_Smith" });
        (await FoundAsync("q=100%25_smith")).ShouldBe([ann.Email]);
        foreach (var name in new[] { "q", "search" }) (await FoundAsync($"{name}={bob.Email[..30]}")).ShouldBe([bob.Email], name);
        (await FoundAsync($"q={bob.Email}&role=premium")).ShouldBeEmpty();
        await admin.Api.PatchAsJsonAsync($"/api/v1/admin/users/{bob.Id}/status", new { is_active = false });
        (await FoundAsync("status=disabled")).ShouldContain(bob.Email);
        (await FoundAsync($"q={bob.Email}&status=active")).ShouldBeEmpty();
        await (await admin.Api.GetAsync("/api/v1/admin/users?role=king")).ShouldRefuseAsync(400, "validation_error");
        var stats = await (await admin.Api.GetAsync("/api/v1/users/stats")).JsonAsync();
        stats.GetProperty("disabled").GetInt32().ShouldBeGreaterThan(0);

        async Task<IReadOnlyList<string>> FoundAsync(string query) =>
            [.. (await (await admin.Api.GetAsync($"/api/v1/admin/users?limit=100&{query}")).JsonAsync()).GetProperty("items").EnumerateArray().Select(row => row.GetProperty("email").GetString()!)];
    }

    [Fact]
    public async Task A_role_a_state_and_limits_are_changed_and_each_change_is_in_the_log_for_good()
    {
        var admin = await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        var path = $"/api/v1/admin/users/{user.Id}";
        (await admin.Api.PatchAsJsonAsync($"{path}/role", new { role = "premium" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await user.Api.GetAsync("/api/v1/auth/me")).JsonAsync()).GetProperty("features").GetProperty("is_premium").GetBoolean().ShouldBeTrue();
        (await admin.Api.PutAsJsonAsync($"{path}/limits", new { videos_per_day = 3, storage_bytes = 0 })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var limits = await (await user.Api.GetAsync("/api/v1/limits/me")).JsonAsync();
        (limits.GetProperty("videos").GetProperty("limit").GetInt32(), limits.GetProperty("storage").GetProperty("limit_bytes").ValueKind).ShouldBe((3, System.Text.Json.JsonValueKind.Null));
        await (await admin.Api.PutAsJsonAsync($"{path}/limits", new { videos_per_day = -1 })).ShouldRefuseAsync(400, "validation_error");

        (await admin.Api.PatchAsJsonAsync($"{path}/status", new { is_active = false })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
        (await admin.Api.PatchAsJsonAsync($"{path}/status", new { is_active = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.Api.PostAsync($"{path}/grant-premium", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var revoked = await (await admin.Api.PostAsync($"{path}/revoke-premium", null)).JsonAsync();
        revoked.GetProperty("user").GetProperty("role").GetString().ShouldBe("free");

        var rows = (await (await admin.Api.GetAsync($"/api/v1/admin/audit?target={user.Id}")).JsonAsync()).GetProperty("items").EnumerateArray()
            .Select(row => $"{row.GetProperty("action").GetString()}: {row.GetProperty("before").GetString()} → {row.GetProperty("after").GetString()}").ToList();
        rows.ShouldBe(
        [
            "user.revoke_premium: premium → free", "user.grant_premium: premium → premium", "user.status: disabled → active", "user.status: active → disabled",
            "user.limits: none → videos_per_day 3, storage_bytes 0", "user.role: free → premium",
        ]);
        foreach (var sql in (string[])["delete from audit_entries", "update audit_entries set note = ''", "truncate audit_entries"])
        {
            await using var command = host.Services.GetRequiredService<Database>().Source.CreateCommand(sql);
            (await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).MessageText.ShouldBe("audit entries are only ever added");
        }
    }

    [Fact]
    public async Task Nobody_demotes_disables_or_deletes_themselves()
    {
        var (admin, _) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Admin));
        var path = $"/api/v1/admin/users/{admin.Id}";
        await (await admin.Api.PatchAsJsonAsync($"{path}/role", new { role = "free" })).ShouldRefuseAsync(409, "own_account");
        await (await admin.Api.PatchAsJsonAsync($"{path}/status", new { is_active = false })).ShouldRefuseAsync(409, "own_account");
        await (await admin.Api.DeleteAsync(path)).ShouldRefuseAsync(409, "own_account");
        await (await admin.Api.GetAsync($"/api/v1/admin/users/{Guid.CreateVersion7()}")).ShouldRefuseAsync(404, "not_found");
    }

    [Fact]
    public async Task Deleting_waits_a_month_and_for_good_needs_the_typed_address_and_leaves_nothing()
    {
        var admin = await host.NewUserAsync(Role.Admin);
        var user = await host.NewUserAsync(Role.Free);
        var video = await user.CreateVideoAsync("A short one");
        await user.WaitForAsync(video, "completed");
        var path = $"/api/v1/admin/users/{user.Id}";
        var soft = await (await admin.Api.DeleteAsync(path)).JsonAsync();
        (soft.GetProperty("purge_after").GetDateTimeOffset() - TimeProvider.System.GetUtcNow()).TotalDays.ShouldBe(30, 0.1);
        await (await host.Visitor().PostAsJsonAsync("/api/v1/auth/login", new { email = user.Email, password = StudioHost.User.Password })).ShouldRefuseAsync(403, "account_disabled");

        await (await DeleteAsync("somebody@example.com")).ShouldRefuseAsync(400, "validation_error");
        (await DeleteAsync(user.Email.ToUpperInvariant())).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await db.Users.AnyAsync(row => row.Id == user.Id)).ShouldBeFalse();
        (await db.Videos.AnyAsync(row => row.UserId == user.Id)).ShouldBeFalse();
        Directory.Exists(Path.Combine(host.Configuration.FilesFolder, "users", $"{user.Id:N}")).ShouldBeFalse();
        (await db.AuditEntries.CountAsync(row => row.Target == user.Id.ToString())).ShouldBe(3);

        Task<HttpResponseMessage> DeleteAsync(string confirmation) =>
            admin.Api.SendAsync(new(HttpMethod.Delete, $"{path}?mode=hard") { Content = JsonContent.Create(new { confirmation }) });
    }
}

public sealed class LastAdminTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task Two_administrators_cannot_dismiss_each_other_at_once()
    {
        for (var round = 0; round < 4; round++)
        {
            var database = host.Services.GetRequiredService<Database>();
            await using (var db = database.OpenForSystem()) await db.Users.ExecuteUpdateAsync(set => set.SetProperty(user => user.Role, Role.Free));
            var (ann, bob) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Admin));
            var answers = await Task.WhenAll(
                ann.Api.PatchAsJsonAsync($"/api/v1/admin/users/{bob.Id}/role", new { role = "free" }),
                bob.Api.PatchAsJsonAsync($"/api/v1/admin/users/{ann.Id}/status", new { is_active = false }),
                bob.Api.SendAsync(new(HttpMethod.Delete, "/api/v1/user") { Content = JsonContent.Create(new { confirmation = bob.Email, password = StudioHost.User.Password }) }));
            await using var after = database.OpenForSystem();
            (await after.Users.CountAsync(user => user.Role == Role.Admin && user.IsActive)).ShouldBe(1, string.Join(", ", answers.Select(answer => answer.StatusCode)));
        }
    }
}
