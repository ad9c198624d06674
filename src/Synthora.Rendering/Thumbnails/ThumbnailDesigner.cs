using System.Text;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Motion.Designs;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Thumbnails;

/// <summary>Draws the picture that stands for a video in lists: its title in the video's aesthetic.</summary>
public static class ThumbnailDesigner
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private const int LargestFrameBytes = 32 * 1024 * 1024;

    /// <summary>
    /// Writes a JPEG or PNG, by the name of <paramref name="outputPath"/>, of the canvas's size. The title stands inside
    /// the middle 4:5 of tall canvases, which grids crop to.
    /// </summary>
    /// <param name="backgroundFrame">A PNG or JPEG to stand behind the title, preferably without words; null draws the aesthetic's own ground.</param>
    /// <param name="icon">Stands with the title where no frame does.</param>
    /// <exception cref="RenderException">The frame cannot be read, the place not written, or a tool is missing.</exception>
    public static async Task DesignAsync(string title, Look look, Canvas canvas, string? backgroundFrame, string outputPath, CancellationToken ct, Icon? icon = null)
    {
        var jpeg = Path.GetExtension(outputPath).ToLowerInvariant() switch
        {
            ".jpg" or ".jpeg" => true,
            ".png" => false,
            var other => throw new RenderException($"A thumbnail cannot be written as '{other}'.", "Name it .jpg or .png."),
        };
        var folder = Path.GetDirectoryName(Path.GetFullPath(outputPath))!;
        if (!Directory.Exists(folder)) throw new RenderException($"The folder {folder} does not exist.", "Make it first.");
        var part = Path.Combine(folder, $".thumbnail-{Guid.CreateVersion7():N}");
        string svgFile = part + ".svg", pngFile = part + ".png", jpegFile = part + ".jpg";
        try
        {
            var frame = backgroundFrame is null ? null : await EmbedAsync(backgroundFrame, ct);
            var svg = ThumbnailArt.Draw(Script.Drawable(title), CardDesigner.For(look).Type.Display, look, canvas, frame, icon);
            await File.WriteAllTextAsync(svgFile, svg, new UTF8Encoding(false), ct);
            await RunAsync("rsvg-convert", ["--unlimited", "-w", N(canvas.Width), "-h", N(canvas.Height), "-o", pngFile, svgFile], ct);
            if (jpeg)
                await RunAsync("ffmpeg", ["-v", "error", "-y", "-threads", "1", "-i", pngFile, "-q:v", "2", "-pix_fmt", "yuvj420p", "-frames:v", "1", "-update", "1", jpegFile], ct);
            File.Move(jpeg ? jpegFile : pngFile, outputPath, overwrite: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new RenderException($"The thumbnail {outputPath} cannot be written.", "Check the folder, its rights and the free space.", refused);
        }
        finally
        {
            foreach (var file in (string[])[svgFile, pngFile, jpegFile]) File.Delete(file);
        }
    }

    private static async Task RunAsync(string tool, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var run = await ToolRunner.RunAsync(tool, arguments, ct, timeout: Limit);
        if (run.ExitCode != 0) throw new RenderException($"The thumbnail could not be drawn: {run.Error.Trim()}", "Try another frame or title.");
    }

    /// <summary>The frame inside the SVG: librsvg opens no files outside its own folder.</summary>
    private static async Task<string> EmbedAsync(string path, CancellationToken ct)
    {
        byte[] bytes;
        try
        {
            bytes = new FileInfo(path).Length <= LargestFrameBytes ? await File.ReadAllBytesAsync(path, ct) : [];
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new RenderException($"The thumbnail's frame {path} cannot be read.", "Choose another frame.", missing);
        }

        var kind = bytes.AsSpan() switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "png",
            [0xFF, 0xD8, ..] => "jpeg",
            _ => throw new RenderException($"The thumbnail's frame {path} is no PNG or JPEG of at most 32 MB.", "Choose another frame."),
        };
        return $"data:image/{kind};base64,{Convert.ToBase64String(bytes)}";
    }

    private static string N(int value) => value.ToString(CultureInfo.InvariantCulture);
}
