using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Web;

namespace Synthora.Features.Notifications;

/// <summary>What a user is to be told.</summary>
/// <param name="EventKey">Names the event, such as <c>video-complete:{job}</c>: the same one is told once, however often it is raised.</param>
/// <param name="Title">A few words; long ones are cut.</param>
/// <param name="Message">What happened and what can be done.</param>
public sealed record Notice(Guid UserId, NotificationType Type, string EventKey, string Title, string Message)
{
    /// <summary>A path of this site, such as <c>/videos/{id}</c>.</summary>
    public string? Link { get; init; }

    /// <summary>For programs; written as JSON.</summary>
    public object? Data { get; init; }
}

/// <summary>Raises notifications beside the change they tell of.</summary>
public static class NotificationOutbox
{
    private const int LongestTitle = 200;
    private const int LongestMessage = 2_000;

    /// <summary>
    /// Writes the notification in the transaction that <paramref name="db"/> has open, so that it is told exactly when the
    /// change is committed; by itself when there is none. The receiver's preferences of this moment decide where it shows.
    /// </summary>
    /// <returns>False when there was nothing to do: told before, wanted nowhere, or nobody is there.</returns>
    public static async Task<bool> RaiseAsync(this AppDbContext db, Notice notice, DateTimeOffset now, CancellationToken ct)
    {
        var kind = NotificationKind.Of(notice.Type);
        var wanted = await db.NotificationPreferences.IgnoreQueryFilters().AsNoTracking()
            .Where(row => row.UserId == notice.UserId && row.Type == notice.Type).Select(row => new { row.InApp, row.Mail }).SingleOrDefaultAsync(ct);
        var inApp = wanted?.InApp ?? true;
        var mail = kind.MailLocked ? kind.Mail : wanted?.Mail ?? kind.Mail;
        if (!inApp && mail == MailChoice.Off) return false;
        var (type, mailWord) = (EnumText.Of(notice.Type), EnumText.Of(mail));
        var (title, message) = (Cut(notice.Title, LongestTitle), Cut(notice.Message, LongestMessage));
        var data = notice.Data is null ? null : JsonSerializer.Serialize(notice.Data, Json.Options);
        var written = await db.Database.ExecuteSqlAsync(
            $"""
            insert into notifications (id, user_id, type, event_key, title, message, link, data, in_app, mail, created_at)
            select {Guid.CreateVersion7(now)}, id, {type}, {notice.EventKey}, {title}, {message}, {notice.Link}, {data}, {inApp}, {mailWord}, {now}
            from users where id = {notice.UserId}
            on conflict (user_id, event_key) do nothing
            """, ct);
        if (written == 0) return false;
        await UserNews.TellAsync(db, notice.UserId, ct);
        return true;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)].TrimEnd() + "…";
}
