namespace Synthora.Web;

/// <summary>Dark, light or as the system says; kept per browser, so that the first paint is already right.</summary>
internal static class Theme
{
    private const string Cookie = "synthora_theme";
    private static readonly string[] Known = ["dark", "light", "system"];

    public static string Of(HttpContext? context) =>
        context?.Request.Cookies[Cookie] is { } theme && Known.Contains(theme) ? theme : "dark";

    internal static void MapTheme(this IEndpointRouteBuilder app) =>
        app.MapPost("/theme", (HttpContext context, [Microsoft.AspNetCore.Mvc.FromForm] string theme) =>
        {
            if (Known.Contains(theme))
            {
                context.Response.Cookies.Append(Cookie, theme, new CookieOptions
                {
                    SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(365), Secure = context.Request.IsHttps,
                });
            }

            return Results.LocalRedirect(context.PageBefore());
        });
}
