using Synthora.Features;
using Synthora.Features.Accounts.Tokens;

namespace Synthora.Security;

/// <summary>
/// What a request knows of its user, read from the database once per request: a session that was ended or an account
/// that was disabled a second ago is out.
/// </summary>
/// <param name="ByCookie">Known by what the browser sends on its own, so that other sites could make it send a request.</param>
public sealed record SignedInUser(Caller Caller, string Email, string Name, bool ByCookie)
{
    public const string Scheme = "Synthora";

    /// <summary>Set when a personal access token was shown instead of a session.</summary>
    public TokenScope? Scope { get; init; }
    public string Language { get; init; } = "en";
    public string Timezone { get; init; } = "UTC";
    public string? AvatarUrl { get; init; }
}

public static class SignedInUserOfRequest
{
    /// <summary>Null for a visitor.</summary>
    public static SignedInUser? FindUser(this HttpContext context) => context.Features.Get<SignedInUser>();

    /// <summary>The caller for use cases. Only behind <c>[Authorize]</c> / <c>RequireAuthorization()</c>.</summary>
    public static Caller GetCaller(this HttpContext context) =>
        context.FindUser()?.Caller ?? throw new InvalidOperationException("This endpoint answers only signed-in users; it lacks RequireAuthorization().");
}
