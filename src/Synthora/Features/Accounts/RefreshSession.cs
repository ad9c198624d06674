using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Accounts;

public sealed record RefreshSessionRequest
{
    [Required, StringLength(200)]
    public required string RefreshToken { get; init; }
}

/// <summary>Trades a refresh token for a new pair. A token used twice ends its whole session: someone else has it.</summary>
public sealed class RefreshSession(Database database, Sessions sessions, TimeProvider clock)
{
    public async Task<Result<SignedIn>> HandleAsync(RefreshSessionRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        var hash = Secrets.Hash(request.RefreshToken);
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var token = await db.RefreshTokens.AsNoTracking().SingleOrDefaultAsync(row => row.Hash == hash, ct);
        if (token is null) return AccountErrors.BadRefreshToken;
        var session = await db.Sessions.SingleAsync(row => row.Id == token.SessionId, ct);
        if (session.EndedAt is not null || session.ExpiresAt <= now) return AccountErrors.BadRefreshToken;

        var first = await db.RefreshTokens.Where(row => row.Hash == hash && row.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, now), ct);
        if (first == 0)
        {
            session.EndedAt = now;
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return AccountErrors.BadRefreshToken;
        }

        var user = await db.Users.SingleAsync(row => row.Id == session.UserId, ct);
        if (!user.IsActive) return AccountErrors.Disabled;
        var secret = Secrets.New();
        db.RefreshTokens.Add(new() { Hash = Secrets.Hash(secret), SessionId = session.Id, CreatedAt = now });
        session.ExpiresAt = now + SessionCookie.Lifetime;
        user.LastLoginAt = now;
        var adminExists = await db.Users.AnyAsync(other => other.Role == Role.Admin, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return new SignedIn(Profile.From(user), false, !adminExists, null, sessions.Pair(user.Id, session.Id, secret));
    }
}
