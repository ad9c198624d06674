using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Accounts;

public sealed class AccountsTests(StudioHost host) : IClassFixture<StudioHost>
{
    [Fact]
    public async Task A_new_account_is_signed_in_and_knows_itself()
    {
        var user = await host.NewUserAsync();
        var me = await (await user.Api.GetAsync("/api/v1/auth/me")).JsonAsync();
        me.GetProperty("user").GetProperty("email").GetString().ShouldBe(user.Email);
        me.GetProperty("features").TryGetProperty("can_schedule", out _).ShouldBeTrue();
        me.ToString().ShouldNotContain("password");
    }

    [Fact]
    public async Task Terms_count_as_accepted_only_where_there_are_any()
    {
        await using var scope = host.Services.CreateAsyncScope();
        foreach (var terms in new[] { null, "https://studio.example.com/terms" })
        {
            var register = ActivatorUtilities.CreateInstance<Register>(scope.ServiceProvider, host.Configuration with { TermsUrl = terms });
            var opened = await register.HandleAsync(new() { Email = $"{Guid.CreateVersion7():N}@example.com", Password = StudioHost.User.Password }, new("127.0.0.1", null, SessionKind.Api), default);
            await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
            ((await db.Users.SingleAsync(user => user.Id == opened.Value!.User.Id)).TermsAcceptedAt is not null).ShouldBe(terms is not null);
        }
    }

    [Fact]
    public async Task A_sign_in_answers_with_an_hour_of_access_and_a_refresh_token()
    {
        var user = await host.NewUserAsync();
        var answer = await SignInAsync(user.Email.ToUpperInvariant(), StudioHost.User.Password);
        var body = await answer.JsonAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToString());
        body.GetProperty("token_type").GetString().ShouldBe("bearer");
        body.GetProperty("expires_in").GetInt32().ShouldBe(3600);
        body.GetProperty("is_new_user").GetBoolean().ShouldBeFalse();
        body.GetProperty("refresh_token").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("nobody@example.com", "whatever-it-is-9")]
    [InlineData(null, "not-the-password-1")]
    public async Task Wrong_credentials_do_not_tell_which_part_is_wrong(string? email, string password)
    {
        var user = await host.NewUserAsync();
        var body = await (await SignInAsync(email ?? user.Email, password)).ShouldRefuseAsync(401, "authentication_error");
        body.GetProperty("message").GetString().ShouldBe("The e-mail address or the password is wrong.");
    }

    [Theory]
    [InlineData("not-an-address", "quiet-horse-41x", "email")]
    [InlineData("x@example.com", "short", "password")]
    [InlineData("x@example.com", "Password123", "password")]
    [InlineData("x@example.com", "aaaaaaaaaaaa", "password")]
    public async Task A_bad_registration_names_the_field(string email, string password, string field)
    {
        var answer = await host.Visitor().PostAsJsonAsync("/api/v1/auth/register", new { email, password });
        var body = await answer.ShouldRefuseAsync(400, "validation_error");
        body.GetProperty("details").GetProperty(field).GetString().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("Asia/Tokyo", "Asia/Tokyo")]
    [InlineData("Mars/Olympus_Mons", "UTC")]
    [InlineData(null, "UTC")]
    public async Task An_account_begins_in_the_time_zone_of_whoever_opens_it(string? timezone, string kept)
    {
        var client = host.Visitor();
        var opened = await (await client.PostAsJsonAsync("/api/v1/auth/register", new { email = $"{Guid.CreateVersion7():N}@example.com", password = StudioHost.User.Password, timezone })).JsonAsync();
        client.DefaultRequestHeaders.Authorization = new("Bearer", opened.GetProperty("access_token").GetString());
        (await (await client.GetAsync("/api/v1/settings")).JsonAsync()).GetProperty("timezone").GetString().ShouldBe(kept);
    }

    [Fact]
    public async Task An_address_has_one_account_whatever_its_case()
    {
        var user = await host.NewUserAsync();
        var answer = await host.Visitor().PostAsJsonAsync("/api/v1/auth/register", new { email = user.Email.ToUpperInvariant(), password = StudioHost.User.Password });
        await answer.ShouldRefuseAsync(409, "conflict");
    }

    [Fact]
    public async Task Five_failures_close_the_account_to_the_address_even_for_the_right_password()
    {
        var user = await host.NewUserAsync();
        for (var attempt = 0; attempt < 5; attempt++) await (await SignInAsync(user.Email, "wrong-password-1")).ShouldRefuseAsync(401, "authentication_error");
        var answer = await SignInAsync(user.Email, StudioHost.User.Password);
        await answer.ShouldRefuseAsync(429, "rate_limited");
        answer.Headers.RetryAfter!.Delta!.Value.TotalMinutes.ShouldBeInRange(10, 15);
    }

    [Fact]
    public async Task A_refresh_token_works_once_and_its_second_use_ends_the_session()
    {
        var user = await host.NewUserAsync();
        var first = await RefreshAsync(user.RefreshToken);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var pair = await first.JsonAsync();
        var api = WithToken(pair.GetProperty("access_token").GetString()!);
        (await api.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await (await RefreshAsync(user.RefreshToken)).ShouldRefuseAsync(401, "authentication_error");
        await (await RefreshAsync(pair.GetProperty("refresh_token").GetString()!)).ShouldRefuseAsync(401, "authentication_error");
        await (await api.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
    }

    [Fact]
    public async Task A_sign_out_ends_access_and_refresh_at_once()
    {
        var user = await host.NewUserAsync();
        (await user.Api.PostAsync("/api/v1/auth/logout", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await user.Api.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
        await (await RefreshAsync(user.RefreshToken)).ShouldRefuseAsync(401, "authentication_error");
    }

    [Fact]
    public async Task A_disabled_account_is_refused_everywhere()
    {
        var user = await host.NewUserAsync();
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
        {
            (await db.Users.FindAsync(user.Id))!.IsActive = false;
            await db.SaveChangesAsync();
        }

        await (await user.Api.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(403, "account_disabled");
        await (await user.Api.GetAsync("/api/v1/videos")).ShouldRefuseAsync(403, "account_disabled");
        await (await RefreshAsync(user.RefreshToken)).ShouldRefuseAsync(403, "account_disabled");
        await (await SignInAsync(user.Email, StudioHost.User.Password)).ShouldRefuseAsync(403, "account_disabled");
    }

    [Fact]
    public async Task A_token_that_was_changed_is_no_token()
    {
        var user = await host.NewUserAsync();
        var token = user.Api.DefaultRequestHeaders.Authorization!.Parameter!;
        var unsigned = $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";
        foreach (var forged in new[] { token[..^3] + (token[^3] == 'A' ? 'B' : 'A') + token[^2..], unsigned, "x.y.z", "" })
            await (await WithToken(forged).GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
        (await VerifyAsync(token)).GetProperty("valid").GetBoolean().ShouldBeTrue();
        (await VerifyAsync(unsigned)).GetProperty("valid").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task A_browser_session_works_by_cookie_and_other_sites_cannot_use_it()
    {
        var user = await host.NewUserAsync();
        using var scope = host.Services.CreateScope();
        var signedIn = await scope.ServiceProvider.GetRequiredService<SignIn>().HandleAsync(
            new() { Email = user.Email, Password = StudioHost.User.Password }, new("127.0.0.1", null, SessionKind.Browser), CancellationToken.None);
        signedIn.Value!.Tokens.ShouldBeNull();
        var browser = host.Visitor();
        browser.DefaultRequestHeaders.Add("Cookie", $"synthora_session={signedIn.Value.CookieToken}");
        (await browser.GetAsync("/api/v1/auth/me")).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/logout");
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        await (await browser.SendAsync(foreign)).ShouldRefuseAsync(403, "forbidden");
        using var old = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/logout");
        old.Headers.Add("Origin", "https://evil.example");
        await (await browser.SendAsync(old)).ShouldRefuseAsync(403, "forbidden");

        (await browser.PostAsync("/api/v1/auth/logout", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await browser.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
    }

    [Fact]
    public async Task The_database_holds_no_secret_that_opens_anything()
    {
        var user = await host.NewUserAsync();
        await using var command = host.Services.GetRequiredService<Database>().Source.CreateCommand(
            "select (select string_agg(u::text, ' ') from users u) || (select string_agg(s::text, ' ') from sessions s) || (select string_agg(r::text, ' ') from refresh_tokens r)");
        var everything = (string)(await command.ExecuteScalarAsync())!;
        everything.ShouldContain(user.Email);
        everything.ShouldNotContain(StudioHost.User.Password);
        everything.ShouldNotContain(user.RefreshToken);
    }

    private Task<HttpResponseMessage> SignInAsync(string email, string password) =>
        host.Visitor().PostAsJsonAsync("/api/v1/auth/login", new { email, password });

    private Task<HttpResponseMessage> RefreshAsync(string token) =>
        host.Visitor().PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = token });

    private async Task<JsonElement> VerifyAsync(string token) =>
        await (await host.Visitor().PostAsJsonAsync("/api/v1/auth/verify-token", new { token })).JsonAsync();

    private HttpClient WithToken(string token)
    {
        var client = host.Visitor();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static string Encode(string text) => Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(text);
}
