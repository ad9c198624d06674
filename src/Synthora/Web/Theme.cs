using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Accounts.Profiles;
using Synthora.Security;

namespace Synthora.Web;

/// <summary>Dark, light or as the system says; kept per browser, so that the first paint is already right, and with the account for its next browser.</summary>
internal static class Theme
{
    private const string Cookie = "synthora_theme";
    private static readonly string[] Known = ["dark", "light", "system"];

    public static string Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } theme && Known.Contains(theme) ? theme : "dark";

    public static bool IsChosen(HttpContext context) => context.Request.Cookies.ContainsKey(Cookie);

    /// <summary>Remembers a choice for this browser; a theme that is not there changes nothing.</summary>
    public static void Remember(HttpContext context, string? theme)
    {
        if (!Known.Contains(theme)) return;
        context.Response.Cookies.Append(Cookie, theme!, new CookieOptions
        {
            SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = context.Request.IsHttps,
        });
    }

    internal static void MapTheme(this IEndpointRouteBuilder app) =>
        app.MapPost("/theme", async (HttpContext context, [FromForm] string theme, Preferences preferences, CancellationToken ct) =>
        {
            if (context.FindUser() is { } user && Known.Contains(theme)) await preferences.ChangeAsync(user.Caller, new() { Theme = theme }, ct);
            Remember(context, theme);
            return Results.LocalRedirect(context.PageBefore());
        });
}
