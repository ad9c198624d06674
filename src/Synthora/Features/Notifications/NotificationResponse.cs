using System.Text.Json;

namespace Synthora.Features.Notifications;

/// <param name="Link">A path of this site, or null.</param>
public sealed record NotificationResponse(
    Guid Id, NotificationType Type, string Title, string Message, JsonElement? Data, string? Link,
    bool IsRead, DateTimeOffset? ReadAt, bool IsDismissed, DateTimeOffset CreatedAt)
{
    internal static NotificationResponse From(Notification row) => new(
        row.Id, row.Type, row.Title, row.Message, row.Data is null ? null : JsonSerializer.Deserialize<JsonElement>(row.Data), row.Link,
        row.ReadAt is not null, row.ReadAt, row.DismissedAt is not null, row.CreatedAt);
}

/// <summary>A part of the list, and how much of the whole is unread.</summary>
public sealed record NotificationList(IReadOnlyList<NotificationResponse> Items, int Total, int Page, int Limit, bool HasMore, int UnreadCount);

public sealed record UnreadCount(int Total, IReadOnlyDictionary<string, int> ByType);

/// <summary>How many notifications an act has changed.</summary>
public sealed record ChangedNotifications(int Changed);
