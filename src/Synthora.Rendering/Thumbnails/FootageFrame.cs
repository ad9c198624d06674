using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Thumbnails;

/// <summary>
/// Looks through a timeline's own footage for the frame that shows most. The sources are sampled, not the finished
/// video, so that no caption, title or transition stands in the way.
/// </summary>
internal static class FootageFrame
{
    private const int MostShots = 12;
    private const double ClearOfCut = 0.15;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <returns><paramref name="image"/>, or null when the timeline shows no footage.</returns>
    public static async Task<string?> ChooseAsync(Timeline timeline, string image, CancellationToken ct)
    {
        var fps = (double)timeline.Canvas.Fps;
        var shots = timeline.Scenes.SelectMany(scene => scene.Shots).Where(shot => shot.Visual is ClipVisual or StillVisual).ToList();
        if (timeline.Thumbnail.Frame is { } wished)
        {
            if (shots.Find(shot => wished >= shot.StartFrame && wished < shot.EndFrame) is not { } asked) return null;
            await WriteAsync(SourceOf(asked.Visual), (wished - asked.StartFrame) / fps, image, ct);
            return image;
        }

        (FramePicture Picture, Visual Visual, double At)? best = null;
        foreach (var shot in shots.DistinctBy(shot => shot.Visual).Take(MostShots))
        {
            var seconds = shot.FrameCount / fps;
            double[] moments = shot.Visual is StillVisual ? [0] : [seconds * ClearOfCut, seconds * 0.5, seconds * (1 - ClearOfCut)];
            foreach (var at in moments)
            {
                if (await LookAsync(SourceOf(shot.Visual), at, ct) is { } picture && (best is null || picture.Score > best.Value.Picture.Score))
                    best = (picture, shot.Visual, at);
            }
        }

        if (best is not { } chosen) return null;
        await WriteAsync(SourceOf(chosen.Visual), chosen.At, image, ct);
        return image;
    }

    private static (string Path, double? From) SourceOf(Visual visual) => visual switch
    {
        ClipVisual clip => (clip.Path, clip.InSeconds),
        StillVisual still => (still.Path, null),
        _ => throw new ArgumentException($"A {visual.GetType().Name} has no source.", nameof(visual)),
    };

    private static async Task<FramePicture?> LookAsync((string Path, double? From) source, double at, CancellationToken ct)
    {
        var file = Path.Combine(Path.GetTempPath(), $"synthora-look-{Guid.CreateVersion7():N}.rgb");
        using var media = MediaFile.Open(source.Path);
        try
        {
            var run = await ToolRunner.RunAsync(
                "ffmpeg",
                [.. Input(media, source.From + at), "-vf", $"scale={FramePicture.Width}:{FramePicture.Height}:force_original_aspect_ratio=increase:flags=area,crop={FramePicture.Width}:{FramePicture.Height}", "-pix_fmt", "rgb24", "-f", "rawvideo", file],
                ct, timeout: Limit);
            // A shot may outlast its clip, which then repeats; there is nothing to see past the end.
            return run.ExitCode == 0 && File.Exists(file) && new FileInfo(file).Length >= FramePicture.Bytes ? FramePicture.Measure(await File.ReadAllBytesAsync(file, ct)) : null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task WriteAsync((string Path, double? From) source, double at, string image, CancellationToken ct)
    {
        using var media = MediaFile.Open(source.Path);
        var run = await ToolRunner.RunAsync("ffmpeg", [.. Input(media, source.From + at), "-vf", "scale='min(1920,iw)':-2", "-f", "image2pipe", "-c:v", "png", image], ct, timeout: Limit);
        if (run.ExitCode != 0 || new FileInfo(image) is not { Exists: true, Length: > 0 })
            throw new RenderException($"No frame of {Path.GetFileName(source.Path)} could be read for the thumbnail.", "Choose another frame, or export the file again.");
    }

    /// <param name="at">Null for a still, in which there is nowhere to go.</param>
    private static IReadOnlyList<string> Input(MediaFile media, double? at) =>
        ["-v", "error", "-nostdin", "-y", "-threads", "1", .. at > 0 ? ["-ss", FFmpegText.Seconds(at.Value)] : Array.Empty<string>(), "-i", media.Source, "-frames:v", "1"];
}
