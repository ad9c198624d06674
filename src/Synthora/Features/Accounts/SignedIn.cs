namespace Synthora.Features.Accounts;

/// <summary>A browser keeps one secret in a cookie; a program gets an access token and a rotating refresh token.</summary>
public enum SessionKind { Browser, Api }

/// <summary>Where a sign-in comes from: it is throttled by address and shown to the owner by agent.</summary>
public sealed record Client(string Address, string? Agent, SessionKind Kind);

/// <summary>A successful sign-in. The secrets are handed out here once; only their hashes are stored.</summary>
/// <param name="CookieToken">For a browser: the value of the session cookie.</param>
/// <param name="Tokens">For a program.</param>
/// <param name="SetupRequired">True while the deployment has no administrator.</param>
public sealed record SignedIn(Profile User, bool IsNewUser, bool SetupRequired, string? CookieToken, TokenPair? Tokens);

public sealed record TokenPair(string AccessToken, string TokenType, int ExpiresIn, string RefreshToken)
{
    public override string ToString() => "***";
}
