using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Thumbnails;

/// <summary>Makes the picture that a timeline wants to stand for it: the owner's own, or the best of its footage with the title.</summary>
public static class ThumbnailMaker
{
    /// <summary>Lists and feeds load many at once; a small one stays under this.</summary>
    public const int LargestSmallBytes = 30 * 1024;

    private const int SmallWidth = 360;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>The size a platform shows: YouTube lists videos by a 16:9 picture, the others by the video's own shape.</summary>
    public static Canvas SizeFor(Platform platform, Canvas canvas) =>
        platform == Platform.YouTube && Math.Min(canvas.Width, canvas.Height) >= 720 ? new(1280, 720) : canvas;

    /// <summary>Writes the thumbnail as a JPEG of exactly <paramref name="size"/>.</summary>
    /// <param name="timeline">With absolute paths.</param>
    /// <exception cref="RenderException">The owner's picture, or the footage chosen, cannot be read.</exception>
    public static async Task MakeAsync(Timeline timeline, Canvas size, string output, CancellationToken ct)
    {
        if (timeline.Thumbnail.Path is { } own)
        {
            await CropAsync(own, size, output, ct);
            return;
        }

        var folder = Directory.CreateTempSubdirectory("synthora-thumbnail-").FullName;
        try
        {
            // Words on words cannot be read, so only footage stands behind the title, taken from its source, without captions.
            var picture = await FootageFrame.ChooseAsync(timeline, Path.Combine(folder, "frame.png"), ct);
            var look = timeline.Look with { Aesthetic = timeline.Thumbnail.Design ?? timeline.Look.Aesthetic };
            await ThumbnailDesigner.DesignAsync(timeline.Thumbnail.Title ?? timeline.Title, look, size, picture, output, ct, IconOf(timeline));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes a small WebP of a thumbnail, at most <see cref="LargestSmallBytes"/> large.</summary>
    public static async Task ShrinkAsync(string thumbnail, string output, CancellationToken ct)
    {
        foreach (var (quality, width) in ((int, int)[])[(76, SmallWidth), (60, SmallWidth), (40, SmallWidth), (20, SmallWidth), (40, SmallWidth / 2), (10, SmallWidth / 2)])
        {
            await RunAsync(
                ["-i", FFmpegText.File(thumbnail), "-frames:v", "1", "-vf", $"scale='min({width},iw)':-2:flags=area", "-c:v", "libwebp", "-quality", $"{quality}", "-f", "webp", FFmpegText.File(output)],
                thumbnail, ct);
            if (new FileInfo(output).Length <= LargestSmallBytes) return;
        }
    }

    /// <summary>What the title is about, else what the video's first card shows.</summary>
    private static Icon? IconOf(Timeline timeline) => IconLibrary.Get(
        IconLibrary.Find(timeline.Thumbnail.Title ?? timeline.Title)
        ?? timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.Visual).OfType<CardVisual>().FirstOrDefault(card => card.Icon is not null)?.Icon);

    private static async Task CropAsync(string picture, Canvas size, string output, CancellationToken ct)
    {
        var info = await MediaProbe.ProbeAsync(picture, ct);
        if (info.Video is not { } video || !info.IsStill) throw new RenderException($"{picture} is no picture.", "Give a JPEG, PNG or WebP for the thumbnail.");
        using var file = MediaFile.Open(picture);
        await RunAsync(
            ["-i", file.Source, "-map", $"0:{video.Index}", "-frames:v", "1",
             "-vf", $"scale={size.Width}:{size.Height}:force_original_aspect_ratio=increase:flags=bicubic,crop={size.Width}:{size.Height},setsar=1",
             "-c:v", "mjpeg", "-q:v", "2", "-pix_fmt", "yuvj420p", "-map_metadata", "-1", "-f", "image2pipe", FFmpegText.File(output)],
            picture, ct);
    }

    private static async Task RunAsync(IReadOnlyList<string> arguments, string picture, CancellationToken ct)
    {
        var run = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-nostdin", "-y", "-threads", "1", .. arguments], ct, timeout: Limit);
        if (run.ExitCode != 0) throw new RenderException($"The thumbnail cannot be made from {picture}: {run.Error.Trim().Split('\n')[^1]}", "Choose another picture.");
    }
}
