using System.Globalization;
using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

/// <summary>Where libass put ink: edges in pixels, right and bottom exclusive.</summary>
public sealed record Ink(int Left, int Top, int Right, int Bottom, byte[] Pixels)
{
    public int Width => Right - Left;
    public int Height => Bottom - Top;
}

/// <summary>Draws ASS with the real libass on mid grey and looks at the pixels.</summary>
public static class AssProbe
{
    private const int Grey = 128;

    public static async Task<Ink> DrawAsync(string ass, Canvas canvas, double atSeconds = 0)
    {
        var folder = Directory.CreateTempSubdirectory("ass-probe-").FullName;
        try
        {
            var script = Path.Combine(folder, "probe.ass");
            var raw = Path.Combine(folder, "probe.raw");
            await File.WriteAllTextAsync(script, ass);
            var at = atSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            var run = await ToolRunner.RunAsync("ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i",
                $"color=c=0x808080:s={canvas.Width}x{canvas.Height}:r=1000:d=0.01,format=rgb24",
                "-vf", $"setpts=PTS+{at}/TB,ass={script}:fontsdir={FontLibrary.Folder},format=gray", "-frames:v", "1", "-f", "rawvideo", "-y", raw,
            ], CancellationToken.None);
            run.ExitCode.ShouldBe(0, run.Error);
            return Measure(await File.ReadAllBytesAsync(raw), canvas);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The ink of every frame of a stretch of captions, at the canvas's rate.</summary>
    public static async Task<IReadOnlyList<Ink>> PlayAsync(string ass, Canvas canvas, double seconds)
    {
        var pixels = await RawAsync(ass, canvas, seconds, $"color=c=0x808080:s={canvas.Width}x{canvas.Height}:r={canvas.Fps},format=yuv420p", "gray");
        return [.. pixels.Chunk(canvas.Width * canvas.Height).Select(frame => Measure(frame, canvas))];
    }

    /// <summary>Frames as ffmpeg's filter draws captions on a BT.709 video, in a pixel format.</summary>
    public static async Task<byte[]> RawAsync(string ass, Canvas canvas, double seconds, string ground, string format)
    {
        var folder = Directory.CreateTempSubdirectory("ass-probe-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "probe.ass"), ass);
            var run = await ToolRunner.RunAsync("ffmpeg",
            [
                "-v", "warning", "-f", "lavfi", "-i", ground, "-vf",
                $"setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,ass={Path.Combine(folder, "probe.ass")}:fontsdir={FontLibrary.Folder},scale=in_color_matrix=bt709:in_range=tv,format={format}",
                "-t", seconds.ToString("0.###", CultureInfo.InvariantCulture), "-f", "rawvideo", "-y", Path.Combine(folder, "probe.raw"),
            ], CancellationToken.None);
            run.ExitCode.ShouldBe(0, run.Error);
            return await File.ReadAllBytesAsync(Path.Combine(folder, "probe.raw"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Ink Measure(byte[] pixels, Canvas canvas)
    {
        var (left, top, right, bottom) = (canvas.Width, canvas.Height, 0, 0);
        for (var i = 0; i < pixels.Length; i++)
        {
            if (Math.Abs(pixels[i] - Grey) < 12) continue;
            left = Math.Min(left, i % canvas.Width);
            right = Math.Max(right, i % canvas.Width + 1);
            top = Math.Min(top, i / canvas.Width);
            bottom = Math.Max(bottom, i / canvas.Width + 1);
        }

        return new Ink(left, top, right, bottom, pixels);
    }
}
