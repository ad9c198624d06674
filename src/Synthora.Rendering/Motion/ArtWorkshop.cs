using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Motion;

/// <summary>Turns SVG into PNG files named by their content, so that equal art is drawn once.</summary>
/// <param name="folder">Null draws nothing and only names the files, where just a card's words are wanted.</param>
public sealed class ArtWorkshop(string? folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <returns>The path of the PNG.</returns>
    /// <exception cref="RenderException">rsvg-convert is missing or refused the drawing.</exception>
    public async Task<string> DrawAsync(string svg, int width, int height, CancellationToken ct)
    {
        var bytes = Encoding.UTF8.GetBytes(svg);
        var key = Convert.ToHexStringLower(SHA256.HashData(bytes))[..20];
        var name = $"art-{key}-{width}x{height}.png";
        if (folder is null) return name;
        var png = Path.Combine(folder, name);
        if (File.Exists(png)) return png;

        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, $"{Guid.CreateVersion7():N}");
        try
        {
            await File.WriteAllBytesAsync(part + ".svg", bytes, ct);
            var run = await ToolRunner.RunAsync("rsvg-convert",
                ["-w", width.ToString(CultureInfo.InvariantCulture), "-h", height.ToString(CultureInfo.InvariantCulture), "-o", part + ".png", part + ".svg"],
                ct, timeout: Limit);
            if (run.ExitCode != 0)
                throw new RenderException("A picture could not be drawn: " + run.Error.Trim(), "Report this with the script that caused it.");
            File.Move(part + ".png", png, overwrite: true);
        }
        finally
        {
            File.Delete(part + ".svg");
            File.Delete(part + ".png");
        }

        return png;
    }
}
