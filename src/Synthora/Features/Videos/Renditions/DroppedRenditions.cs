using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Videos.Renditions;

/// <summary>Stops the work on what was dropped and removes its files. Doing it again after a crash takes up where it was.</summary>
public sealed class DroppedRenditions(Database database, VideoFiles files, JobSignals signals, TimeProvider clock)
{
    /// <summary>In the transaction in which a video shows another version, whose renditions would look otherwise.</summary>
    /// <param name="shown">Where that version's files are.</param>
    internal static Task DropAsync(AppDbContext db, Guid videoId, string shown, CancellationToken ct) => db.VideoRenditions
        .Where(row => row.VideoId == videoId && row.Source != shown).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, RenditionState.Dropped), ct);

    public async Task RemoveAsync(Guid videoId, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        foreach (var row in await db.VideoRenditions.AsNoTracking().Where(row => row.VideoId == videoId && row.State == RenditionState.Dropped).ToListAsync(ct))
        {
            await StopAsync(db, row.Id, ct);
            if (row.Files is { } prefix) await files.RemoveVersionAsync(prefix, ct);
            await db.VideoRenditions.Where(one => one.Id == row.Id).ExecuteDeleteAsync(ct);
        }
    }

    private async Task StopAsync(AppDbContext db, Guid jobId, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var job = (await db.Jobs.FromSql($"select * from jobs where id = {jobId} and status in ('queued', 'running') for update").ToListAsync(ct)).SingleOrDefault();
        if (job is null) return;
        var isRunning = job.RequestCancel(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (isRunning) await signals.CancelAsync(jobId, ct);
    }
}
