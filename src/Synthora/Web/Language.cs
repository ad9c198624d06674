using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Localization;

namespace Synthora.Web;

/// <summary>The languages of the pages: the one chosen in this browser, else the first that the browser asks for.</summary>
internal static class Language
{
    private const string Cookie = "synthora_language";

    /// <summary>Each needs a Text.{code}.resx with every key of Text.resx; a test holds them together.</summary>
    public static readonly IReadOnlyList<(string Code, string Name)> Known = [("en", "English"), ("es", "Español")];

    public static string Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static string Direction => CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    /// <summary>Remembers a choice for this browser; a language that is not there changes nothing.</summary>
    public static void Remember(HttpContext context, string? code)
    {
        if (Known.All(language => language.Code != code)) return;
        context.Response.Cookies.Append(Cookie, code!, new CookieOptions
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
            new CustomRequestCultureProvider(context => Task.FromResult(context.Request.Cookies[Cookie] is { } code ? new ProviderCultureResult(code) : null)),
            new AcceptLanguageHeaderRequestCultureProvider(),
        ];
        return app.UseRequestLocalization(options);
    }

    public static void MapLanguage(this IEndpointRouteBuilder app) =>
        app.MapPost("/language", (HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string language) =>
        {
            Remember(context, language);
            return Results.LocalRedirect(context.PageBefore());
        });
}
