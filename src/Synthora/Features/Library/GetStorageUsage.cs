using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Features.Videos;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

/// <param name="Used">By everything the user keeps, in the library and elsewhere.</param>
/// <param name="Limit">Null where there is none.</param>
/// <param name="Generated">By videos that were made here, with every kept version and its footage.</param>
/// <param name="Trash">By what was thrown away and can be taken back.</param>
/// <param name="Incoming">What uploads under way have asked for.</param>
/// <param name="LargestUpload">Null where there is no limit.</param>
public sealed record StorageUsage(long Used, long? Limit, long Videos, long Images, long Audio, long Generated, long Trash, long Incoming, long? LargestUpload);

public sealed class GetStorageUsage(Database database, UserLimits limits, StorageQuota quota, TimeProvider clock)
{
    public async Task<Result<StorageUsage>> HandleAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var kept = await db.Media.GroupBy(media => new { media.Kind, media.Origin, Trashed = media.DeletedAt != null })
            .Select(group => new { group.Key.Kind, group.Key.Origin, group.Key.Trashed, Bytes = group.Sum(media => media.Size + media.DerivedBytes) }).ToListAsync(ct);
        var incoming = await db.MediaUploads.Where(upload => upload.CompletedAt == null && upload.ExpiresAt > now).SumAsync(upload => upload.Size, ct);
        var discarded = await VideoStorage.DiscardedAsync(db, caller.UserId, ct);
        var most = await limits.OfAsync(db, caller.UserId, caller.Role, ct);
        var parts = await quota.PartsAsync(db, caller.UserId, ct);
        return new StorageUsage(
            parts.Values.Sum(), most.StorageBytes,
            Of(MediaKind.Video), Of(MediaKind.Image), Of(MediaKind.Audio), parts[VideoStorage.Use] - discarded,
            kept.Where(group => group is { Origin: MediaOrigin.Uploaded, Trashed: true }).Sum(group => group.Bytes) + discarded, incoming, most.UploadBytes);

        long Of(MediaKind kind) => kept.Where(group => group.Kind == kind && group is { Origin: MediaOrigin.Uploaded, Trashed: false }).Sum(group => group.Bytes);
    }

    /// <summary>What the library holds of a user's storage: files with their pictures and copies, and the space that uploads under way have asked for. Generated videos count where they are made.</summary>
    internal static async Task<long> BytesAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        await db.Media.IgnoreQueryFilters().Where(media => media.UserId == userId && media.Origin == MediaOrigin.Uploaded).SumAsync(media => media.Size + media.DerivedBytes, ct)
        + await db.MediaUploads.IgnoreQueryFilters().Where(upload => upload.UserId == userId && upload.CompletedAt == null).SumAsync(upload => upload.Size, ct);
}
