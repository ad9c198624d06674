using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>The files a finished video consists of, by full path.</summary>
/// <param name="Thumbnail">In the shape that the platform lists videos in.</param>
/// <param name="SmallThumbnail">For lists of our own, in the video's shape; null where none is wanted.</param>
public sealed record VideoOutput(
    string Video, string Subtitles, string Thumbnail, string Report, string CreditsText, string CreditsJson, string? SmallThumbnail = null)
{
    /// <summary>The thumbnail in the video's shape, for players. It is written only where lists of our own are wanted and the thumbnail has another shape.</summary>
    public string? Poster => SmallThumbnail is null ? null : Path.ChangeExtension(SmallThumbnail, ".jpg");

    /// <summary>The files beside an MP4, by its name.</summary>
    public static VideoOutput Beside(string video)
    {
        var stem = Path.Combine(Path.GetDirectoryName(video)!, Path.GetFileNameWithoutExtension(video));
        return new(video, stem + ".srt", stem + ".jpg", stem + ".report.json", stem + ".credits.txt", stem + ".credits.json");
    }
}

/// <summary>Where a video stands that can be rendered and edited again: its timeline and the folder of what that refers to.</summary>
public sealed record VideoProject(string Timeline, string Folder)
{
    private const string TimelineEnding = ".timeline.json";

    /// <summary>Finished scenes by their content. It may be deleted; then the next render makes them again.</summary>
    public string Cache => Path.Combine(Folder, "cache");

    /// <summary>Recordings of the narration.</summary>
    public string Voice => Path.Combine(Folder, "voice");

    public string History => Path.Combine(Folder, "history");

    /// <summary>The MP4 that belongs to the timeline.</summary>
    public string Video => Stem(Timeline) + ".mp4";

    public static VideoProject OfVideo(string video) => OfTimeline(Path.Combine(Path.GetDirectoryName(video)!, Path.GetFileNameWithoutExtension(video) + TimelineEnding));

    public static VideoProject OfTimeline(string timeline) => new(Path.GetFullPath(timeline), Stem(Path.GetFullPath(timeline)) + ".project");

    /// <summary>Another file of the project, such as a rendition.</summary>
    public string Named(string ending) => $"{Stem(Timeline)}.{ending}";

    private static string Stem(string timeline) =>
        timeline.EndsWith(TimelineEnding, StringComparison.OrdinalIgnoreCase) ? timeline[..^TimelineEnding.Length] : Path.ChangeExtension(timeline, null);
}
