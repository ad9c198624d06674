using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;

namespace Synthora.Features.Accounts.Links;

public sealed record ResetPasswordRequest
{
    /// <summary>The secret of the e-mailed link.</summary>
    [Required, StringLength(100)]
    public required string Token { get; init; }

    [Required, StringLength(128, MinimumLength = 10)]
    public required string Password { get; init; }

    public override string ToString() => "***";
}

public sealed record PasswordSet(int SessionsEnded);

/// <summary>Sets a new password for whoever has the e-mailed link, and ends every session: one of them may be a thief's.</summary>
public sealed class ResetPassword(Database database, MailedLinks links, Passwords passwords, TimeProvider clock)
{
    public async Task<Result<PasswordSet>> HandleAsync(ResetPasswordRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await links.TakeAsync(db, request.Token, LinkPurpose.ResetPassword, ct) is not { IsActive: true } user) return MailedLinks.Spent;
        // Refused before the commit, so that the link still works for a better password.
        if (Passwords.Weakness(request.Password, user.Email) is { } weakness) return Errors.Field("password", weakness);
        (user.PasswordHash, user.EmailVerified, user.UpdatedAt) = (passwords.Hash(request.Password), true, now);
        await db.SaveChangesAsync(ct);
        var ended = await db.Sessions.Where(session => session.UserId == user.Id && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), ct);
        await db.SignInFailures.Where(failure => failure.EmailKey == user.EmailKey).ExecuteDeleteAsync(ct);
        await db.RaiseAsync(SecurityNotices.PasswordChanged(user.Id, now), now, ct);
        await transaction.CommitAsync(ct);
        return new PasswordSet(ended);
    }
}
