using Synthora.Features.Accounts;

namespace Synthora.Security;

/// <summary>The browser's session: a random secret, unreadable for scripts, of which the database keeps only the hash.</summary>
public static class SessionCookie
{
    public const string Name = "synthora_session";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static void Write(HttpContext context, SignedIn signedIn) =>
        context.Response.Cookies.Append(Name, signedIn.CookieToken!, Options(context, Lifetime));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    /// <summary>Where a sign-in on a page comes from.</summary>
    public static Client ClientOf(HttpContext context, SessionKind kind) => new(
        context.Connection.RemoteIpAddress?.ToString() ?? "unknown", context.Request.Headers.UserAgent.ToString() is { Length: > 0 } agent
            ? agent[..Math.Min(agent.Length, 200)]
            : null, kind);

    private static CookieOptions Options(HttpContext context, TimeSpan? maxAge) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        MaxAge = maxAge,
        Path = "/",
        IsEssential = true,
    };
}
