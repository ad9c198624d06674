using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Mail;

namespace Synthora.Features.Notifications;

/// <summary>Every few seconds: turns notifications that are to be mailed at once into letters. A letter and the note that it was written are one transaction.</summary>
[DisallowConcurrentExecution]
internal sealed class NotificationMail(Database database, IMail mail, MailQueue queue, SiteAddress site, TimeProvider clock) : IJob
{
    private const int Batch = 50;

    /// <summary>Older ones were meant for a time when no mail could be sent.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        while (await RunAsync(cancellationToken) == Batch) { }
    }

    /// <returns>How many were dealt with.</returns>
    internal async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Notifications.FromSql($"select * from notifications where mail = 'instant' order by created_at limit {Batch} for update skip locked").ToListAsync(ct);
        if (due.Count == 0) return 0;
        var ids = due.Select(row => row.UserId).Distinct().ToList();
        var users = await db.Users.AsNoTracking().Where(user => ids.Contains(user.Id)).ToDictionaryAsync(user => user.Id, ct);
        foreach (var row in due)
        {
            row.Mail = MailChoice.Off;
            if (!mail.Delivers || row.CreatedAt < now - Fresh || !Reaches(users[row.UserId], row.Type)) continue;
            queue.Add(db, LetterOf(row, users[row.UserId]));
            row.MailedAt = now;
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        queue.Wake();
        return due.Count;
    }

    /// <summary>An address that nobody has confirmed may be a stranger's: it gets only what concerns money and safety.</summary>
    internal static bool Reaches(User user, NotificationType type) => user.IsActive && (user.EmailVerified || NotificationKind.Of(type).MailLocked);

    private Letter LetterOf(Notification row, User user)
    {
        var isLocked = NotificationKind.Of(row.Type).MailLocked;
        return Letter.Compose(
            user.Email, row.Title, [row.Message], row.Link is null ? null : ("Open in Synthora", site.Of(row.Link)),
            isLocked ? "Letters about payments and the safety of your account are always sent." : "You asked to be told of this by e-mail. Change that here:",
            isLocked ? null : site.Of("/settings/notifications"));
    }
}
