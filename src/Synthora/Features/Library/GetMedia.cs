using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Crew;

namespace Synthora.Features.Library;

/// <summary>One thing of the library with everything known about it.</summary>
public sealed class GetMedia(Database database, MediaLinks links, TimeProvider clock)
{
    /// <summary>The owner looks at it now, which makes it part of the history. Of what is not there nothing is kept.</summary>
    public async Task ViewedAsync(Caller caller, Guid id, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        await db.Media.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.ViewedAt, now), ct);
    }

    /// <param name="isView">See <see cref="ViewedAsync"/>.</param>
    public async Task<Result<MediaResponse>> HandleAsync(Caller caller, Guid id, CancellationToken ct, bool isView = false)
    {
        await using var db = database.Open(caller);
        var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (media is null) return LibraryErrors.NoMedia;
        if (isView) await ViewedAsync(caller, id, ct);
        var used = await db.MediaUses.Where(use => use.MediaId == id)
            .Join(db.Videos, use => use.VideoId, video => video.Id, (_, video) => new { video.Id, video.Title, video.CreatedAt })
            .OrderByDescending(video => video.CreatedAt).Take(50).Select(video => new MediaReference(video.Id, video.Title)).ToListAsync(ct);
        var copies = media.Hash is null ? [] : await db.Media.Where(other => other.Hash == media.Hash && other.Id != id && other.DeletedAt == null)
            .OrderBy(other => other.CreatedAt).Take(20).Select(other => new MediaReference(other.Id, other.Title)).ToListAsync(ct);
        var collections = await db.MediaCollectionItems.Where(item => item.MediaId == id).Select(item => item.CollectionId).ToListAsync(ct);
        var path = media.FolderId is { } folder ? await MediaFolders.PathAsync(db, folder, ct) : [];
        var hasFile = media.Status != MediaStatus.Failed;
        return new MediaResponse(
            MediaSummary.From(media, links), media.Description, media.Format, media.VideoCodec, media.AudioCodec, media.Fps, media.Hash, media.UpdatedAt,
            hasFile ? links.To(id, MediaVariant.Original) : null,
            media.HasPoster ? links.To(id, MediaVariant.Poster) : null,
            hasFile ? links.To(id, MediaVariant.Original, save: true) : null,
            used, copies, collections, path)
        {
            IsSimulated = await VideoCrew.IsSimulatedAsync(db, media.VideoId, ct),
        };
    }
}
