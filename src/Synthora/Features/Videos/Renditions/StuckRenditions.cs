using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Videos.Renditions;

/// <summary>Ends renditions that get no further, and those whose job is gone: they would stand as being made for ever.</summary>
internal sealed class StuckRenditions(Database database, JobSignals signals, TimeProvider clock, ILogger<StuckRenditions> log)
{
    private static readonly TimeSpan JoblessLimit = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (stalled, before) = (now - StuckVideos.StallLimit, now - JoblessLimit);
        await using var db = database.OpenForSystem();
        var stuck = from rendition in db.VideoRenditions
                    where rendition.State == RenditionState.Making && (db.Jobs.Any(job => job.Id == rendition.Id && job.Status == JobStatus.Running && job.ProgressedAt < stalled)
                        || (rendition.CreatedAt < before && !db.Jobs.Any(job => job.Id == rendition.Id && (job.Status == JobStatus.Queued || job.Status == JobStatus.Running))))
                    select rendition.Id;
        foreach (var id in await stuck.ToListAsync(ct)) await EndAsync(db, id, stalled, now, ct);
    }

    private async Task EndAsync(AppDbContext db, Guid id, DateTimeOffset stalled, DateTimeOffset now, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var job = (await db.Jobs.FromSql($"select * from jobs where id = {id} and status in ('queued', 'running') for update").ToListAsync(ct)).SingleOrDefault();
        // Asked again under the lock: it may have got on in the meantime.
        if (job is not null && !(job.Status == JobStatus.Running && job.ProgressedAt < stalled)) return;
        if (await db.VideoRenditions.SingleOrDefaultAsync(row => row.Id == id && row.State == RenditionState.Making, ct) is not { } rendition) return;
        var isRunning = job?.RequestCancel(now) ?? false;
        var message = job is null ? "The work on this version was lost." : "Rendering timed out after 30 minutes without progress.";
        await RenditionRendering.FailAsync(db, rendition, message, "Render it again.", now, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        log.LogWarning("Rendition {Name} of video {VideoId} was ended: {Why}", rendition.Name, rendition.VideoId, message);
        if (isRunning) await signals.CancelAsync(id, ct);
    }
}
