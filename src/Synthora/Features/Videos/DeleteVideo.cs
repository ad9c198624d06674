using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

public sealed record VideoDeleted(Guid Id);

/// <summary>Works in every state: a running video is cancelled first.</summary>
public sealed class DeleteVideo(Database database, JobSignals signals, VideoFiles files, TimeProvider clock)
{
    public async Task<Result<VideoDeleted>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var job = await db.LockJobAsync(videoId, ct);
        var video = await db.Videos.SingleOrDefaultAsync(row => row.Id == videoId, ct);
        if (video is null) return Errors.NotFound("video");
        var running = job?.RequestCancel(clock.GetUtcNow()) ?? false;
        await db.SaveChangesAsync(ct);
        await db.Videos.Where(row => row.Id == videoId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        if (running) await signals.CancelAsync(job!.Id, ct);
        else files.RemoveWork(videoId);
        await files.RemoveStoredAsync(caller.UserId, videoId, ct);
        return new VideoDeleted(videoId);
    }
}
