using Synthora.Features;

namespace Synthora.Web.Errors;

internal static class ApiStatusPages
{
    /// <summary>Gives a body to refusals of the framework itself, such as an unknown path or a wrong verb.</summary>
    public static IApplicationBuilder UseApiStatusPages(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments("/api"),
        api => api.UseStatusCodePages(page => Problems.WriteAsync(page.HttpContext, page.HttpContext.Response.StatusCode switch
        {
            404 => Features.Errors.NotFound("address"),
            405 => new(ErrorKind.Validation, "method_not_allowed", "This address does not take that verb."),
            413 => new(ErrorKind.TooLarge, "payload_too_large", "The request is larger than this endpoint takes."),
            415 => new(ErrorKind.Validation, "unsupported_media_type", "Send JSON with Content-Type: application/json."),
            var status => new(ErrorKind.Validation, "validation_error", $"The request was refused with status {status}."),
        }, page.HttpContext.Response.StatusCode)));
}
