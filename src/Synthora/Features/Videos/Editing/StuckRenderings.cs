using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Videos.Editing;

/// <summary>Ends renderings of edits that get no further, and those whose job is gone: they would keep their owner from rendering for ever.</summary>
internal sealed class StuckRenderings(Database database, JobSignals signals, TimeProvider clock, ILogger<StuckRenderings> log)
{
    private static readonly TimeSpan JoblessLimit = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var stalled = clock.GetUtcNow() - StuckVideos.StallLimit;
        await using var db = database.OpenForSystem();
        var stuck = from version in db.VideoVersions
                    join job in db.Jobs on version.JobId equals job.Id
                    where version.State == VersionState.Rendering && job.Status == JobStatus.Running && job.ProgressedAt < stalled
                    select job.Id;
        foreach (var id in await stuck.ToListAsync(ct)) await StopAsync(db, id, stalled, ct);
        await FailJoblessAsync(db, ct);
    }

    /// <summary>Whoever works on it stops within the lease, and the version fails with what is written here.</summary>
    private async Task StopAsync(AppDbContext db, Guid jobId, DateTimeOffset stalled, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var job = (await db.Jobs.FromSql($"select * from jobs where id = {jobId} and status = 'running' for update").ToListAsync(ct)).SingleOrDefault();
        if (job is null || job.CancelRequested || !(job.ProgressedAt < stalled)) return;
        job.RequestCancel(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await db.VideoVersions.Where(version => version.JobId == jobId && version.State == VersionState.Rendering).ExecuteUpdateAsync(
            set => set.SetProperty(version => version.ErrorMessage, "Rendering timed out after 30 minutes without progress.").SetProperty(version => version.ErrorRemedy, "Render it again."), ct);
        await transaction.CommitAsync(ct);
        log.LogWarning("Rendering {JobId} is stopped: it made no progress", jobId);
        await signals.CancelAsync(jobId, ct);
    }

    private async Task FailJoblessAsync(AppDbContext db, CancellationToken ct)
    {
        var before = clock.GetUtcNow() - JoblessLimit;
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var jobless = await db.VideoVersions
            .Where(version => version.State == VersionState.Rendering && version.CreatedAt < before
                && !db.Jobs.Any(job => job.Id == version.JobId && (job.Status == JobStatus.Queued || job.Status == JobStatus.Running)))
            .ToListAsync(ct);
        foreach (var version in jobless)
        {
            log.LogWarning("Version {Number} of video {VideoId} waited for a job that is not there", version.Number, version.VideoId);
            await db.FailAsync(version, "The work on this version was lost.", "Render it again.", clock.GetUtcNow(), ct);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
