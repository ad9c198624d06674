using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Notifications;

/// <param name="Latest">The newest unread one.</param>
public sealed record UnreadNews(int Total, NotificationResponse? Latest);

/// <summary>What is unread, at once and after every change.</summary>
public sealed class WatchNotifications(Database database, UserNews news, IHostApplicationLifetime host)
{
    /// <summary>How long nothing is said: a proxy must not take a quiet stream for a dead one.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <summary>A stream ends so that its reader signs in anew: a session that was ended hears no more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    public async IAsyncEnumerable<UnreadNews> HandleAsync(Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
        ending.CancelAfter(Longest);
        UnreadNews? last = null;
        while (!ending.IsCancellationRequested)
        {
            var next = news.NextAsync(caller.UserId);
            last = await ReadAsync(caller, last, ct);
            yield return last;
            await Task.WhenAny(next, Task.Delay(Quiet, ending.Token));
        }
    }

    /// <summary>While the database is away the last known count stands.</summary>
    private async Task<UnreadNews> ReadAsync(Caller caller, UnreadNews? last, CancellationToken ct)
    {
        try
        {
            await using var db = database.Open(caller);
            var unread = db.Notifications.AsNoTracking().Where(NotificationQueries.Unread);
            var total = await unread.CountAsync(ct);
            var latest = total == 0 ? null : await unread.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).FirstOrDefaultAsync(ct);
            return new(total, latest is null ? null : NotificationResponse.From(latest));
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            return last ?? new(0, null);
        }
    }
}
