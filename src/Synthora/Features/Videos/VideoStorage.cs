using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos;

/// <summary>The bytes that a user's videos keep in the file store: every kept version with its subtitles, pictures and footage, its renditions, and what edits have brought in, also of those thrown away but not gone yet.</summary>
internal static class VideoStorage
{
    /// <summary>The videos' part of a user's storage.</summary>
    public const string Use = "videos";

    public static async Task<long> BytesAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        await BytesAsync(db, db.Videos.IgnoreQueryFilters().Where(video => video.UserId == userId), ct);

    public static async Task<long> DiscardedAsync(AppDbContext db, Guid userId, CancellationToken ct) =>
        await BytesAsync(db, db.Videos.IgnoreQueryFilters().Where(video => video.UserId == userId && video.DeletedAt != null), ct);

    private static async Task<long> BytesAsync(AppDbContext db, IQueryable<Video> videos, CancellationToken ct)
    {
        var shown = await videos.Where(video => video.Files != null).SumAsync(video => video.StoredBytes ?? video.FileSize ?? 0, ct);
        // What a video shows is one of its versions as soon as it was edited.
        var others = db.VideoVersions.IgnoreQueryFilters().Where(version => version.Files != null && videos.Any(video => video.Id == version.VideoId && video.Files != version.Files));
        var brought = db.DraftFiles.IgnoreQueryFilters().Where(file => videos.Any(video => video.Id == file.VideoId));
        var derived = db.VideoRenditions.IgnoreQueryFilters().Where(rendition => videos.Any(video => video.Id == rendition.VideoId));
        return shown + await derived.SumAsync(rendition => rendition.FileSize ?? 0, ct) + await others.SumAsync(version => version.StoredBytes ?? version.FileSize ?? 0, ct) + await brought.SumAsync(file => file.Bytes, ct);
    }
}
