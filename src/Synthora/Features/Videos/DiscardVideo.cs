using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos;

/// <param name="RestorableUntil">Null when it is gone for good.</param>
public sealed record VideoDiscarded(Guid Id, DateTimeOffset? RestorableUntil);

/// <summary>Deletes a video so that its owner can take it back for a day. One that is still being made has nothing to take back.</summary>
internal sealed class DiscardVideo(Database database, DeleteVideo delete, TimeProvider clock)
{
    /// <summary>Long enough to notice a mistake the next morning.</summary>
    public static readonly TimeSpan Restorable = TimeSpan.FromHours(24);

    public async Task<Result<VideoDiscarded>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using (var db = database.Open(caller))
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var discarded = await VideoTrash.DiscardAsync(db, caller.UserId, [videoId], now, ct);
            await transaction.CommitAsync(ct);
            if (discarded > 0) return new VideoDiscarded(videoId, now + Restorable);
        }

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
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var restored = await VideoTrash.RestoreAsync(db, caller.UserId, [videoId], since, ct);
        await transaction.CommitAsync(ct);
        return restored > 0 || await db.Videos.AnyAsync(video => video.Id == videoId, ct) ? await get.HandleAsync(caller, videoId, ct) : Errors.NotFound("video");
    }
}
