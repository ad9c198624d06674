using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Synthora.Data;
using Synthora.Features.Mail;
using Synthora.Features.Videos.Pages;
using Synthora.Security;
using Synthora.Web;

namespace Synthora.Features.Notifications.Pages;

/// <summary>The bell, the list behind it, and where users want to be told.</summary>
internal static class NotificationPages
{
    private const int PageSize = 20;
    private const int RecentSize = 6;

    public static void MapNotificationPages(this IEndpointRouteBuilder root)
    {
        var pages = root.MapGroup("").RequireAuthorization();
        pages.MapGet("/notifications", ListAsync);
        pages.MapGet("/notifications/recent", RecentAsync);
        pages.MapGet("/notifications/live", (HttpContext http, WatchNotifications watch, Fragments fragments, CancellationToken ct) =>
            TypedResults.ServerSentEvents(EventsAsync(watch.HandleAsync(http.GetCaller(), ct), fragments, ct)));
        pages.MapGet("/notifications/{id:guid}/open", OpenAsync);
        pages.MapPost("/notifications/{id:guid}/read", async (HttpContext http, Guid id, [FromForm] string? back, MarkNotifications mark, CancellationToken ct) =>
            await mark.ReadAsync(http.GetCaller(), id, ct) is { IsOk: false, Error: var missing } ? Web.Pages.Refuse(missing) : Back(back));
        pages.MapPost("/notifications/{id:guid}/dismiss", async (HttpContext http, Guid id, [FromForm] string? back, MarkNotifications mark, CancellationToken ct) =>
            await mark.DismissAsync(http.GetCaller(), id, ct) is { IsOk: false, Error: var missing } ? Web.Pages.Refuse(missing) : Back(back));
        pages.MapPost("/notifications/read-all", async (HttpContext http, [FromForm] string? back, MarkNotifications mark, CancellationToken ct) =>
        {
            await mark.ReadAllAsync(http.GetCaller(), ct);
            return Back(back);
        });
        pages.MapGet("/notifications/dismiss-all", (IStringLocalizer<Text> texts) => Web.Pages.Show<ConfirmPage>(new
        {
            Action = "/notifications/dismiss-all",
            Back = "/notifications",
            Icon = "archive",
            Title = texts["notifications.dismiss_all_title"].Value,
            Text = texts["notifications.dismiss_all_text"].Value,
            Confirm = texts["notifications.dismiss_all"].Value,
        }));
        pages.MapPost("/notifications/dismiss-all", async (HttpContext http, MarkNotifications mark, IStringLocalizer<Text> texts, CancellationToken ct) =>
        {
            var done = await mark.DismissAllAsync(http.GetCaller(), ct);
            http.Notify(texts.Count("notifications.dismissed_n", done.Value!.Changed));
            return Results.LocalRedirect("/notifications");
        });
        pages.MapGet("/settings/notifications", (HttpContext http, CancellationToken ct) => PreferencesAsync(http, null, ct));
        pages.MapPost("/settings/notifications", SaveAsync);
    }

    private static IResult Back(string? back) => Results.LocalRedirect(Web.Pages.LocalPath(back, "/notifications"));

    private static async Task<IResult> ListAsync(
        HttpContext http, ListNotifications list, TimeProvider clock, CancellationToken ct, string? view = null, string? type = null, int page = 1)
    {
        view = view is "unread" or "dismissed" ? view : null;
        var wanted = type is { Length: > 0 } ? NotificationKind.Parse(type) : null;
        var found = await list.HandleAsync(http.GetCaller(), new()
        {
            Page = Math.Clamp(page, 1, 100_000), Limit = PageSize, Type = wanted is { } one ? EnumText.Of(one) : null,
            IsRead = view == "unread" ? false : null, IsDismissed = view == "dismissed",
        }, ct);
        return found.IsOk
            ? Web.Pages.Show<NotificationsPage>(new { Found = found.Value, Now = clock.GetUtcNow(), View = view, Type = wanted })
            : Web.Pages.Refuse(found.Error);
    }

    private static async Task<IResult> RecentAsync(HttpContext http, ListNotifications list, TimeProvider clock, CancellationToken ct)
    {
        var found = await list.HandleAsync(http.GetCaller(), new() { Limit = RecentSize }, ct);
        var back = Uri.TryCreate(http.Request.Headers.Referer, UriKind.Absolute, out var from) ? from.PathAndQuery : "/notifications";
        return found.IsOk ? Web.Pages.Show<RecentNotifications>(new { Recent = found.Value, Now = clock.GetUtcNow(), Back = back }) : Web.Pages.Refuse(found.Error);
    }

    /// <summary>Leads to what a notification is about, which is then read.</summary>
    private static async Task<IResult> OpenAsync(HttpContext http, Guid id, MarkNotifications mark, CancellationToken ct)
    {
        var read = await mark.ReadAsync(http.GetCaller(), id, ct);
        return read.IsOk ? Back(read.Value.Link) : Web.Pages.Refuse(read.Error);
    }

    private static async Task<IResult> PreferencesAsync(HttpContext http, Error? problem, CancellationToken ct)
    {
        var services = http.RequestServices;
        var texts = services.GetRequiredService<IStringLocalizer<Text>>();
        var preferences = await services.GetRequiredService<GetNotificationPreferences>().HandleAsync(http.GetCaller(), ct);
        await using var db = services.GetRequiredService<Database>().Open(http.GetCaller());
        var user = await db.Users.AsNoTracking().Select(row => new { row.Timezone, row.EmailVerified, row.Email }).SingleAsync(ct);
        string? hint = !services.GetRequiredService<IMail>().Delivers ? texts["preferences.no_mail"].Value : user.EmailVerified ? null : texts["preferences.unverified", user.Email].Value;
        return Web.Pages.Show<NotificationPreferencesPage>(
            new { Preferences = preferences.Value!.Preferences.Where(one => NotificationKind.Of(one.Type).IsRaised).ToList(), user.Timezone, MailHint = hint, Problem = problem },
            problem);
    }

    /// <summary>An unticked box is not sent, so every type that the page shows is set.</summary>
    private static async Task<IResult> SaveAsync(
        HttpContext http, [FromForm] IFormCollection form, ChangeNotificationPreferences change, IStringLocalizer<Text> texts, CancellationToken ct)
    {
        var changes = new List<PreferenceChange>();
        foreach (var kind in NotificationKind.Raised)
        {
            var word = EnumText.Of(kind.Type);
            var mail = Enum.GetValues<MailChoice>().Where(choice => EnumText.Of(choice) == form[$"mail.{word}"]).Select(choice => (MailChoice?)choice).FirstOrDefault();
            changes.Add(new(word, form.ContainsKey($"app.{word}"), kind.MailLocked ? null : mail));
        }

        var changed = await change.HandleAsync(http.GetCaller(), new() { Preferences = changes }, ct);
        if (!changed.IsOk) return await PreferencesAsync(http, changed.Error, ct);
        http.Notify(texts["preferences.saved"]);
        return Results.LocalRedirect("/settings/notifications");
    }

    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(IAsyncEnumerable<UnreadNews> changes, Fragments fragments, [EnumeratorCancellation] CancellationToken ct)
    {
        // Without an event name htmx puts the markup in place.
        await foreach (var change in changes.WithCancellation(ct)) yield return new(await fragments.RenderAsync<BellCount>(new Dictionary<string, object?> { ["Total"] = change.Total }));
    }
}
