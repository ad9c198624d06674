using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Accounts.Profiles;
using Synthora.Security;

namespace Synthora.Web;

/// <summary>
/// The languages of the pages: the account's, which its browsers keep in a cookie; before anybody signed in the one chosen
/// in this browser, else the first that the browser asks for.
/// </summary>
internal static class Language
{
    private const string Cookie = "synthora_language";

    /// <summary>Ends the cookie of a visitor's own choice, which the account takes over at the sign-in.</summary>
    private const string ByVisitor = ".visitor";

    /// <summary>Each needs a Text.{code}.resx with every key of Text.resx; a test holds them together.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Known = [("en", "English"), ("es", "Español")];

    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>What this browser remembers, if anything.</summary>
    private static string? Chosen(HttpContext context) => context.Request.Cookies[Cookie]?.Replace(ByVisitor, "", StringComparison.Ordinal);

    /// <summary>Remembers a choice for this browser; a language that is not there changes nothing.</summary>
    public static void Remember(HttpContext context, string? code) => Remember(context, code, "");

    /// <summary>Makes browser and account speak the same: what was just chosen on the way in holds for both, else the account's.</summary>
    public static async Task AgreeAsync(HttpContext context, Features.Caller owner, string ofAccount, Preferences preferences, CancellationToken ct)
    {
        var isFresh = context.Request.Cookies[Cookie]?.EndsWith(ByVisitor, StringComparison.Ordinal) == true;
        if (isFresh && Chosen(context) is { } chosen && chosen != ofAccount && (await preferences.ChangeAsync(owner, new() { Language = chosen }, ct)).IsOk) ofAccount = chosen;
        Remember(context, ofAccount);
    }

    private static void Remember(HttpContext context, string? code, string mark)
    {
        if (Known.All(language => language.Code != code)) return;
        context.Response.Cookies.Append(Cookie, code + mark, new CookieOptions
        {
            SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = context.Request.IsHttps, HttpOnly = true,
        });
    }

    public static IApplicationBuilder UseLanguages(this IApplicationBuilder app)
    {
        var options = new RequestLocalizationOptions { ApplyCurrentCultureToResponseHeaders = true };
        var codes = Known.Select(language => language.Code).ToArray();
        options.SetDefaultCulture("en").AddSupportedCultures(codes).AddSupportedUICultures(codes);
        options.RequestCultureProviders =
        [
            new CustomRequestCultureProvider(context => Task.FromResult(Chosen(context) is { } code ? new ProviderCultureResult(code) : null)),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return app.UseRequestLocalization(options);
    }

    public static void MapLanguage(this IEndpointRouteBuilder app) =>
        app.MapPost("/language", async (HttpContext context, [FromForm] string language, Preferences preferences, CancellationToken ct) =>
        {
            if (context.FindUser() is not { } user) Remember(context, language, ByVisitor);
            else if (Known.Any(one => one.Code == language) && (await preferences.ChangeAsync(user.Caller, new() { Language = language }, ct)).IsOk) Remember(context, language);
            return Results.LocalRedirect(context.PageBefore());
        });
}
