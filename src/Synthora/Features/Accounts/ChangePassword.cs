using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts.Links;
using Synthora.Features.Notifications;

namespace Synthora.Features.Accounts;

public sealed record ChangePasswordRequest
{
    /// <summary>Absent only for an account that never had one because another service signs it in.</summary>
    [StringLength(128)]
    public string? CurrentPassword { get; init; }

    [Required(ErrorMessage = "Choose a new password."), StringLength(128, MinimumLength = 10, ErrorMessage = "The password must have 10 to 128 characters.")]
    public required string NewPassword { get; init; }

    public override string ToString() => "***";
}

/// <summary>Sets a new password and ends every other session.</summary>
public sealed class ChangePassword(Database database, Passwords passwords, Reauthentication reauthentication, TimeProvider clock)
{
    public async Task<Result<PasswordSet>> HandleAsync(Caller caller, ChangePasswordRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var user = await db.Users.SingleAsync(row => row.Id == caller.UserId, ct);
        if (Passwords.Weakness(request.NewPassword, user.Email) is { } weakness) return Errors.Field("new_password", weakness);
        if (await reauthentication.RefuseAsync(db, caller, user, request.CurrentPassword, "current_password", ct) is { } refusal) return refusal;
        if (request.NewPassword == request.CurrentPassword) return Errors.Field("new_password", "This is the password you have. Choose another.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        (user.PasswordHash, user.UpdatedAt) = (passwords.Hash(request.NewPassword), now);
        await db.SaveChangesAsync(ct);
        var ended = await db.Sessions.Where(session => session.UserId == caller.UserId && session.Id != caller.SessionId && session.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), ct);
        // A link that was asked for earlier could undo this.
        await db.MailedLinks.Where(link => link.UserId == caller.UserId && link.Purpose == LinkPurpose.ResetPassword && link.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now), ct);
        await db.RaiseAsync(SecurityNotices.PasswordChanged(caller.UserId, now), now, ct);
        await transaction.CommitAsync(ct);
        return new PasswordSet(ended);
    }
}
