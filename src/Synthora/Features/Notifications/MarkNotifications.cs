using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Notifications;

/// <summary>Marks notifications read, or takes them off the list. Doing it twice changes nothing.</summary>
public sealed class MarkNotifications(Database database, TimeProvider clock)
{
    public Task<Result<NotificationResponse>> ReadAsync(Caller caller, Guid id, CancellationToken ct) =>
        ChangeAsync(caller, id, (row, now) => row.ReadAt ??= now, ct);

    /// <summary>What was dismissed counts as read.</summary>
    public Task<Result<NotificationResponse>> DismissAsync(Caller caller, Guid id, CancellationToken ct) =>
        ChangeAsync(caller, id, (row, now) => (row.ReadAt, row.DismissedAt) = (row.ReadAt ?? now, row.DismissedAt ?? now), ct);

    public async Task<Result<ChangedNotifications>> ReadAllAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var changed = await db.Notifications.Where(NotificationQueries.Unread).ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, now), ct);
        await UserNews.TellAsync(db, caller.UserId, ct);
        return new ChangedNotifications(changed);
    }

    public async Task<Result<ChangedNotifications>> DismissAllAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var changed = await db.Notifications.Where(row => row.InApp && row.DismissedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ReadAt, row => row.ReadAt ?? now).SetProperty(row => row.DismissedAt, now), ct);
        await UserNews.TellAsync(db, caller.UserId, ct);
        return new ChangedNotifications(changed);
    }

    private async Task<Result<NotificationResponse>> ChangeAsync(Caller caller, Guid id, Action<Notification, DateTimeOffset> change, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Notifications.SingleOrDefaultAsync(row => row.Id == id && row.InApp, ct) is not { } found) return Errors.NotFound("notification");
        change(found, clock.GetUtcNow());
        if (await db.SaveChangesAsync(ct) > 0) await UserNews.TellAsync(db, caller.UserId, ct);
        return NotificationResponse.From(found);
    }
}
