using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Storage;

namespace Synthora.Features.Library;

/// <summary>Whoever gets it disposes the file.</summary>
public sealed record OpenedMedia(Media Media, LocalCopy File) : IDisposable
{
    public void Dispose() => File.Dispose();
}

/// <summary>A ready file of the library as a path that the engine can read.</summary>
public sealed class OpenMedia(Database database, IFileStore store)
{
    public async Task<Result<OpenedMedia>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.DeletedAt == null, ct);
        if (media is null) return LibraryErrors.NoMedia;
        if (media.Status != MediaStatus.Ready) return Errors.InvalidState($"{media.Title} is {EnumText.Of(media.Status)} and cannot be used yet.");
        return await store.FetchAsync(media.OriginalKey, ct) is { } file ? new OpenedMedia(media, file) : LibraryErrors.NoMedia;
    }
}

/// <summary>Remembers which videos show or play which files, so that nobody deletes what is in use unknowingly.</summary>
public sealed class RecordMediaUse(Database database, TimeProvider clock)
{
    /// <param name="media">All files the video uses now; earlier ones that are not among them are forgotten.</param>
    public async Task HandleAsync(Caller caller, Guid videoId, IReadOnlyCollection<Guid> media, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var known = await db.MediaUses.Where(use => use.VideoId == videoId).ToListAsync(ct);
        var there = await db.Media.Where(row => media.Contains(row.Id)).Select(row => row.Id).ToListAsync(ct);
        db.MediaUses.RemoveRange(known.Where(use => !there.Contains(use.MediaId)));
        db.MediaUses.AddRange(there.Except(known.Select(use => use.MediaId)).Select(id => new MediaUse
        {
            MediaId = id, VideoId = videoId, UserId = caller.UserId, At = clock.GetUtcNow(),
        }));
        await db.SaveChangesAsync(ct);
    }
}
