using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Audit;
using Synthora.Features.Mail;
using Synthora.Features.OwnData.Exporting;

namespace Synthora.Features.OwnData;

/// <param name="PurgeAfter">Until then signing in takes it back.</param>
public sealed record AccountClosed(DateTimeOffset PurgeAfter);

/// <summary>Closes one's own account: at once for everybody, for good after a day.</summary>
public sealed class CloseAccount(Database database, Reauthentication reauthentication, RemoveExport exports, MailQueue mail, AuditLog audit, TimeProvider clock)
{
    public async Task<Result<AccountClosed>> HandleAsync(Caller caller, ConfirmedRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        var purge = now + ClearData.Delay;
        await using var db = database.OpenForSystem();
        var user = await db.Users.SingleAsync(row => row.Id == caller.UserId, ct);
        if (await ClearData.ConfirmAsync(db, caller, user, request, reauthentication, ct) is { } refusal) return refusal;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.RefuseIfLastAsync(user, ct) is { } last) return last;
        (user.IsActive, user.DeletedAt, user.DeletedBy, user.PurgeAfter, user.UpdatedAt) = (false, now, caller.UserId, purge, now);
        db.Add(audit.New(caller, "account.close", caller.UserId.ToString()));
        mail.Add(db, Letter.Compose(
            user.Email, "Your Synthora account is closed",
            [$"Hello {user.Name},", $"as you asked, your account was closed. It and everything in it will be deleted for good on {purge.UtcDateTime:d MMMM yyyy} at {purge.UtcDateTime:HH:mm} UTC.", "If you change your mind, sign in before that, and all is as it was."],
            footer: "You get this because this account was closed by somebody who knew its password."));
        await db.SaveChangesAsync(ct);
        await db.Sessions.Where(session => session.UserId == caller.UserId && session.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(session => session.EndedAt, now), ct);
        await transaction.CommitAsync(ct);
        mail.Wake();
        await exports.AllAsync(caller, ct);
        return new AccountClosed(purge);
    }
}
