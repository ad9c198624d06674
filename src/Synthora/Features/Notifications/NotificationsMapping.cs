using Microsoft.EntityFrameworkCore;
using Synthora.Features.Accounts;

namespace Synthora.Features.Notifications;

internal static class NotificationsMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Notification>(notification =>
        {
            notification.ToTable("notifications");
            notification.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
            notification.HasIndex(row => new { row.UserId, row.EventKey }).IsUnique().HasDatabaseName("ux_notifications_event");
            notification.HasIndex(row => new { row.UserId, row.CreatedAt, row.Id });
            notification.HasIndex(row => new { row.UserId, row.Type }).HasFilter("in_app and read_at is null and dismissed_at is null").HasDatabaseName("ix_notifications_unread");
            notification.HasIndex(row => new { row.Mail, row.CreatedAt }).HasFilter("mail <> 'off'").HasDatabaseName("ix_notifications_mail");
            notification.HasIndex(row => row.CreatedAt);
        });
        model.Entity<NotificationPreference>(preference =>
        {
            preference.ToTable("notification_preferences");
            preference.HasKey(row => new { row.UserId, row.Type });
            preference.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<NotificationDigest>(digest =>
        {
            digest.ToTable("notification_digests");
            digest.HasKey(row => new { row.UserId, row.Day });
            digest.HasOne<User>().WithMany().HasForeignKey(row => row.UserId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
