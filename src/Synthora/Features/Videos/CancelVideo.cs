using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Costs;
using Synthora.Features.Notifications;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>Stops a video for good. The video is cancelled at once; a worker in the middle of it stops within seconds.</summary>
internal sealed class CancelVideo(Database database, SpendingLedger ledger, JobSignals signals, VideoFiles files, TimeProvider clock)
{
    public Task<Result<VideoResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) =>
        EndAsync(database.Open(caller), videoId, video => video.MoveTo(VideoStatus.Cancelled, clock.GetUtcNow()), VideoNotices.Cancelled, ct);

    /// <summary>For the clock: a video that took too long.</summary>
    /// <param name="isStill">Asked again under the lock: it may have got on in the meantime.</param>
    internal Task<Result<VideoResponse>> TimeOutAsync(Guid videoId, Func<Video, bool> isStill, string message, CancellationToken ct) => EndAsync(
        database.OpenForSystem(), videoId,
        video => isStill(video) ? video.TimeOut(message, clock.GetUtcNow()) : Errors.InvalidState("The video got on."), VideoNotices.TimedOut, ct);

    private async Task<Result<VideoResponse>> EndAsync(AppDbContext context, Guid videoId, Func<Video, Error?> end, Func<Video, Notice> notice, CancellationToken ct)
    {
        await using var db = context;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The job first, as the workers do, so that a cancel and a completion queue up instead of locking each other out.
        var job = await db.LockJobAsync(videoId, ct);
        var video = await db.Videos.SingleOrDefaultAsync(row => row.Id == videoId, ct);
        if (video is null) return Errors.NotFound("video");
        if (end(video) is { } refusal) return refusal;
        var running = job?.RequestCancel(clock.GetUtcNow()) ?? false;
        await db.SaveChangesAsync(ct);
        // A worker in the middle of it says first what it has used.
        if (!running) await ledger.CloseAsync(db, video.UserId, videoId, ct);
        await db.RaiseAsync(notice(video), clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        if (running) await signals.CancelAsync(job!.Id, ct);
        else if (video.ErrorCode != Video.TimedOut) files.RemoveWork(videoId);
        return await db.ViewAsync(video, ct);
    }
}
