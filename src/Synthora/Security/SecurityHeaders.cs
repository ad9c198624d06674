namespace Synthora.Security;

/// <summary>Tells browsers to run nothing that does not come from here.</summary>
internal static class SecurityHeaders
{
    /// <summary>Stock vendors want their previews shown from their own servers, and some forbid anything else.</summary>
    private const string Previews = "https://images.pexels.com https://images.unsplash.com https://plus.unsplash.com https://cdn.pixabay.com https://pixabay.com https://i.vimeocdn.com";

    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: " + Previews + "; media-src 'self' blob:; " +
        "font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.Path.StartsWithSegments("/api")) headers.CacheControl = "no-store";
        return next(context);
    });
}
