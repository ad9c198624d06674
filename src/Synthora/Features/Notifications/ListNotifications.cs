using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Notifications;

public sealed record ListNotificationsRequest : PageRequest
{
    /// <summary>Such as <c>video_complete</c>.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    [FromQuery(Name = "read")]
    public bool? Read { get; init; }

    /// <summary>The same by the name of the field.</summary>
    [FromQuery(Name = "is_read")]
    public bool? IsRead { get; init; }

    /// <summary>Dismissed ones are left out unless asked for.</summary>
    [FromQuery(Name = "dismissed")]
    public bool? Dismissed { get; init; }

    /// <summary>The same by the name of the field.</summary>
    [FromQuery(Name = "is_dismissed")]
    public bool? IsDismissed { get; init; }
}

public sealed class ListNotifications(Database database)
{
    public async Task<Result<NotificationList>> HandleAsync(Caller caller, ListNotificationsRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        NotificationType? type = null;
        if (!string.IsNullOrWhiteSpace(request.Type) && (type = NotificationKind.Parse(request.Type)) is null)
        {
            var known = string.Join(", ", NotificationKind.All.Select(kind => EnumText.Of(kind.Type)));
            return Errors.Validation($"There is no notification type '{request.Type}'. Use one of: {known}.", new Dictionary<string, object?> { ["type"] = "unknown" });
        }

        await using var db = database.Open(caller);
        var dismissed = request.Dismissed ?? request.IsDismissed ?? false;
        var rows = db.Notifications.AsNoTracking().Where(row => row.InApp && (row.DismissedAt != null) == dismissed);
        if (type is not null) rows = rows.Where(row => row.Type == type);
        if ((request.Read ?? request.IsRead) is { } read) rows = rows.Where(row => (row.ReadAt != null) == read);
        var total = await rows.CountAsync(ct);
        var found = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(request.Skip).Take(request.Take).ToListAsync(ct);
        var page = request.Of<NotificationResponse>([.. found.Select(NotificationResponse.From)], total);
        return new NotificationList(page.Items, page.Total, page.PageNumber, page.Limit, page.HasMore, await db.Notifications.CountAsync(NotificationQueries.Unread, ct));
    }
}

internal static class NotificationQueries
{
    public static readonly System.Linq.Expressions.Expression<Func<Notification, bool>> Unread =
        row => row.InApp && row.ReadAt == null && row.DismissedAt == null;
}

public sealed class GetNotification(Database database)
{
    public async Task<Result<NotificationResponse>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.Notifications.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.InApp, ct) is { } found
            ? NotificationResponse.From(found)
            : Errors.NotFound("notification");
    }
}

public sealed class CountUnread(Database database)
{
    public async Task<Result<UnreadCount>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var counts = await db.Notifications.Where(NotificationQueries.Unread).GroupBy(row => row.Type).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(ct);
        return new UnreadCount(counts.Sum(one => one.Count), counts.ToDictionary(one => EnumText.Of(one.Key), one => one.Count));
    }
}
