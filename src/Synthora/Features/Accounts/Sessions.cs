using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Accounts;

/// <summary>Opens sessions and hands out their secrets.</summary>
public sealed class Sessions(AccessTokens tokens, TimeProvider clock)
{
    /// <summary>Adds a session to the context; the caller saves.</summary>
    public SignedIn Open(AppDbContext db, User user, Client client, bool isNewUser, bool setupRequired)
    {
        var now = clock.GetUtcNow();
        var secret = Secrets.New();
        var browser = client.Kind == SessionKind.Browser;
        var session = new Session
        {
            UserId = user.Id,
            Kind = client.Kind,
            CookieHash = browser ? Secrets.Hash(secret) : null,
            Agent = client.Agent,
            Address = client.Address,
            SeenAt = now,
            CreatedAt = now,
            ExpiresAt = now + SessionCookie.Lifetime,
        };
        db.Sessions.Add(session);
        if (!browser) db.RefreshTokens.Add(new() { Hash = Secrets.Hash(secret), SessionId = session.Id, CreatedAt = now });
        return new(Profile.From(user), isNewUser, setupRequired, browser ? secret : null, browser ? null : Pair(user.Id, session.Id, secret));
    }

    public TokenPair Pair(Guid userId, Guid sessionId, string refreshToken) =>
        new(tokens.Issue(userId, sessionId), "bearer", AccessTokens.LifetimeSeconds, refreshToken);
}
