using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Security;

namespace Synthora.Features.Accounts.Tokens;

/// <param name="Masked">Enough to recognise it by.</param>
public sealed record TokenResponse(
    Guid Id, string Name, string Masked, TokenScope Scope, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? LastUsedAt, bool IsExpired);

/// <param name="Token">Shown here and never again.</param>
public sealed record NewTokenResponse(string Token, TokenResponse Details)
{
    public override string ToString() => "***";
}

public sealed record CreateTokenRequest
{
    [Required(ErrorMessage = "Give it a name that says what it is for."), StringLength(100, MinimumLength = 1)]
    public required string Name { get; init; }

    public TokenScope Scope { get; init; } = TokenScope.Read;

    /// <summary>Null never runs out.</summary>
    [Range(1, 3_650, ErrorMessage = "A token lives 1 to 3,650 days.")]
    public int? ExpiresInDays { get; init; }
}

/// <summary>Personal access tokens: made, listed and revoked by their owner, who must be signed in for it.</summary>
public sealed class ManageTokens(Database database, TimeProvider clock)
{
    private const int Most = 50;

    public async Task<Result<IReadOnlyList<TokenResponse>>> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var rows = await db.PersonalTokens.AsNoTracking().Where(row => row.RevokedAt == null).OrderByDescending(row => row.Id).ToListAsync(ct);
        return new([.. rows.Select(Response)]);
    }

    public async Task<Result<NewTokenResponse>> CreateAsync(Caller caller, CreateTokenRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (string.IsNullOrWhiteSpace(request.Name)) return Errors.Field("name", "Give it a name that says what it is for.");
        if (request.Scope == TokenScope.Admin && !caller.IsAdmin) return Errors.Field("scope", "Only administrators can make tokens for administration.");
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from users where id = {caller.UserId} for update", ct);
        if (await db.PersonalTokens.CountAsync(row => row.RevokedAt == null, ct) >= Most) return new Error(ErrorKind.Conflict, "conflict", $"You have {Most} tokens. Revoke one that you no longer use.");
        var token = PersonalToken.Prefix + Secrets.New();
        var row = new PersonalToken
        {
            UserId = caller.UserId, Name = request.Name.Trim(), Hash = Secrets.Hash(token), Last4 = token[^4..], Scope = request.Scope, CreatedAt = now,
            ExpiresAt = request.ExpiresInDays is { } days ? now.AddDays(days) : null,
        };
        db.PersonalTokens.Add(row);
        await db.SaveChangesAsync(ct);
        await db.RaiseAsync(SecurityNotices.TokenMade(caller.UserId, row.Id, row.Name), now, ct);
        await transaction.CommitAsync(ct);
        return new NewTokenResponse(token, Response(row));
    }

    public async Task<Result<TokenResponse>> RevokeAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.PersonalTokens.SingleOrDefaultAsync(row => row.Id == id && row.RevokedAt == null, ct) is not { } row) return Errors.NotFound("token");
        row.RevokedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return Response(row);
    }

    private TokenResponse Response(PersonalToken row) => new(
        row.Id, row.Name, $"{PersonalToken.Prefix}…{row.Last4}", row.Scope, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.ExpiresAt <= clock.GetUtcNow());
}
