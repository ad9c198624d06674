namespace Synthora.Web;

/// <summary>What every answer forbids: foreign scripts, framing, guessing of types. Private pages are neither cached nor indexed.</summary>
internal static class PageHeaders
{
    private const string Policy =
        "default-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " +
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static RequestDelegate Write(RequestDelegate next) => context =>
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            if (context.Response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true) return Task.CompletedTask;
            // The API's own documentation page brings inline scripts of its vendor.
            if (!context.Request.Path.StartsWithSegments("/docs")) headers.ContentSecurityPolicy = Policy;
            headers.XFrameOptions = "DENY";
            if (headers.CacheControl.Count == 0) headers.CacheControl = "no-store";
            if (context.Request.Path != "/") headers["X-Robots-Tag"] = "noindex";
            return Task.CompletedTask;
        });
        return next(context);
    };
}
