using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Synthora.Features;
using Synthora.Web.Errors;

namespace Synthora.Web;

/// <summary>How endpoints answer with pages.</summary>
public static class Pages
{
    private const string NoticeCookie = "synthora_notice";

    public static RazorComponentResult<TPage> Show<TPage>(object? parameters = null, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new(parameters ?? new { }) { StatusCode = status, PreventStreamingRendering = true };

    /// <param name="problem">Why what was sent to the page is refused; null when nothing is.</param>
    public static RazorComponentResult<TPage> Show<TPage>(object parameters, Error? problem) where TPage : IComponent =>
        Show<TPage>(parameters, problem is null ? StatusCodes.Status200OK : Problems.StatusOf(problem.Kind));

    /// <summary>The error page for a refused use case; 404 for whatever is not the caller's.</summary>
    public static IResult Refuse(Error error) => Results.StatusCode(error.Kind switch
    {
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.Authentication => StatusCodes.Status401Unauthorized,
        _ => StatusCodes.Status400BadRequest,
    });

    /// <summary>Leaves a sentence for the next page to show once, with a way back where there is one.</summary>
    /// <param name="undo">A path of this site that takes a POST and undoes what was done.</param>
    public static void Notify(this HttpContext context, string text, bool isError = false, string? undo = null) =>
        context.Response.Cookies.Append(NoticeCookie, JsonSerializer.Serialize(new PendingNotice(text, isError, undo)), new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromMinutes(1), Secure = context.Request.IsHttps,
        });

    /// <summary>The sentence left by the page before, taken away as it is read.</summary>
    internal static PendingNotice? TakeNotice(this HttpContext context)
    {
        if (context.Request.Cookies[NoticeCookie] is not { Length: > 0 } notice) return null;
        if (!context.Response.HasStarted) context.Response.Cookies.Delete(NoticeCookie);
        try
        {
            return JsonSerializer.Deserialize<PendingNotice>(notice);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The page of this site that the request came from.</summary>
    public static string PageBefore(this HttpContext context) =>
        LocalPath(Uri.TryCreate(context.Request.Headers.Referer, UriKind.Absolute, out var from) ? from.PathAndQuery : null, "/");

    /// <summary>Only paths of this site: a link must not send someone elsewhere after signing in.</summary>
    public static string LocalPath(string? path, string otherwise) =>
        path is ['/', not ('/' or '\\'), ..] && !path.Any(char.IsControl) ? path : otherwise;
}

internal sealed record PendingNotice(string Text, bool IsError, string? Undo);
