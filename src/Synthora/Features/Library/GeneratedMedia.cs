using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Library;

/// <summary>Keeps the place of finished videos in the library in step with the videos themselves, in the transaction that changes them.</summary>
internal static class GeneratedMedia
{
    /// <summary>Puts a video into the library, or shows there what it has become. Its folder, tags and the like stay.</summary>
    public static async Task ShelveAsync(this AppDbContext db, Video video, DateTimeOffset now, CancellationToken ct)
    {
        var media = await db.Media.IgnoreQueryFilters().SingleOrDefaultAsync(row => row.VideoId == video.Id, ct);
        if (media is null)
        {
            db.Media.Add(media = new Media
            {
                Id = video.Id,
                UserId = video.UserId,
                VideoId = video.Id,
                Origin = MediaOrigin.Generated,
                Kind = MediaKind.Video,
                FileName = VideoFiles.Video,
                ContentType = "video/mp4",
                Extension = "mp4",
                Format = "mov",
                HasPoster = true,
                Size = 0,
                Files = "",
                CreatedAt = now,
                UpdatedAt = now,
            });
        }

        (media.Files, media.Size, media.DurationS) = (video.Files!, video.FileSize ?? 0, video.DurationS ?? 0);
        (media.Width, media.Height, media.DeletedAt) = (video.Width, video.Height, video.DeletedAt);
        if (video is { Width: { } width, Height: { } height }) media.Orientation = Media.OrientationOf(width, height);
        media.Describe(video.Title, media.Description, media.Tags);
        media.Complete(now);
    }

    /// <summary>Its files are gone, so there is nothing left to show.</summary>
    public static Task UnshelveAsync(this AppDbContext db, Guid videoId, CancellationToken ct) =>
        db.Media.IgnoreQueryFilters().Where(media => media.VideoId == videoId).ExecuteDeleteAsync(ct);
}
