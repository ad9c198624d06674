using Synthora.Jobs;

namespace Synthora.Features.Videos;

internal static class VideoJobs
{
    public const string Type = "video_generation";

    public static Job New(Video video, DateTimeOffset now) => new()
    {
        UserId = video.UserId,
        Type = Type,
        Lane = Lane.Render,
        VideoId = video.Id,
        CreatedAt = now,
    };
}
