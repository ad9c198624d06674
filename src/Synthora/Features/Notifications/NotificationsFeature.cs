using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.Notifications;

/// <summary>Telling users what happened while they were elsewhere.</summary>
public static class NotificationsFeature
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddSingleton<UserNews>()
        .AddSingleton(provider => new SignalChannel(UserNews.Channel, provider.GetRequiredService<UserNews>().Heard))
        .AddScoped<ListNotifications>().AddScoped<GetNotification>().AddScoped<CountUnread>().AddScoped<MarkNotifications>().AddScoped<WatchNotifications>()
        .AddScoped<GetNotificationPreferences>().AddScoped<ChangeNotificationPreferences>().AddScoped<BroadcastNotification>()
        .AddSingleton(new PeriodicJob("notification-mail", "10/20 * * * * ?", typeof(NotificationMail)))
        .AddSingleton(new PeriodicJob("notification-digests", "30 1/15 * * * ?", typeof(NotificationDigests)))
        .AddSingleton(new PeriodicJob("notification-upkeep", "0 37 3 * * ?", typeof(NotificationUpkeep)));

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var all = api.MapGroup("/notifications").WithTags("Notifications").RequireAuthorization();
        all.MapGet("/", ([AsParameters] ListNotificationsRequest request, ListNotifications list, HttpContext http, CancellationToken ct) =>
                list.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<NotificationList>("list_notifications", "What you were told, newest first.", "Dismissed ones are left out unless dismissed=true.", 200, 400, 401, 403);
        all.MapGet("/unread-count", (CountUnread count, HttpContext http, CancellationToken ct) => count.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<UnreadCount>("count_unread_notifications", "How many are unread, in all and by type.", "", 200, 401, 403);
        all.MapGet("/events", (WatchNotifications watch, HttpContext http, CancellationToken ct) => TypedResults.ServerSentEvents(EventsOf(watch.HandleAsync(http.GetCaller(), ct), ct)))
            .Describe<UnreadNews>("watch_notifications", "What is unread, as server-sent events.", "One event named unread at once and per change. The stream ends after ten minutes; connect again.", 200, 401, 403);
        all.MapPost("/read-all", (MarkNotifications mark, HttpContext http, CancellationToken ct) => mark.ReadAllAsync(http.GetCaller(), ct).AsOk())
            .Describe<ChangedNotifications>("read_all_notifications", "Marks all read.", "", 200, 401, 403);
        all.MapPost("/dismiss-all", (MarkNotifications mark, HttpContext http, CancellationToken ct) => mark.DismissAllAsync(http.GetCaller(), ct).AsOk())
            .Describe<ChangedNotifications>("dismiss_all_notifications", "Takes all off the list.", "", 200, 401, 403);
        all.MapGet("/preferences", (GetNotificationPreferences get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), ct).AsOk())
            .Describe<PreferencesResponse>("get_notification_preferences", "Where you are told of what.", "", 200, 401, 403);
        all.MapPut("/preferences", (ChangePreferencesRequest request, ChangeNotificationPreferences change, HttpContext http, CancellationToken ct) =>
                change.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<PreferencesResponse>("change_notification_preferences", "Changes where you are told of what.", "Types that are not named stay as they are. E-mails about payments and the account's safety are always sent.", 200, 400, 401, 403);
        all.MapPost("/admin/broadcast", (
                BroadcastRequest request, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, BroadcastNotification broadcast, HttpContext http, CancellationToken ct) =>
                broadcast.HandleAsync(http.GetCaller(), request, idempotencyKey, ct).AsOk())
            .Describe<BroadcastResponse>("broadcast_notification", "Tells every active user something.", "For administrators.", 200, 400, 401, 403);
        var one = all.MapGroup("/{id:guid}");
        one.MapGet("/", (Guid id, GetNotification get, HttpContext http, CancellationToken ct) => get.HandleAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<NotificationResponse>("get_notification", "One notification.", "", 200, 401, 403, 404);
        one.MapPost("/read", (Guid id, MarkNotifications mark, HttpContext http, CancellationToken ct) => mark.ReadAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<NotificationResponse>("read_notification", "Marks one read.", "", 200, 401, 403, 404);
        one.MapPost("/dismiss", (Guid id, MarkNotifications mark, HttpContext http, CancellationToken ct) => mark.DismissAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<NotificationResponse>("dismiss_notification", "Takes one off the list.", "", 200, 401, 403, 404);
    }

    private static async IAsyncEnumerable<SseItem<UnreadNews>> EventsOf(IAsyncEnumerable<UnreadNews> changes, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var change in changes.WithCancellation(ct)) yield return new(change, "unread");
    }
}
