using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library.Uploads;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

/// <param name="Limit">Null where there is none.</param>
/// <param name="Incoming">What uploads under way have asked for.</param>
public sealed record StorageUsage(long Used, long? Limit, long Videos, long Images, long Audio, long Generated, long Trash, long Incoming);

public sealed class GetStorageUsage(Database database, Limits limits, TimeProvider clock)
{
    public async Task<Result<StorageUsage>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await StorageUse.OfAsync(db, await StorageUse.LimitAsync(db, caller, limits, ct), clock.GetUtcNow(), ct);
    }
}

internal static class StorageUse
{
    /// <summary>Until the transaction ends, nobody else reserves space for this user: two requests cannot both take the last of it.</summary>
    public static Task LockAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var key = BitConverter.ToInt64(userId.ToByteArray(), 8) ^ 0x5354_4F52_4147_45;
        return db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({key})", ct);
    }

    public static async Task<StorageUsage> OfAsync(AppDbContext db, long? limit, DateTimeOffset now, CancellationToken ct)
    {
        var kept = await db.Media.GroupBy(media => new { media.Kind, media.Origin, Trashed = media.DeletedAt != null })
            .Select(group => new { group.Key.Kind, group.Key.Origin, group.Key.Trashed, Bytes = group.Sum(media => media.Size) }).ToListAsync(ct);
        var incoming = await db.MediaUploads.Where(upload => upload.CompletedAt == null && upload.ExpiresAt > now).SumAsync(upload => upload.Size, ct);
        return new(
            kept.Sum(group => group.Bytes) + incoming, limit,
            Of(MediaKind.Video), Of(MediaKind.Image), Of(MediaKind.Audio),
            kept.Where(group => group is { Origin: MediaOrigin.Generated, Trashed: false }).Sum(group => group.Bytes),
            kept.Where(group => group.Trashed).Sum(group => group.Bytes), incoming);

        long Of(MediaKind kind) => kept.Where(group => group.Kind == kind && group is { Origin: MediaOrigin.Uploaded, Trashed: false }).Sum(group => group.Bytes);
    }

    /// <summary>What this user may keep: what an administrator granted, else what the role may. Null is without limit.</summary>
    public static async Task<long?> LimitAsync(AppDbContext db, Caller caller, Limits limits, CancellationToken ct)
    {
        var granted = await db.LimitOverrides.Where(row => row.UserId == caller.UserId).Select(row => row.StorageBytes).SingleOrDefaultAsync(ct);
        return granted is { } bytes ? bytes > 0 ? bytes : null : limits.StorageOf(caller.Role);
    }

    /// <returns>Why the space is not there; null when it is.</returns>
    public static async Task<Error?> RefuseAsync(AppDbContext db, long? limit, long wanted, DateTimeOffset now, CancellationToken ct)
    {
        if (limit is not { } most) return null;
        var usage = await OfAsync(db, limit, now, ct);
        return usage.Used + wanted > most ? LibraryErrors.OutOfSpace(usage.Used, most, wanted) : null;
    }
}
