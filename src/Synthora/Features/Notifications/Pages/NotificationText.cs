using System.Globalization;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Web;

namespace Synthora.Features.Notifications.Pages;

/// <summary>How a notification looks: its icon, its colour and its age.</summary>
internal static class NotificationText
{
    public static (string Icon, string Colour) Look(NotificationType type) => type switch
    {
        NotificationType.VideoComplete or NotificationType.EditComplete or NotificationType.AnalysisComplete => ("clapperboard", "text-good"),
        NotificationType.VideoFailed or NotificationType.VideoPostingFailed or NotificationType.PostFailed or NotificationType.PaymentFailed => ("circle-alert", "text-bad"),
        NotificationType.VideoGenerationTimeout or NotificationType.VideoExpiring => ("clock", "text-warn"),
        NotificationType.VideoGenerationCancelled => ("ban", "text-faint"),
        NotificationType.VideoReadyToPost or NotificationType.ScheduledPost => ("calendar-days", "text-accent-ink"),
        NotificationType.VideoPostedSuccessfully or NotificationType.PostPublished => ("globe", "text-good"),
        NotificationType.SocialConnected => ("link", "text-good"),
        NotificationType.SocialDisconnect => ("link", "text-warn"),
        NotificationType.PaymentSuccess => ("credit-card", "text-good"),
        NotificationType.SubscriptionExpiring or NotificationType.SubscriptionCancelled => ("credit-card", "text-warn"),
        NotificationType.IntegrationError => ("plug", "text-bad"),
        NotificationType.BudgetAlert => ("gauge", "text-warn"),
        NotificationType.ExportReady => ("download", "text-good"),
        NotificationType.Security => ("shield-check", "text-warn"),
        _ => ("bell", "text-accent-ink"),
    };

    public static string Name(this IStringLocalizer<Text> texts, NotificationType type) => texts[$"notice.{EnumText.Of(type)}"];

    /// <param name="at">By the reader's clock.</param>
    public static string Ago(this IStringLocalizer<Text> texts, DateTimeOffset at, DateTimeOffset now) => (now - at) switch
    {
        { TotalMinutes: < 1 } => texts["time.now"],
        { TotalHours: < 1 } age => texts["time.minutes_ago", (int)age.TotalMinutes],
        { TotalDays: < 1 } age => texts["time.hours_ago", (int)age.TotalHours],
        { TotalDays: < 7 } age => texts["time.days_ago", (int)age.TotalDays],
        _ => at.ToString("d MMM yyyy", CultureInfo.CurrentCulture),
    };
}
