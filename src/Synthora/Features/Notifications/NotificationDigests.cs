using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Mail;

namespace Synthora.Features.Notifications;

/// <summary>
/// Every quarter of an hour: sends the day's summary to those for whom it is past eight in the morning where they live,
/// with what they were told before eight and have not looked at. A summary that was missed is sent when the clock is back.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class NotificationDigests(Database database, IMail mail, MailQueue queue, SiteAddress site, TimeProvider clock, ILogger<NotificationDigests> log) : IJob
{
    private const int MostShown = 20;
    private static readonly TimeOnly Morning = new(8, 0);
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<User> users;
        await using (var db = database.OpenForSystem())
        {
            // What was seen in the meantime needs no letter.
            await db.Notifications.Where(row => row.Mail == MailChoice.Daily && (row.ReadAt != null || row.DismissedAt != null || row.CreatedAt < now - Fresh))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Mail, MailChoice.Off), ct);
            users = await db.Users.AsNoTracking().Where(user => db.Notifications.Any(row => row.UserId == user.Id && row.Mail == MailChoice.Daily)).ToListAsync(ct);
        }

        foreach (var user in users) await SendAsync(user, now, ct);
        queue.Wake();
    }

    /// <summary>The last morning that has come where the user lives.</summary>
    internal static (DateOnly Day, DateTimeOffset At) LastMorning(string timezone, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(timezone, out var found) ? found : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var day = DateOnly.FromDateTime(local.DateTime);
        if (TimeOnly.FromDateTime(local.DateTime) < Morning) day = day.AddDays(-1);
        var morning = day.ToDateTime(Morning);
        return (day, new DateTimeOffset(morning, zone.GetUtcOffset(morning)));
    }

    private async Task SendAsync(User user, DateTimeOffset now, CancellationToken ct)
    {
        var (day, morning) = LastMorning(user.Timezone, now);
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Notifications.FromSql(
            $"select * from notifications where user_id = {user.Id} and mail = 'daily' and created_at < {morning.ToUniversalTime()} order by created_at desc, id desc for update skip locked").ToListAsync(ct);
        if (due.Count == 0) return;
        var isFirst = await db.Database.ExecuteSqlAsync($"insert into notification_digests (user_id, day, sent_at) values ({user.Id}, {day}, {now}) on conflict do nothing", ct) == 1;
        if (!isFirst) return;
        var sent = mail.Delivers && NotificationMail.Reaches(user, NotificationType.System);
        foreach (var row in due) (row.Mail, row.MailedAt) = (MailChoice.Off, sent ? now : null);
        if (sent) queue.Add(db, LetterOf(user, due));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        log.LogInformation("The summary of {Day} for user {UserId} has {Count} entries", day, user.Id, due.Count);
    }

    private Letter LetterOf(User user, IReadOnlyList<Notification> due)
    {
        var subject = due.Count == 1 ? due[0].Title : $"{due.Count} news from your studio";
        var paragraphs = due.Take(MostShown).Select(row => due.Count == 1 ? row.Message : $"{row.Title}. {row.Message}").ToList();
        if (due.Count > MostShown) paragraphs.Add($"And {due.Count - MostShown} more.");
        return Letter.Compose(
            user.Email, subject, paragraphs, ("See them all", site.Of("/notifications")), "You get one summary a day. Change that here:", site.Of("/settings/notifications"));
    }
}
