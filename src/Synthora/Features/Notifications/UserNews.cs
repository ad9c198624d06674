using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Notifications;

/// <summary>Wakes the open pages of a user, in every process, when there is something new for them. A lost hint costs one poll.</summary>
public sealed class UserNews
{
    public const string Channel = "user_news";

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Delivered when the open transaction commits, and never when it does not.</summary>
    /// <param name="userId">Null for everyone.</param>
    public static Task TellAsync(AppDbContext db, Guid? userId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_notify({Channel}, {userId?.ToString() ?? ""})", ct);

    /// <summary>Ends at the next news for the user. Ask before reading, so that nothing falls between.</summary>
    public Task NextAsync(Guid userId) =>
        _waiting.GetOrAdd(userId, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    internal void Heard(string payload)
    {
        if (Guid.TryParse(payload, out var userId))
        {
            if (_waiting.TryRemove(userId, out var one)) one.TrySetResult();
            return;
        }

        foreach (var id in _waiting.Keys)
            if (_waiting.TryRemove(id, out var one)) one.TrySetResult();
    }
}
