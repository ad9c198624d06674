using Synthora.Data;

namespace Synthora.Features.Notifications;

/// <summary>Something a user is told once. It lives until they dismiss it or it is old.</summary>
public sealed class Notification : IOwned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public required NotificationType Type { get; init; }

    /// <summary>Names the event, so that telling of it again changes nothing.</summary>
    public required string EventKey { get; init; }
    public required string Title { get; init; }
    public required string Message { get; init; }

    /// <summary>A path of this site.</summary>
    public string? Link { get; init; }

    /// <summary>JSON for programs.</summary>
    public string? Data { get; init; }

    /// <summary>Whether lists and the bell show it; otherwise it is only sent.</summary>
    public bool InApp { get; init; } = true;
    public DateTimeOffset? ReadAt { get; set; }
    public DateTimeOffset? DismissedAt { get; set; }

    /// <summary>What is still to be sent.</summary>
    public MailChoice Mail { get; set; }
    public DateTimeOffset? MailedAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Where a user wants to be told of one type of event.</summary>
public sealed class NotificationPreference : IOwned
{
    public required Guid UserId { get; init; }
    public required NotificationType Type { get; init; }
    public bool InApp { get; set; } = true;
    public MailChoice Mail { get; set; }
    public required DateTimeOffset UpdatedAt { get; set; }
}

/// <summary>A day's summary to one user: at most one a day is sent, however often the clock asks.</summary>
public sealed class NotificationDigest : IOwned
{
    public required Guid UserId { get; init; }

    /// <summary>The day where the user lives.</summary>
    public required DateOnly Day { get; init; }
    public required DateTimeOffset SentAt { get; init; }
}
