using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos;

/// <param name="RestorableUntil">Null when it is gone for good.</param>
public sealed record VideoDiscarded(Guid Id, DateTimeOffset? RestorableUntil);

/// <summary>Deletes a video so that its owner can take it back for a day. One that is still being made has nothing to take back.</summary>
public sealed class DiscardVideo(Database database, DeleteVideo delete, TimeProvider clock)
{
    /// <summary>Long enough to notice a mistake the next morning.</summary>
    public static readonly TimeSpan Restorable = TimeSpan.FromHours(24);

    public async Task<Result<VideoDiscarded>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var discarded = await db.Videos
            .Where(video => video.Id == videoId && (video.Status == VideoStatus.Completed || video.Status == VideoStatus.Failed || video.Status == VideoStatus.Cancelled))
            .ExecuteUpdateAsync(set => set.SetProperty(video => video.DeletedAt, now), ct);
        if (discarded > 0) return new VideoDiscarded(videoId, now + Restorable);
        var deleted = await delete.HandleAsync(caller, videoId, ct);
        return deleted.IsOk ? new VideoDiscarded(videoId, null) : deleted.Error;
    }
}

/// <summary>Takes a deleted video back, with its files.</summary>
public sealed class RestoreVideo(Database database, GetVideo get, TimeProvider clock)
{
    public async Task<Result<VideoResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - DiscardVideo.Restorable;
        await using var db = database.Open(caller);
        // What is deleted is hidden even from its owner, so the owner is named here instead of by the filter.
        var restored = await db.Videos.IgnoreQueryFilters().Where(video => video.Id == videoId && video.UserId == caller.UserId && video.DeletedAt > since)
            .ExecuteUpdateAsync(set => set.SetProperty(video => video.DeletedAt, (DateTimeOffset?)null), ct);
        return restored > 0 || await db.Videos.AnyAsync(video => video.Id == videoId, ct) ? await get.HandleAsync(caller, videoId, ct) : Errors.NotFound("video");
    }
}
