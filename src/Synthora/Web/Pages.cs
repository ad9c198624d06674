using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Synthora.Features;

namespace Synthora.Web;

/// <summary>How endpoints answer with pages.</summary>
public static class Pages
{
    public const string NoticeCookie = "synthora_notice";

    public static RazorComponentResult<TPage> Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>The error page for a refused use case; 404 for whatever is not the caller's.</summary>
    public static IResult Refuse(Error error) => Results.StatusCode(error.Kind switch
    {
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.Authentication => StatusCodes.Status401Unauthorized,
        _ => StatusCodes.Status400BadRequest,
    });

    /// <summary>Leaves a sentence for the next page to show once.</summary>
    public static void Notify(this HttpContext context, string text, bool isError = false) =>
        context.Response.Cookies.Append(NoticeCookie, (isError ? "!" : "") + text, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromMinutes(1), Secure = context.Request.IsHttps,
        });

    /// <summary>Only paths of this site: a link must not send someone elsewhere after signing in.</summary>
    public static string LocalPath(string? path, string otherwise) =>
        path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl) ? path : otherwise;
}
