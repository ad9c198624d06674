using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Subjects;

/// <summary>
/// Chooses how a source of another shape fills the canvas: by where its edges, its contrast and its movement are. It
/// looks at a few small frames, knows nothing of faces, and gives the same answer every time.
/// </summary>
public static class SubjectFinder
{
    private const int Width = 96;
    private const int Samples = 8;

    /// <summary>So much of the source may go without asking what is in it.</summary>
    private const double KeptAnyway = 0.75;

    /// <summary>A crop that holds this share of all detail holds the subject.</summary>
    private const double Enough = 0.6;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="inSeconds">Where the part of a clip that is shown begins.</param>
    /// <returns>A framing with its reason, or null where the source has the canvas's shape or alpha.</returns>
    /// <exception cref="RenderException">The file cannot be read.</exception>
    public static async Task<Framing?> FrameAsync(string path, Canvas canvas, double inSeconds, double? outSeconds, CancellationToken ct)
    {
        var info = await MediaProbe.ProbeAsync(path, ct);
        if (info.Video is not { HasAlpha: false } video || Scenes.CanvasFit.Kept(video, canvas) > 0.985) return null;
        var map = await LookAsync(path, info, inSeconds, outSeconds, ct);
        return map is null ? null : Choose(map, (double)video.Width / video.Height, canvas, info.IsStill);
    }

    /// <summary>The decision itself.</summary>
    internal static Framing Choose(DetailMap map, double aspect, Canvas canvas, bool isStill)
    {
        var wanted = (double)canvas.Width / canvas.Height;
        var wide = aspect > wanted;
        var kept = Math.Min(aspect / wanted, wanted / aspect);
        var line = wide ? map.Columns() : map.Rows();
        var (middle, share) = DetailMap.Window(line, kept);
        Framing At(FillMode mode, string why) => new(mode, wide ? Round(middle) : 0.5, wide ? 0.5 : Round(middle)) { Why = why };

        if (kept >= KeptAnyway) return At(FillMode.Crop, FFmpegText.Of($"the crop keeps {kept:0%} of the picture"));
        if (isStill && map.Ground(wide) is { } ground)
            return At(FillMode.Colour, "the picture stands on a plain ground") with { Colour = ground.Hex };
        if (share >= Enough) return At(FillMode.Crop, FFmpegText.Of($"{share:0%} of its detail lies within the crop"));
        if (wide && wanted < 1 && DetailMap.TwoSides(line) is { } sides)
            return new(FillMode.Split, Round(sides.First), 0.5) { SecondX = Round(sides.Second), Why = "its detail lies on two sides with little between them" };
        return At(FillMode.Blur, FFmpegText.Of($"a crop would lose {1 - share:0%} of its detail"));
    }

    private static async Task<DetailMap?> LookAsync(string path, MediaInfo info, double inSeconds, double? outSeconds, CancellationToken ct)
    {
        var video = info.Video!;
        var height = Math.Clamp((int)Math.Round((double)Width * video.Height / video.Width), 8, 512);
        var folder = Directory.CreateTempSubdirectory("synthora-subject-").FullName;
        try
        {
            using var media = MediaFile.Open(path);
            var seconds = Math.Max(0.04, Math.Min(outSeconds ?? double.MaxValue, info.DurationSeconds ?? 1) - inSeconds);
            var rate = info.IsStill ? "trim=end_frame=1" : FFmpegText.Of($"fps={Math.Min(30, Samples / seconds):0.####}:start_time=0");
            var graph = FFmpegText.Of($"[0:{video.Index}]{rate},trim=end_frame={Samples},scale={Width}:{height}:flags=area,format=rgb24[out]");
            IReadOnlyList<string> part = info.IsStill ? [] : ["-ss", FFmpegText.Seconds(inSeconds), "-t", FFmpegText.Seconds(Math.Min(seconds, 20))];
            var command = new FFmpegCommand([new FFmpegInput(part, media.Source)], graph, ["-map", "[out]", "-an", "-f", "rawvideo"], "frames.rgb");
            await FFmpegRunner.RunAsync(command, "a look at " + Path.GetFileName(path), folder, Limit, ct);
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder, "frames.rgb"), ct);
            return bytes.Length < Width * height * 3 ? null : new DetailMap(bytes, Width, height);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Round(double value) => Math.Round(value, 3);
}
