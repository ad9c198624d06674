using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Mail;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Accounts.Pages;

/// <summary>Where e-mailed links lead, and where they are asked for.</summary>
internal static class LinkPages
{
    public static void MapLinkPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/forgot-password", (HttpContext http, string? email = null) => Web.Pages.Show<ForgotPasswordPage>(new { Email = email }));
        pages.MapPost("/forgot-password", ForgotAsync).RequireRateLimiting(RateLimits.Auth);
        pages.MapGet("/reset-password", async (Database database, MailedLinks links, CancellationToken ct, string? token = null) =>
            Web.Pages.Show<ResetPasswordPage>(new { Token = await WorkingAsync(database, links, token, LinkPurpose.ResetPassword, ct) }));
        pages.MapPost("/reset-password", ResetAsync).RequireRateLimiting(RateLimits.Auth);
        pages.MapGet("/verify-email", async (Database database, MailedLinks links, CancellationToken ct, string? token = null) =>
            Web.Pages.Show<VerifyEmailPage>(new { Token = await WorkingAsync(database, links, token, LinkPurpose.VerifyEmail, ct) }));
        pages.MapPost("/verify-email", VerifyAsync).RequireRateLimiting(RateLimits.Auth);
    }

    private static async Task<IResult> ForgotAsync(ForgotPassword forgot, IMail mail, CancellationToken ct, [FromForm] string? email = null)
    {
        var result = await forgot.HandleAsync(new() { Email = email ?? "" }, ct);
        return Web.Pages.Show<ForgotPasswordPage>(
            new { Email = email, Sent = result.IsOk, mail.Delivers, Problem = result.Error }, result.Error);
    }

    private static async Task<IResult> ResetAsync(
        HttpContext http, ResetPassword reset, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? token = null, [FromForm] string? password = null)
    {
        var result = await reset.HandleAsync(new() { Token = token ?? "", Password = password ?? "" }, ct);
        if (!result.IsOk)
        {
            var isSpent = result.Error.Code == MailedLinks.Spent.Code;
            return Web.Pages.Show<ResetPasswordPage>(new { Token = isSpent ? null : token, Problem = result.Error }, Web.Errors.Problems.StatusOf(result.Error.Kind));
        }

        SessionCookie.Clear(http);
        http.Notify(texts["reset.done"]);
        return Results.LocalRedirect("/login");
    }

    private static async Task<IResult> VerifyAsync(HttpContext http, VerifyEmail verify, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? token = null)
    {
        var result = await verify.HandleAsync(new() { Token = token ?? "" }, ct);
        if (!result.IsOk) return Web.Pages.Show<VerifyEmailPage>(null, Web.Errors.Problems.StatusOf(result.Error.Kind));
        http.Notify(texts["verify.done", result.Value.Email]);
        return Results.LocalRedirect(http.FindUser() is null ? "/login" : "/account/profile");
    }

    private static async Task<string?> WorkingAsync(Database database, MailedLinks links, string? token, LinkPurpose purpose, CancellationToken ct)
    {
        if (token is not { Length: > 0 and <= 100 }) return null;
        await using var db = database.OpenForSystem();
        return await links.WorksAsync(db, token, purpose, ct) ? token : null;
    }
}
