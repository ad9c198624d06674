using System.Collections.Frozen;
using Synthora.Data;

namespace Synthora.Features.Notifications;

public enum NotificationType
{
    VideoComplete, VideoFailed, VideoGenerationTimeout, VideoGenerationCancelled, VideoExpiring, EditComplete, AnalysisComplete,
    VideoReadyToPost, VideoPostedSuccessfully, VideoPostingFailed, PostPublished, PostFailed, ScheduledPost, SocialConnected, SocialDisconnect,
    PaymentSuccess, PaymentFailed, SubscriptionExpiring, SubscriptionCancelled,
    IntegrationError, BudgetAlert, ExportReady, Security, System,
}

public enum NotificationGroup { Videos, Publishing, Account, Billing }

/// <summary>When an e-mail about an event goes out: never, at once, or with the day's summary.</summary>
public enum MailChoice { Off, Instant, Daily }

/// <summary>What holds for a type while its receiver has not said otherwise.</summary>
/// <param name="MailLocked">Its e-mails go out whatever the receiver prefers: they concern money or the safety of the account.</param>
/// <param name="IsRaised">Whether anything in this version raises it; pages do not ask about what never happens.</param>
public sealed record NotificationKind(NotificationType Type, NotificationGroup Group, MailChoice Mail, bool MailLocked = false, bool IsRaised = false)
{
    /// <summary>Every type, in the order in which preferences list them.</summary>
    public static readonly IReadOnlyList<NotificationKind> All =
    [
        new(NotificationType.VideoComplete, NotificationGroup.Videos, MailChoice.Off, IsRaised: true),
        new(NotificationType.VideoFailed, NotificationGroup.Videos, MailChoice.Instant, IsRaised: true),
        new(NotificationType.VideoGenerationTimeout, NotificationGroup.Videos, MailChoice.Instant, IsRaised: true),
        new(NotificationType.VideoGenerationCancelled, NotificationGroup.Videos, MailChoice.Off, IsRaised: true),
        new(NotificationType.VideoExpiring, NotificationGroup.Videos, MailChoice.Daily, IsRaised: true),
        new(NotificationType.EditComplete, NotificationGroup.Videos, MailChoice.Off, IsRaised: true),
        new(NotificationType.AnalysisComplete, NotificationGroup.Videos, MailChoice.Off),
        new(NotificationType.VideoReadyToPost, NotificationGroup.Publishing, MailChoice.Daily),
        new(NotificationType.VideoPostedSuccessfully, NotificationGroup.Publishing, MailChoice.Daily),
        new(NotificationType.VideoPostingFailed, NotificationGroup.Publishing, MailChoice.Instant),
        new(NotificationType.PostPublished, NotificationGroup.Publishing, MailChoice.Off),
        new(NotificationType.PostFailed, NotificationGroup.Publishing, MailChoice.Instant),
        new(NotificationType.ScheduledPost, NotificationGroup.Publishing, MailChoice.Off),
        new(NotificationType.SocialConnected, NotificationGroup.Publishing, MailChoice.Off),
        new(NotificationType.SocialDisconnect, NotificationGroup.Publishing, MailChoice.Instant),
        new(NotificationType.IntegrationError, NotificationGroup.Account, MailChoice.Instant, IsRaised: true),
        new(NotificationType.BudgetAlert, NotificationGroup.Account, MailChoice.Instant, IsRaised: true),
        new(NotificationType.ExportReady, NotificationGroup.Account, MailChoice.Instant, IsRaised: true),
        new(NotificationType.System, NotificationGroup.Account, MailChoice.Daily, IsRaised: true),
        new(NotificationType.Security, NotificationGroup.Account, MailChoice.Instant, MailLocked: true, IsRaised: true),
        new(NotificationType.PaymentSuccess, NotificationGroup.Billing, MailChoice.Instant, MailLocked: true),
        new(NotificationType.PaymentFailed, NotificationGroup.Billing, MailChoice.Instant, MailLocked: true),
        new(NotificationType.SubscriptionExpiring, NotificationGroup.Billing, MailChoice.Instant, MailLocked: true),
        new(NotificationType.SubscriptionCancelled, NotificationGroup.Billing, MailChoice.Instant, MailLocked: true),
    ];

    public static IEnumerable<NotificationKind> Raised => All.Where(kind => kind.IsRaised);

    private static readonly FrozenDictionary<NotificationType, NotificationKind> s_byType = All.ToFrozenDictionary(kind => kind.Type);

    private static readonly FrozenDictionary<string, NotificationType> s_byWord =
        All.ToDictionary(kind => EnumText.Of(kind.Type), kind => kind.Type).Append(KeyValuePair.Create("video_generation_failed", NotificationType.VideoFailed)).ToFrozenDictionary();

    public static NotificationKind Of(NotificationType type) => s_byType[type];

    /// <returns>Null for a word that names no type.</returns>
    public static NotificationType? Parse(string word) => s_byWord.TryGetValue(word.Trim().ToLowerInvariant(), out var type) ? type : null;
}
