using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Accounts;

public sealed class OwnAccountTests(StudioHost host) : IClassFixture<StudioHost>
{
    private const string NewPassword = "loud-zebra-77q";

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_wrong_guesses_are_counted()
    {
        var user = await host.NewUserAsync();
        var other = await SignInAsync(user);
        var wrong = await (await ChangeAsync(user.Api, "not-my-password", NewPassword)).ShouldRefuseAsync(400, "validation_error");
        wrong.GetProperty("details").GetProperty("current_password").GetString().ShouldBe("This is not your password.");
        await (await ChangeAsync(user.Api, StudioHost.User.Password, "short")).ShouldRefuseAsync(400, "validation_error");

        (await (await ChangeAsync(user.Api, StudioHost.User.Password, NewPassword)).JsonAsync()).GetProperty("sessions_ended").GetInt32().ShouldBe(1);
        (await user.Api.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await other.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
        for (var guess = 0; guess < 5; guess++) await (await ChangeAsync(user.Api, $"guess-number-{guess}", "quiet-zebra-41x")).ShouldRefuseAsync(400, "validation_error");
        await (await ChangeAsync(user.Api, NewPassword, "quiet-zebra-41x")).ShouldRefuseAsync(429, "rate_limited");
    }

    [Fact]
    public async Task Sessions_are_listed_and_ended_one_by_one_and_never_somebody_elses()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync());
        var other = await SignInAsync(user);
        var sessions = await (await user.Api.GetAsync("/api/v1/auth/sessions")).JsonAsync();
        sessions.GetArrayLength().ShouldBe(2);
        sessions[0].GetProperty("is_current").GetBoolean().ShouldBeTrue();
        var id = sessions[1].GetProperty("id").GetString();
        await (await stranger.Api.DeleteAsync($"/api/v1/auth/sessions/{id}")).ShouldRefuseAsync(404, "not_found");
        (await user.Api.DeleteAsync($"/api/v1/auth/sessions/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await other.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
    }

    [Fact]
    public async Task A_personal_token_does_what_its_scope_says_and_never_touches_the_account()
    {
        var user = await host.NewUserAsync();
        var reading = await TokenAsync(user, "read");
        var writing = await TokenAsync(user, "write");
        (await reading.GetAsync("/api/v1/videos")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await reading.PostAsJsonAsync("/api/v1/videos", new { text = "Why bread rises" })).ShouldRefuseAsync(403, "insufficient_scope");
        (await writing.PutAsJsonAsync("/api/v1/settings", new { theme = "light" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var path in (string[])["/api/v1/auth/tokens", "/api/v1/auth/sessions", "/api/v1/user/export-data"])
            await (await writing.GetAsync(path)).ShouldRefuseAsync(403, "session_required");
        await (await writing.PostAsJsonAsync("/api/v1/auth/change-password", new { new_password = NewPassword })).ShouldRefuseAsync(403, "session_required");

        var listed = await (await user.Api.GetAsync("/api/v1/auth/tokens")).JsonAsync();
        listed.GetArrayLength().ShouldBe(2);
        listed[0].GetProperty("last_used_at").GetString().ShouldNotBeNull();
        (await user.Api.DeleteAsync($"/api/v1/auth/tokens/{listed[0].GetProperty("id").GetString()}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await writing.GetAsync("/api/v1/videos")).ShouldRefuseAsync(401, "authentication_error");
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        await db.PersonalTokens.Where(token => token.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(token => token.ExpiresAt, TimeProvider.System.GetUtcNow().AddSeconds(-1)));
        await (await reading.GetAsync("/api/v1/videos")).ShouldRefuseAsync(401, "authentication_error");
    }

    [Fact]
    public async Task Only_an_administrators_token_for_administration_administers()
    {
        var (admin, user) = (await host.NewUserAsync(Role.Admin), await host.NewUserAsync(Role.Free));
        await (await (await TokenAsync(admin, "write")).GetAsync("/api/v1/admin/users")).ShouldRefuseAsync(403, "forbidden");
        var administering = await TokenAsync(admin, "admin");
        (await administering.GetAsync("/api/v1/admin/users")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.PostAsJsonAsync("/api/v1/auth/tokens", new { name = "x", scope = "admin" })).ShouldRefuseAsync(400, "validation_error");
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.Users.Where(row => row.Id == admin.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Role, Role.Free));
        await (await administering.GetAsync("/api/v1/admin/users")).ShouldRefuseAsync(403, "forbidden");
    }

    [Fact]
    public async Task A_token_is_stored_as_its_hash_and_shown_once()
    {
        var user = await host.NewUserAsync();
        var made = await (await user.Api.PostAsJsonAsync("/api/v1/auth/tokens", new { name = "Laptop", scope = "read", expires_in_days = 30 })).JsonAsync();
        var token = made.GetProperty("token").GetString()!;
        (await (await user.Api.GetAsync("/api/v1/auth/tokens")).Content.ReadAsStringAsync()).ShouldNotContain(token);
        await using var command = host.Services.GetRequiredService<Database>().Source.CreateCommand("select string_agg(t::text, ' ') from personal_tokens t");
        ((string)(await command.ExecuteScalarAsync())!).ShouldNotContain(token["synp_".Length..]);
    }

    [Fact]
    public async Task Name_language_zone_and_theme_are_kept_and_nonsense_is_named()
    {
        var user = await host.NewUserAsync();
        (await (await user.Api.PatchAsJsonAsync("/api/v1/users/profile", new { name = "  Ada Lovelace " })).JsonAsync()).GetProperty("name").GetString().ShouldBe("Ada Lovelace");
        await (await user.Api.PatchAsJsonAsync("/api/v1/users/profile", new { name = " " })).ShouldRefuseAsync(400, "validation_error");
        (await user.Api.PostAsJsonAsync("/api/v1/settings", new { language = "es", timezone = "Europe/Berlin", auto_publish = true })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var kept = await (await user.Api.GetAsync("/api/v1/settings")).JsonAsync();
        (kept.GetProperty("language").GetString(), kept.GetProperty("timezone").GetString(), kept.GetProperty("theme").GetString()).ShouldBe(("es", "Europe/Berlin", "dark"));
        kept.GetProperty("auto_publish_consent_at").GetString().ShouldNotBeNull();
        var told = await (await user.Api.PostAsJsonAsync("/api/v1/settings", new { notifications = new[] { new { type = "video_complete", in_app = false, email = "daily" } } })).JsonAsync();
        var notice = told.GetProperty("notifications").EnumerateArray().Single(one => one.GetProperty("type").GetString() == "video_complete");
        (notice.GetProperty("in_app").GetBoolean(), notice.GetProperty("email").GetString(), told.GetProperty("language").GetString()).ShouldBe((false, "daily", "es"));
        (await user.GetJsonAsync("/settings")).GetProperty("notifications").ToString().ShouldBe((await user.GetJsonAsync("/notifications/preferences")).GetProperty("preferences").ToString());
        await (await user.Api.PutAsJsonAsync("/api/v1/settings", new { theme = "light", notifications = new[] { new { type = "security", email = "off" } } })).ShouldRefuseAsync(400, "validation_error");
        (await user.GetJsonAsync("/settings")).GetProperty("theme").GetString().ShouldBe("dark", "what is refused in part changes nothing");
        foreach (var (field, value) in new[] { ("language", "xx"), ("timezone", "Mars/Base"), ("timezone", "../etc/passwd"), ("theme", "pink") })
        {
            var refused = await (await user.Api.PutAsJsonAsync("/api/v1/settings", new Dictionary<string, string> { [field] = value })).ShouldRefuseAsync(400, "validation_error");
            refused.GetProperty("details").TryGetProperty(field, out _).ShouldBeTrue(value);
        }
    }

    [Fact]
    public async Task A_picture_is_kept_small_and_square_and_what_is_none_is_refused()
    {
        var (user, stranger) = (await host.NewUserAsync(), await host.NewUserAsync(Role.Free));
        var file = Path.Combine(host.DataFolder, "given.png");
        await RunAsync("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=640x360", "-frames:v", "1", "-y", file);
        var put = await PutAsync(user.Api, await File.ReadAllBytesAsync(file));
        var url = (await put.JsonAsync()).GetProperty("avatar_url").GetString()!;
        var picture = await user.Api.GetAsync(url);
        picture.Content.Headers.ContentType!.MediaType.ShouldBe("image/jpeg");
        var bytes = await picture.Content.ReadAsByteArrayAsync();
        bytes.Length.ShouldBeLessThan(60_000);
        bytes.Take(2).ShouldBe([0xFF, 0xD8]);
        await (await stranger.Api.GetAsync(url)).ShouldRefuseAsync(404, "not_found");

        await (await PutAsync(user.Api, "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray())).ShouldRefuseAsync(400, "validation_error");
        await (await PutAsync(user.Api, [0xFF, 0xD8, 0xFF, .. new byte[200]])).ShouldRefuseAsync(400, "validation_error");
        await (await PutAsync(user.Api, [.. await File.ReadAllBytesAsync(file), .. new byte[(2 * 1024 * 1024) + 1]])).ShouldRefuseAsync(413, "payload_too_large");
        (await user.Api.DeleteAsync("/api/v1/users/profile/avatar")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.GetAsync(url)).ShouldRefuseAsync(404, "not_found");
        Directory.GetDirectories(host.Configuration.WorkFolder, "avatar-*").ShouldBeEmpty();
    }

    private static Task<HttpResponseMessage> PutAsync(HttpClient api, byte[] picture) =>
        api.PutAsync("/api/v1/users/profile/avatar", new ByteArrayContent(picture) { Headers = { ContentType = new("image/png") } });

    private static Task<HttpResponseMessage> ChangeAsync(HttpClient api, string current, string next) =>
        api.PostAsJsonAsync("/api/v1/auth/change-password", new { current_password = current, new_password = next });

    private async Task<HttpClient> SignInAsync(StudioHost.User user)
    {
        var answer = await host.Visitor().PostAsJsonAsync("/api/v1/auth/login", new { email = user.Email, password = StudioHost.User.Password });
        return With((await answer.JsonAsync()).GetProperty("access_token").GetString()!);
    }

    private async Task<HttpClient> TokenAsync(StudioHost.User user, string scope)
    {
        var answer = await user.Api.PostAsJsonAsync("/api/v1/auth/tokens", new { name = $"for {scope}", scope });
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return With((await answer.JsonAsync()).GetProperty("token").GetString()!);
    }

    private HttpClient With(string token)
    {
        var client = host.Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, arguments))!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
    }
}
