using System.Text;
using Synthora.Rendering;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;

namespace Synthora.Features.Branding;

/// <param name="Colours">The commonest first.</param>
internal sealed record BrandPictureInfo(int Width, int Height, string[] Colours);

/// <summary>
/// Makes one kind of picture out of what users send: a PNG of at most 2,048 pixels a side, drawn anew, so that scripts in an
/// SVG, hidden data and broken files never reach anyone.
/// </summary>
internal static class BrandPicture
{
    public const int MaxSide = 2_048;
    private const int VectorSide = 1_024;
    private const int Sample = 64;
    private const int MostColours = 6;

    /// <summary>Colours nearer than this are one to the eye.</summary>
    private const double Alike = 40;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <returns>The extension of the format, judged by the content alone; null for anything that is not taken.</returns>
    public static string? FormatOf(ReadOnlySpan<byte> head) => head switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ".png",
        [0xFF, 0xD8, 0xFF, ..] => ".jpg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => ".webp",
        _ when IsSvg(head) => ".svg",
        _ => null,
    };

    /// <param name="source">With the extension of its format.</param>
    /// <exception cref="RenderException">It is damaged, too large, or nothing can be seen in it.</exception>
    public static async Task<BrandPictureInfo> DrawAsync(string source, string target, CancellationToken ct)
    {
        if (source.EndsWith(".svg", StringComparison.Ordinal)) await DrawVectorAsync(source, target, ct);
        else await DrawPixelsAsync(source, target, ct);
        var made = await MediaProbe.ProbeAsync(target, ct);
        var colours = await ColoursAsync(target, ct);
        if (colours.Length == 0) throw new RenderException("Nothing can be seen in this picture.", "Send one that is not wholly transparent.");
        return new(made.Video!.Width, made.Video.Height, colours);
    }

    /// <summary>Read from standard input it has no place that other files could be named from; the drawing tool never asks the network.</summary>
    private static async Task DrawVectorAsync(string source, string target, CancellationToken ct)
    {
        var side = FFmpegText.Of($"{VectorSide}");
        var result = await ToolRunner.RunAsync(
            "rsvg-convert", ["--width", side, "--height", side, "--keep-aspect-ratio", "--format", "png", "--output", target], ct, timeout: Limit,
            feedInput: async (input, token) =>
            {
                await using var file = File.OpenRead(source);
                await file.CopyToAsync(input, token);
            });
        if (result.ExitCode != 0 || !File.Exists(target)) throw new RenderException("The SVG cannot be drawn.", "Export it again as plain SVG, or as PNG.");
    }

    private static async Task DrawPixelsAsync(string source, string target, CancellationToken ct)
    {
        var info = await MediaProbe.ProbeAsync(source, ct);
        if (info.Video is null) throw new RenderException("The file holds no picture.", "Send a PNG, JPEG, WebP or SVG.");
        var size = FFmpegText.Of($"scale=w='min({MaxSide},iw)':h='min({MaxSide},ih)':force_original_aspect_ratio=decrease,format=rgba");
        var result = await ToolRunner.RunAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-y", "-protocol_whitelist", "file", "-i", FFmpegText.File(source), "-map_metadata", "-1", "-frames:v", "1", "-vf", size, "-f", "image2", "-c:v", "png", "-update", "1", FFmpegText.File(target)],
            ct, timeout: Limit);
        if (result.ExitCode != 0 || !File.Exists(target)) throw new RenderException("The picture cannot be read.", "Export it again as PNG, JPEG or WebP.");
    }

    /// <summary>Counts colours in coarse steps and tells each step by its mean; what is seen through does not count.</summary>
    private static async Task<string[]> ColoursAsync(string picture, CancellationToken ct)
    {
        using var pixels = new MemoryStream();
        await ToolRunner.RunAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-i", FFmpegText.File(picture), "-frames:v", "1", "-vf", FFmpegText.Of($"format=rgba,scale={Sample}:{Sample}:flags=neighbor"), "-f", "rawvideo", "-pix_fmt", "rgba", "-"],
            ct, timeout: Limit, readOutput: (output, token) => output.CopyToAsync(pixels, token));
        var seen = pixels.ToArray().Chunk(4).Where(pixel => pixel is [_, _, _, > 127]).ToList();
        var found = new List<(int R, int G, int B)>();
        foreach (var group in seen.GroupBy(pixel => (pixel[0] >> 5, pixel[1] >> 5, pixel[2] >> 5)).OrderByDescending(group => group.Count()).Where(group => group.Count() >= Math.Max(1, seen.Count / 100)))
        {
            var colour = (R: Mean(group, 0), G: Mean(group, 1), B: Mean(group, 2));
            if (found.Count < MostColours && found.TrueForAll(other => Math.Sqrt(Square(other.R - colour.R) + Square(other.G - colour.G) + Square(other.B - colour.B)) >= Alike)) found.Add(colour);
        }

        return [.. found.Select(colour => FFmpegText.Of($"#{colour.R:X2}{colour.G:X2}{colour.B:X2}"))];

        static double Square(int difference) => (double)difference * difference;

        static int Mean(IEnumerable<byte[]> group, int channel) => (int)Math.Round(group.Average(pixel => (double)pixel[channel]));
    }

    private static bool IsSvg(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0)) return false;
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF').TrimStart();
        return text.StartsWith("<svg", StringComparison.OrdinalIgnoreCase)
            || (text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<!--", StringComparison.Ordinal) || text.StartsWith("<!DOCTYPE svg", StringComparison.OrdinalIgnoreCase)) && text.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }
}
