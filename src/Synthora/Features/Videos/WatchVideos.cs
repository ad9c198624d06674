using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>
/// The live status of every video that a user has under way, those begun later too: each at once, then at every change,
/// down to its final state.
/// </summary>
public sealed class WatchVideos(Database database, JobSignals signals, IHostApplicationLifetime host)
{
    /// <summary>How often a running video is looked at where no news of it comes.</summary>
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    /// <summary>How long nothing is said: a proxy must not take a quiet stream for a dead one.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    /// <summary>A stream ends so that its reader signs in anew: a session that was ended hears no more.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <returns>Null where half a minute passed without news.</returns>
    public async IAsyncEnumerable<VideoStatusResponse?> HandleAsync(Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(ct, host.ApplicationStopping);
        ending.CancelAfter(Longest);
        var sent = new Dictionary<Guid, string>();
        var quiet = TimeSpan.Zero;
        while (!ending.IsCancellationRequested)
        {
            var said = false;
            foreach (var status in await ReadAsync(caller, sent.Keys, ct))
            {
                var text = JsonSerializer.Serialize(status);
                if (sent.GetValueOrDefault(status.Id) != text) yield return status;
                said |= sent.GetValueOrDefault(status.Id) != text;
                sent[status.Id] = text;
                if (status.Status is not (VideoStatus.Queued or VideoStatus.Processing)) sent.Remove(status.Id);
            }

            if (said) quiet = TimeSpan.Zero;
            else if (quiet >= Quiet)
            {
                yield return null;
                quiet = TimeSpan.Zero;
            }

            var wait = sent.Count > 0 ? Poll : Quiet;
            await signals.WaitForNewsAsync(wait, ending.Token);
            quiet += wait;
        }
    }

    /// <summary>What is under way, and how those ended that were a moment ago. While the database is away there is no news.</summary>
    private async Task<IReadOnlyList<VideoStatusResponse>> ReadAsync(Caller caller, IReadOnlyCollection<Guid> watched, CancellationToken ct)
    {
        try
        {
            await using var db = database.Open(caller);
            var known = watched.ToList();
            var ids = await db.Videos.AsNoTracking()
                .Where(video => video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing || known.Contains(video.Id))
                .OrderBy(video => video.CreatedAt).Select(video => video.Id).ToListAsync(ct);
            var statuses = new List<VideoStatusResponse>(ids.Count);
            foreach (var id in ids)
                if (await db.StatusAsync(id, ct) is { } status) statuses.Add(status);
            return statuses;
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            return [];
        }
    }
}
