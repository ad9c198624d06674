using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;

namespace Synthora.Features.RequestLog;

/// <summary>Stores calls in batches. A call that cannot be stored costs nobody anything but its record.</summary>
internal sealed class RequestLogWriter(RequestLogQueue queue, Database database, ILogger<RequestLogWriter> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        // What is waiting is written before the process goes, as long as it may take its time.
        if (ExecuteTask is { } writing) await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(5), cancellationToken));
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await queue.Calls.WaitToReadAsync(stoppingToken))
        {
            // Calls come in groups; a moment's patience makes one insert of them.
            if (!queue.Calls.Completion.IsCompleted) await Task.Delay(Pause, stoppingToken);
            var calls = new List<ProviderRequest>(Batch);
            while (calls.Count < Batch && queue.Calls.TryRead(out var call)) calls.Add(call);
            await StoreAsync(calls, stoppingToken);
            if (queue.TakeDropped() is var dropped and > 0) log.LogWarning("{Dropped} calls to providers came faster than they could be logged and were left out", dropped);
        }
    }

    private async Task StoreAsync(IReadOnlyList<ProviderRequest> calls, CancellationToken ct)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await InsertAsync(calls, ct);
                return;
            }
            catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ForeignKeyViolation } && tries == 0)
            {
                await ForgetTheGoneAsync(calls, ct);
            }
            catch (Exception exception) when (exception is DbException or DbUpdateException or TimeoutException or InvalidOperationException)
            {
                if (tries >= 3)
                {
                    log.LogWarning("{Count} calls to providers could not be logged: {Reason}", calls.Count, exception.InnerException?.Message ?? exception.Message);
                    return;
                }

                await Task.Delay(RetryAfter, ct);
            }
        }
    }

    private async Task InsertAsync(IReadOnlyList<ProviderRequest> calls, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        db.ProviderRequests.AddRange(calls);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A user or a video may have been deleted while its calls waited here.</summary>
    private async Task ForgetTheGoneAsync(IReadOnlyList<ProviderRequest> calls, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var (users, videos) = (Ids(calls, call => call.UserId), Ids(calls, call => call.VideoId));
        var thereUsers = (await db.Users.Where(user => users.Contains(user.Id)).Select(user => user.Id).ToListAsync(ct)).ToHashSet();
        var thereVideos = (await db.Videos.Where(video => videos.Contains(video.Id)).Select(video => video.Id).ToListAsync(ct)).ToHashSet();
        foreach (var call in calls)
        {
            if (call.UserId is { } user && !thereUsers.Contains(user)) call.UserId = null;
            if (call.VideoId is { } video && !thereVideos.Contains(video)) call.VideoId = null;
        }
    }

    private static List<Guid> Ids(IEnumerable<ProviderRequest> calls, Func<ProviderRequest, Guid?> of) => [.. calls.Select(of).OfType<Guid>().Distinct()];
}
