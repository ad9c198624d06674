using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Accounts;

public sealed record VerifyTokenRequest
{
    [Required, StringLength(4_096)]
    public required string Token { get; init; }
}

public sealed record VerifiedToken(bool Valid, Guid? UserId, DateTimeOffset? ExpiresAt);

/// <summary>Says whether an access token would be accepted, and changes nothing.</summary>
public sealed class VerifyToken(Database database, AccessTokens tokens, TimeProvider clock)
{
    public async Task<Result<VerifiedToken>> HandleAsync(VerifyTokenRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (tokens.Check(request.Token) is not { } token) return new VerifiedToken(false, null, null);
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var userId = await db.Sessions.Where(session => session.Id == token.SessionId && session.EndedAt == null && session.ExpiresAt > now)
            .Join(db.Users.Where(user => user.IsActive), session => session.UserId, user => user.Id, (_, user) => (Guid?)user.Id)
            .SingleOrDefaultAsync(ct);
        return new VerifiedToken(userId is not null, userId, userId is null ? null : token.ExpiresAt);
    }
}
