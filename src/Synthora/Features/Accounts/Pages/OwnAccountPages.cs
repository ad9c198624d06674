using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Accounts.Profiles;
using Synthora.Features.Accounts.Tokens;
using Synthora.Features.Mail;
using Synthora.Features.Quotas;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Accounts.Pages;

/// <summary>One's own account: profile, preferences, password and sessions, tokens, usage.</summary>
internal static class OwnAccountPages
{
    public static void MapOwnAccountPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("/account").RequireAuthorization();
        pages.MapGet("/", () => Results.LocalRedirect("/account/profile"));
        pages.MapGet("/profile", (HttpContext http, GetMe get, CancellationToken ct) => ProfileAsync(http, get, null, null, ct));
        pages.MapPost("/profile", SaveProfileAsync);
        pages.MapPost("/avatar", SaveAvatarAsync);
        pages.MapPost("/avatar/remove", RemoveAvatarAsync);
        pages.MapPost("/verification", SendVerificationAsync);
        pages.MapGet("/preferences", async (HttpContext http, Preferences preferences, CancellationToken ct) => Web.Pages.Show<PreferencesPage>(new { Now = (await preferences.GetAsync(http.GetCaller(), ct)).Value }));
        pages.MapPost("/preferences", SavePreferencesAsync);
        pages.MapGet("/security", (HttpContext http, ManageSessions sessions, Database database, CancellationToken ct) => SecurityAsync(http, sessions, database, null, ct));
        pages.MapPost("/password", ChangePasswordAsync);
        pages.MapPost("/sessions/end-others", EndOthersAsync);
        pages.MapPost("/sessions/{id:guid}/end", EndSessionAsync);
        pages.MapGet("/tokens", async (HttpContext http, ManageTokens manage, SiteAddress site, CancellationToken ct) =>
            Web.Pages.Show<TokensPage>(new { Tokens = (await manage.ListAsync(http.GetCaller(), ct)).Value, Root = site.Of("") }));
        pages.MapPost("/tokens", CreateTokenAsync);
        pages.MapPost("/tokens/{id:guid}/revoke", RevokeTokenAsync);
        pages.MapGet("/usage", async (HttpContext http, GetLimits limits, CancellationToken ct) => Web.Pages.Show<UsagePage>(new { Limits = (await limits.HandleAsync(http.GetCaller(), ct)).Value }));
    }

    private static async Task<IResult> ProfileAsync(HttpContext http, GetMe get, string? name, Error? problem, CancellationToken ct) =>
        await get.HandleAsync(http.GetCaller(), ct) is { IsOk: true, Value: { } me } ? Web.Pages.Show<ProfilePage>(new { Me = me, Name = name, Problem = problem }, problem) : Results.NotFound();

    private static async Task<IResult> SaveProfileAsync(HttpContext http, ChangeProfile change, GetMe get, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? name = null)
    {
        var result = await change.HandleAsync(http.GetCaller(), new() { Name = name ?? "" }, ct);
        return result.IsOk ? Saved(http, texts["form.saved"], "/account/profile") : await ProfileAsync(http, get, name, result.Error, ct);
    }

    private static async Task<IResult> SaveAvatarAsync(HttpContext http, ChangeAvatar change, GetMe get, IStringLocalizer<Text> texts, CancellationToken ct, IFormFile? avatar = null)
    {
        if (avatar is null || avatar.Length == 0) return await ProfileAsync(http, get, null, Errors.Field("avatar", texts["profile.picture_none"]), ct);
        await using var content = avatar.OpenReadStream();
        var result = await change.HandleAsync(http.GetCaller(), content, ct);
        return result.IsOk ? Saved(http, texts["form.saved"], "/account/profile") : await ProfileAsync(http, get, null, result.Error, ct);
    }

    private static async Task<IResult> RemoveAvatarAsync(HttpContext http, ChangeAvatar change, IStringLocalizer<Text> texts, CancellationToken ct, IFormFile? avatar = null)
    {
        await change.RemoveAsync(http.GetCaller(), ct);
        return Saved(http, texts["profile.picture_removed"], "/account/profile");
    }

    private static async Task<IResult> SendVerificationAsync(HttpContext http, SendVerification send, IMail mail, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        var result = await send.HandleAsync(http.GetCaller(), ct);
        http.Notify(result.IsOk ? texts[mail.Delivers ? "profile.verify_sent" : "profile.verify_outbox"] : result.Error.Message, isError: !result.IsOk);
        return Results.LocalRedirect("/account/profile");
    }

    private static async Task<IResult> SavePreferencesAsync(
        HttpContext http, Preferences preferences, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? language = null, [FromForm] string? timezone = null,
        [FromForm] string? theme = null)
    {
        var result = await preferences.ChangeAsync(http.GetCaller(), new() { Language = language, Timezone = timezone, Theme = theme }, ct);
        if (!result.IsOk)
        {
            var kept = new PreferencesView(language ?? "en", timezone ?? "UTC", theme ?? "dark", AutoPublish: false, AutoPublishConsentAt: null, Notifications: []);
            return Web.Pages.Show<PreferencesPage>(new { Now = kept, Problem = result.Error }, result.Error);
        }

        Web.Language.Remember(http, result.Value.Language);
        Theme.Remember(http, result.Value.Theme);
        return Saved(http, texts["form.saved"], "/account/preferences");
    }

    private static async Task<IResult> SecurityAsync(HttpContext http, ManageSessions sessions, Database database, Error? problem, CancellationToken ct)
    {
        await using var db = database.Open(http.GetCaller());
        var hasPassword = await db.Users.AnyAsync(user => user.PasswordHash != null, ct);
        return Web.Pages.Show<SecurityPage>(
            new { Sessions = (await sessions.ListAsync(http.GetCaller(), ct)).Value, http.FindUser()!.Email, HasPassword = hasPassword, Problem = problem }, problem);
    }

    private static async Task<IResult> ChangePasswordAsync(
        HttpContext http, ChangePassword change, ManageSessions sessions, Database database, IStringLocalizer<Text> texts, CancellationToken ct,
        [FromForm(Name = "current_password")] string? current = null, [FromForm(Name = "new_password")] string? next = null)
    {
        var result = await change.HandleAsync(http.GetCaller(), new() { CurrentPassword = current, NewPassword = next ?? "" }, ct);
        return result.IsOk ? Saved(http, texts["security.changed", result.Value.SessionsEnded], "/account/security") : await SecurityAsync(http, sessions, database, result.Error, ct);
    }

    private static async Task<IResult> EndOthersAsync(HttpContext http, ManageSessions sessions, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        await sessions.EndOthersAsync(http.GetCaller(), ct);
        return Saved(http, texts["security.ended_others"], "/account/security");
    }

    private static async Task<IResult> EndSessionAsync(HttpContext http, Guid id, ManageSessions sessions, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        // One that has ended meanwhile is what was wanted.
        await sessions.EndAsync(http.GetCaller(), id, ct);
        return Saved(http, texts["security.ended"], "/account/security");
    }

    private static async Task<IResult> CreateTokenAsync(
        HttpContext http, ManageTokens manage, SiteAddress site, IStringLocalizer<Text> texts, CancellationToken ct,
        [FromForm] string? name = null, [FromForm] string? scope = null, [FromForm(Name = "expires_in_days")] string? days = null)
    {
        var chosen = Enum.TryParse<TokenScope>(scope, ignoreCase: true, out var parsed) ? parsed : TokenScope.Read;
        int? lifetime = int.TryParse(days, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
        var result = await manage.CreateAsync(http.GetCaller(), new() { Name = name ?? "", Scope = chosen, ExpiresInDays = lifetime }, ct);
        http.Response.Headers.CacheControl = "no-store";
        return Web.Pages.Show<TokensPage>(
            new
            {
                Tokens = (await manage.ListAsync(http.GetCaller(), ct)).Value,
                Root = site.Of(""),
                Made = result.IsOk ? result.Value : null,
                Problem = result.Error,
                Name = result.IsOk ? null : name,
                Scope = result.IsOk ? TokenScope.Read : chosen,
                Days = result.IsOk ? 90 : lifetime,
            },
            result.Error);
    }

    private static async Task<IResult> RevokeTokenAsync(HttpContext http, Guid id, ManageTokens manage, IStringLocalizer<Text> texts, CancellationToken ct, [FromForm] string? none = null)
    {
        await manage.RevokeAsync(http.GetCaller(), id, ct);
        return Saved(http, texts["tokens.revoked"], "/account/tokens");
    }

    internal static IResult Saved(HttpContext http, string notice, string path)
    {
        http.Notify(notice);
        return Results.LocalRedirect(path);
    }
}
