using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos;

/// <summary>Throws finished videos away and takes them back, together with what the library shows of them. Whoever calls has checked whose they are and holds the transaction.</summary>
internal static class VideoTrash
{
    /// <summary>Those that are finished; the others cannot be taken back. Their keys are free again, as those of removed videos are.</summary>
    public static async Task<int> DiscardAsync(AppDbContext db, Guid userId, IReadOnlyCollection<Guid> ids, DateTimeOffset at, CancellationToken ct)
    {
        var discarded = await db.Videos.IgnoreQueryFilters()
            .Where(video => video.UserId == userId && ids.Contains(video.Id) && video.DeletedAt == null
                && (video.Status == VideoStatus.Completed || video.Status == VideoStatus.Failed || video.Status == VideoStatus.Cancelled))
            .ExecuteUpdateAsync(set => set.SetProperty(video => video.DeletedAt, at).SetProperty(video => video.IdempotencyKey, (string?)null), ct);
        await FollowAsync(db, userId, ids, ct);
        return discarded;
    }

    /// <param name="since">What was thrown away before is about to be removed.</param>
    public static async Task<int> RestoreAsync(AppDbContext db, Guid userId, IReadOnlyCollection<Guid> ids, DateTimeOffset since, CancellationToken ct)
    {
        var restored = await db.Videos.IgnoreQueryFilters()
            .Where(video => video.UserId == userId && ids.Contains(video.Id) && video.DeletedAt > since)
            .ExecuteUpdateAsync(set => set.SetProperty(video => video.DeletedAt, (DateTimeOffset?)null), ct);
        await FollowAsync(db, userId, ids, ct);
        return restored;
    }

    private static Task<int> FollowAsync(AppDbContext db, Guid userId, IReadOnlyCollection<Guid> ids, CancellationToken ct) => db.Media.IgnoreQueryFilters()
        .Where(media => media.UserId == userId && media.VideoId != null && ids.Contains(media.VideoId!.Value))
        .ExecuteUpdateAsync(set => set.SetProperty(media => media.DeletedAt, media => db.Videos.IgnoreQueryFilters().Where(video => video.Id == media.VideoId).Select(video => video.DeletedAt).FirstOrDefault()), ct);
}
