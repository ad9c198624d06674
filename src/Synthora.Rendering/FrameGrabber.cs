using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;

namespace Synthora.Rendering;

/// <param name="Seconds">Where in the video the frame stands.</param>
/// <param name="Sharpness">Mean strength of edges; blurred and blended frames score low.</param>
/// <param name="Contrast">Spread of brightness, 0–128.</param>
public sealed record GrabbedFrame(string Path, double Seconds, double Sharpness, double Contrast);

/// <summary>Takes the frame that stands best for a finished video.</summary>
public static class FrameGrabber
{
    private const int Candidates = 32;
    private const int Width = 180;

    /// <summary>Writes the sharpest frame with the most contrast, away from the ends and from transitions.</summary>
    /// <param name="image">Its ending, .jpg or .png, decides the format.</param>
    /// <exception cref="RenderException">The video cannot be read or the image not be written.</exception>
    public static async Task<GrabbedFrame> BestAsync(string video, string image, CancellationToken ct)
    {
        var info = await MediaProbe.ProbeAsync(video, ct);
        if (info is not { Video: { } stream, DurationSeconds: > 0 and { } seconds })
            throw new RenderException($"{video} has no moving picture.", "Give a finished video.");

        var (first, step) = (seconds * 0.04, seconds * 0.92 / Candidates);
        var height = Math.Max(2, (int)Math.Round((double)Width * stream.Height / stream.Width / 2) * 2);
        var folder = Directory.CreateTempSubdirectory("synthora-frames-").FullName;
        try
        {
            var graph = FFmpegText.Of($"[0:{stream.Index}]fps=1/{FFmpegText.Seconds(step)}:start_time=0:round=up,scale={Width}:{height}:flags=area,format=gray[out]");
            var command = new FFmpegCommand(
                [new FFmpegInput(["-ss", FFmpegText.Seconds(first), "-t", FFmpegText.Seconds(seconds * 0.92)], FFmpegText.File(video))], graph,
                ["-map", "[out]", "-an", "-f", "rawvideo"], "frames.gray");
            await FFmpegRunner.RunAsync(command, "a choice of frames", folder, ct);
            var best = Best(await File.ReadAllBytesAsync(Path.Combine(folder, "frames.gray"), ct), height);
            return await AtAsync(video, image, first + (best.Index * step), best.Sharpness, best.Contrast, ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes the frame at a time.</summary>
    /// <inheritdoc cref="BestAsync"/>
    public static Task<GrabbedFrame> AtAsync(string video, string image, double seconds, CancellationToken ct) =>
        AtAsync(video, image, seconds, 0, 0, ct);

    private static async Task<GrabbedFrame> AtAsync(string video, string image, double seconds, double sharpness, double contrast, CancellationToken ct)
    {
        var output = OutputFile.Prepare(image);
        try
        {
            var isPng = Path.GetExtension(image).Equals(".png", StringComparison.OrdinalIgnoreCase);
            var command = new FFmpegCommand(
                [new FFmpegInput(["-ss", FFmpegText.Seconds(seconds)], FFmpegText.File(video))], "",
                ["-map", "0:v:0", "-frames:v", "1", "-c:v", isPng ? "png" : "mjpeg", "-q:v", "2", "-pix_fmt", isPng ? "rgb24" : "yuvj420p", "-f", "image2pipe"],
                FFmpegText.File(output.Unfinished));
            await FFmpegRunner.RunAsync(command, "the thumbnail", Path.GetTempPath(), ct);
            if (new FileInfo(output.Unfinished).Length == 0)
                throw new RenderException(FFmpegText.Of($"{video} has no frame at {seconds:0.##} s."), "Choose an earlier one.");
            output.Keep();
            return new GrabbedFrame(output.Target, seconds, sharpness, contrast);
        }
        finally
        {
            output.Discard();
        }
    }

    private static (int Index, double Sharpness, double Contrast) Best(byte[] frames, int height)
    {
        var size = Width * height;
        var scored = Enumerable.Range(0, frames.Length / size).Select(index =>
        {
            var (sharpness, contrast) = Measure(frames.AsSpan(index * size, size), height);
            return (Index: index, Sharpness: sharpness, Contrast: contrast);
        }).ToList();
        return scored.Count == 0 ? (0, 0, 0) : scored.MaxBy(frame => Math.Sqrt(frame.Sharpness) * frame.Contrast);
    }

    /// <summary>Mean absolute Laplacian and standard deviation of the brightness.</summary>
    internal static (double Sharpness, double Contrast) Measure(ReadOnlySpan<byte> frame, int height)
    {
        double sum = 0, squares = 0, edges = 0;
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < Width - 1; x++)
            {
                var at = (y * Width) + x;
                int here = frame[at];
                sum += here;
                squares += here * here;
                edges += Math.Abs((4 * here) - frame[at - 1] - frame[at + 1] - frame[at - Width] - frame[at + Width]);
            }

        var count = (double)(Width - 2) * (height - 2);
        var mean = sum / count;
        return (edges / count, Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean))));
    }
}
