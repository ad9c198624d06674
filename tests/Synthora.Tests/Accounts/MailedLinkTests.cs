using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Data;
using Synthora.Tests.Hosting;
using Synthora.Tests.Mail;

namespace Synthora.Tests.Accounts;

public sealed class MailedLinkTests(MailingHost host) : IClassFixture<MailingHost>
{
    private const string Site = "https://studio.example";
    private const string NewPassword = "loud-zebra-77q";

    [Fact]
    public async Task A_forgotten_password_is_replaced_through_the_mailed_link_once_and_every_session_ends()
    {
        var user = await host.NewUserAsync();
        await ForgetAsync(user.Email.ToUpperInvariant());
        var token = await TokenAsync(user.Email, "reset-password");

        await (await ResetAsync(token, "Password123")).ShouldRefuseAsync(400, "validation_error");
        (await ResetAsync(token, NewPassword)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await ResetAsync(token, "another-horse-9z")).ShouldRefuseAsync(400, "link_expired");

        await (await user.Api.GetAsync("/api/v1/auth/me")).ShouldRefuseAsync(401, "authentication_error");
        await (await SignInAsync(user.Email, StudioHost.User.Password)).ShouldRefuseAsync(401, "authentication_error");
        var signedIn = await SignInAsync(user.Email, NewPassword);
        (await signedIn.JsonAsync()).GetProperty("user").GetProperty("email_verified").GetBoolean().ShouldBeTrue("who reads the mail has the address");
    }

    [Fact]
    public async Task Two_who_use_one_link_at_the_same_moment_set_one_password()
    {
        var user = await host.NewUserAsync();
        await ForgetAsync(user.Email);
        var token = await TokenAsync(user.Email, "reset-password");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => ResetAsync(token, $"racing-horse-{number}x")));
        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
    }

    [Fact]
    public async Task An_older_link_a_late_one_and_a_made_up_one_do_not_work()
    {
        var user = await host.NewUserAsync();
        await ForgetAsync(user.Email);
        var first = await TokenAsync(user.Email, "reset-password");
        await ForgetAsync(user.Email);
        var second = await TokenAsync(user.Email, "reset-password");
        await (await ResetAsync(first, NewPassword)).ShouldRefuseAsync(400, "link_expired");
        await using (var db = host.Services.GetRequiredService<Database>().OpenForSystem())
            await db.MailedLinks.Where(link => link.UserId == user.Id).ExecuteUpdateAsync(set => set.SetProperty(link => link.ExpiresAt, TimeProvider.System.GetUtcNow().AddMinutes(-1)));
        await (await ResetAsync(second, NewPassword)).ShouldRefuseAsync(400, "link_expired");
        await (await ResetAsync("0123456789abcdef", NewPassword)).ShouldRefuseAsync(400, "link_expired");
    }

    [Fact]
    public async Task Nobody_learns_who_has_an_account_and_nobodys_mailbox_is_filled()
    {
        var user = await host.NewUserAsync();
        var known = await (await ForgetAsync(user.Email)).Content.ReadAsStringAsync();
        (await (await ForgetAsync("nobody-here@example.com")).Content.ReadAsStringAsync()).ShouldBe(known);
        for (var again = 0; again < 6; again++) await ForgetAsync(user.Email);
        await using var db = host.Services.GetRequiredService<Database>().OpenForSystem();
        (await db.MailedLinks.CountAsync(link => link.UserId == user.Id && link.Purpose == Features.Accounts.Links.LinkPurpose.ResetPassword)).ShouldBe(3);
    }

    [Fact]
    public async Task A_new_address_is_confirmed_by_the_link_that_its_welcome_brings()
    {
        var user = await host.NewUserAsync();
        var token = await TokenAsync(user.Email, "verify-email");
        await (await ResetAsync(token, NewPassword)).ShouldRefuseAsync(400, "link_expired");
        var confirm = await host.Visitor().PostAsJsonAsync("/api/v1/auth/verify-email", new { token });
        (await confirm.JsonAsync()).GetProperty("email").GetString().ShouldBe(user.Email);
        (await (await user.Api.GetAsync("/api/v1/users/profile")).JsonAsync()).GetProperty("email_verified").GetBoolean().ShouldBeTrue();
        await (await user.Api.PostAsync("/api/v1/auth/send-verification", null)).ShouldRefuseAsync(409, "invalid_state");
    }

    [Fact]
    public async Task The_database_holds_no_link_that_works()
    {
        var user = await host.NewUserAsync();
        await ForgetAsync(user.Email);
        var token = await TokenAsync(user.Email, "reset-password");
        await using var command = host.Services.GetRequiredService<Database>().Source.CreateCommand(
            "select coalesce((select string_agg(l::text, ' ') from mailed_links l), '') || coalesce((select string_agg(q::text, ' ') from queued_letters q), '')");
        ((string)(await command.ExecuteScalarAsync())!).ShouldNotContain(token);
    }

    private async Task<HttpResponseMessage> ForgetAsync(string email)
    {
        var answer = await host.Visitor().PostAsJsonAsync("/api/v1/auth/forgot-password", new { email });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return answer;
    }

    private async Task<string> TokenAsync(string email, string page)
    {
        while (true)
        {
            var letter = await host.Server.NextAsync(email);
            if (letter.Words.Contains($"{Site}/{page}?token=", StringComparison.Ordinal)) return letter.Link($"{Site}/{page}?token=").Split('=')[1];
        }
    }

    private Task<HttpResponseMessage> ResetAsync(string token, string password) => host.Visitor().PostAsJsonAsync("/api/v1/auth/reset-password", new { token, password });

    private Task<HttpResponseMessage> SignInAsync(string email, string password) => host.Visitor().PostAsJsonAsync("/api/v1/auth/login", new { email, password });
}
