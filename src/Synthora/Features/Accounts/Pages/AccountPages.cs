using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Synthora.Features.Accounts.Profiles;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Accounts.Pages;

/// <summary>Landing, signing in and out, the first account, one's own account.</summary>
internal static class AccountPages
{
    public static void MapAccountPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/login", LoginAsync);
        pages.MapPost("/login", SignInAsync).RequireRateLimiting(RateLimits.Auth);
        pages.MapGet("/register", (HttpContext http, GetSetupStatus setup, CancellationToken ct) => RegisterAsync(http, setup, isSetup: false, ct));
        pages.MapGet("/setup", (HttpContext http, GetSetupStatus setup, CancellationToken ct) => RegisterAsync(http, setup, isSetup: true, ct));
        pages.MapPost("/register", OpenAccountAsync).RequireRateLimiting(RateLimits.Auth);
        pages.MapPost("/logout", SignOutAsync);
    }

    private static async Task<IResult> LoginAsync(
        HttpContext http, GetSetupStatus setup, CancellationToken ct, [FromQuery(Name = "return_url")] string? back = null, string? reason = null)
    {
        if (http.FindUser() is not null) return Results.LocalRedirect(Web.Pages.LocalPath(back, "/dashboard"));
        if ((await setup.HandleAsync(ct)).Value is { AdminExists: false }) return Results.LocalRedirect("/setup");
        return Web.Pages.Show<LoginPage>(new { Back = back, Problem = reason == "disabled" ? AccountErrors.Disabled.Message : null });
    }

    private static async Task<IResult> SignInAsync(
        HttpContext http, SignIn signIn, Preferences preferences, CancellationToken ct, [FromForm] string? email = null, [FromForm] string? password = null, [FromForm] string? back = null)
    {
        var result = await signIn.HandleAsync(
            new() { Email = email ?? "", Password = password ?? "" }, SessionCookie.ClientOf(http, SessionKind.Browser), ct);
        if (!result.IsOk) return Web.Pages.Show<LoginPage>(new { Back = back, Email = email, Problem = result.Error.Message }, Web.Errors.Problems.StatusOf(result.Error.Kind));
        SessionCookie.Write(http, result.Value);
        // A browser speaks as its user chose, here or elsewhere; a new one also looks like that.
        var user = result.Value.User;
        await Web.Language.AgreeAsync(http, new(user.Id, user.Role), user.Language, preferences, ct);
        if (!Theme.IsChosen(http)) Theme.Remember(http, user.Theme);
        return Results.LocalRedirect(Web.Pages.LocalPath(back, "/dashboard"));
    }

    private static async Task<IResult> RegisterAsync(HttpContext http, GetSetupStatus setup, bool isSetup, CancellationToken ct)
    {
        if (http.FindUser() is not null) return Results.LocalRedirect("/dashboard");
        if ((await setup.HandleAsync(ct)).Value is not { } status) return Web.Pages.Show<RegisterPage>();
        if (isSetup == status.AdminExists) return Results.LocalRedirect(isSetup ? "/login" : "/setup");
        return Web.Pages.Show<RegisterPage>(new { IsSetup = isSetup, AskToken = isSetup && status.SetupTokenRequired });
    }

    private static async Task<IResult> OpenAccountAsync(
        HttpContext http, Register register, GetSetupStatus setup, IStringLocalizer<Text> texts, CancellationToken ct,
        [FromForm] string? email = null, [FromForm] string? password = null, [FromForm] string? name = null, [FromForm] string? timezone = null, [FromForm(Name = "setup_token")] string? token = null)
    {
        var result = await register.HandleAsync(
            new() { Email = email ?? "", Password = password ?? "", Name = name, Timezone = timezone, SetupToken = string.IsNullOrEmpty(token) ? null : token },
            SessionCookie.ClientOf(http, SessionKind.Browser), ct);
        if (!result.IsOk)
        {
            var status = (await setup.HandleAsync(ct)).Value;
            var isSetup = status is { AdminExists: false };
            return Web.Pages.Show<RegisterPage>(
                new { IsSetup = isSetup, AskToken = isSetup && status!.SetupTokenRequired, Email = email, Name = name, Problem = result.Error },
                Web.Errors.Problems.StatusOf(result.Error.Kind));
        }

        SessionCookie.Write(http, result.Value);
        Web.Language.Remember(http, result.Value.User.Language);
        http.Notify(texts["account.welcome", result.Value.User.Name]);
        return Results.LocalRedirect("/dashboard");
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, SignOut signOut, CancellationToken ct, [FromForm] bool everywhere = false)
    {
        if (http.FindUser() is { } user) await signOut.HandleAsync(user.Caller, new(everywhere), ct);
        SessionCookie.Clear(http);
        return Results.LocalRedirect("/login");
    }
}
