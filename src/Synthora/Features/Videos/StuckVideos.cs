using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Videos.Editing;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>
/// Every five minutes: ends videos that have made no progress for half an hour, runs that nobody watches when they have
/// taken half an hour in all, videos that wait for a job that is not there, and edits that are rendered no further.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class StuckVideos(Database database, CancelVideo cancel, StuckRenderings renderings, TimeProvider clock, ILogger<StuckVideos> log) : IJob
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
        var jobless = await db.Videos
            .Where(video => video.Status == VideoStatus.Queued && video.UpdatedAt < before
                && !db.Jobs.Any(job => job.VideoId == video.Id && (job.Status == JobStatus.Queued || job.Status == JobStatus.Running)))
            .ToListAsync(ct);
        foreach (var video in jobless)
        {
            log.LogWarning("Video {VideoId} waited for a job that is not there", video.Id);
            video.Fail("job_lost", "The work on this video was lost.", "Retry it.", now);
        }

        await db.SaveChangesAsync(ct);
    }
}
