using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

public sealed record VideoDeleted(Guid Id);

/// <summary>For good, and in every state: a running video is cancelled first, one that was deleted before goes now. What it has at vendors outlives it until it is called off and paid for.</summary>
internal sealed class DeleteVideo(Database database, SpendingLedger ledger, DroppedRenditions renditions, JobSignals signals, VideoFiles files, TimeProvider clock)
{
    public async Task<Result<VideoDeleted>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        await db.VideoRenditions.Where(row => row.VideoId == videoId).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, RenditionState.Dropped), ct);
        await renditions.RemoveAsync(videoId, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var job = await db.LockJobAsync(videoId, ct);
        var video = await db.Videos.IgnoreQueryFilters().SingleOrDefaultAsync(row => row.Id == videoId && row.UserId == caller.UserId, ct);
        if (video is null) return Errors.NotFound("video");
        var running = job?.RequestCancel(clock.GetUtcNow()) ?? false;
        await db.SaveChangesAsync(ct);
        // A worker in the middle of it says first what it has used.
        if (!running) await ledger.CloseAsync(db, video.UserId, videoId, ct);
        await db.Videos.IgnoreQueryFilters().Where(row => row.Id == videoId && row.UserId == caller.UserId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        if (running) await signals.CancelAsync(job!.Id, ct);
        else files.RemoveWork(videoId);
        await files.RemoveStoredAsync(caller.UserId, videoId, ct);
        return new VideoDeleted(videoId);
    }
}
