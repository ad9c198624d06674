using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Notifications;
using Synthora.Features.Quotas;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>
/// Every five minutes: ends videos that have made no progress for half an hour, runs that nobody watches when they have
/// taken half an hour in all, videos that wait for a job that is not there, and edits and renditions that are rendered no further.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class StuckVideos(Database database, CancelVideo cancel, StuckRenderings renderings, StuckRenditions renditions, SpendingLedger ledger, TimeProvider clock, ILogger<StuckVideos> log) : IJob
{
    internal static readonly TimeSpan StallLimit = TimeSpan.FromMinutes(30);
    internal static readonly TimeSpan UnattendedLimit = TimeSpan.FromSeconds(1_800);
    private static readonly TimeSpan JoblessLimit = TimeSpan.FromMinutes(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var stalled = now - StallLimit;
        foreach (var id in await db.Videos.Where(video => video.Status == VideoStatus.Processing && video.LastStepUpdatedAt < stalled).Select(video => video.Id).ToListAsync(ct))
            await EndAsync(id, video => video.LastStepUpdatedAt < stalled, "The video timed out after 30 minutes without progress.", ct);
        var begun = now - UnattendedLimit;
        var overdue = from video in db.Videos
                      join job in db.Jobs on video.JobId equals job.Id
                      where video.Status == VideoStatus.Processing && video.Unattended && job.StartedAt < begun
                      select video.Id;
        foreach (var id in await overdue.ToListAsync(ct)) await EndAsync(id, _ => true, "The video took longer than the 30 minutes that an unattended run may take.", ct);
        await FailJoblessAsync(db, now, ct);
        await renderings.RunAsync(ct);
        await renditions.RunAsync(ct);
    }

    private async Task EndAsync(Guid id, Func<Video, bool> isStill, string message, CancellationToken ct)
    {
        var ended = await cancel.TimeOutAsync(id, isStill, message, ct);
        if (ended.IsOk) log.LogWarning("Video {VideoId} is cancelled: {Reason}", id, message);
    }

    /// <summary>They would keep their owner from making another one for ever.</summary>
    private async Task FailJoblessAsync(AppDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var before = now - JoblessLimit;
        var jobless = db.Videos
            .Where(video => video.Status == VideoStatus.Queued && video.UpdatedAt < before
                && !db.Jobs.Any(job => job.VideoId == video.Id && (job.Status == JobStatus.Queued || job.Status == JobStatus.Running)));
        foreach (var id in await jobless.Select(video => video.Id).ToListAsync(ct))
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Database.ExecuteSqlAsync($"select 1 from videos where id = {id} for update", ct);
            // Asked again under the lock: its owner may have retried it in the meantime.
            if (await jobless.SingleOrDefaultAsync(video => video.Id == id, ct) is not { } video) continue;
            log.LogWarning("Video {VideoId} waited for a job that is not there", id);
            video.Fail("job_lost", "The work on this video was lost.", "Retry it.", now);
            await DailyAllowance.GiveBackVideoAsync(db, video, ct);
            await ledger.CloseAsync(db, video.UserId, id, ct);
            await db.RaiseAsync(VideoNotices.Failed(video, video.JobId ?? id), now, ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }
}
