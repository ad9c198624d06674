using Synthora.Rendering;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Cli.Doctor;

/// <summary>FFmpeg, the drawing tool and the fonts of the system.</summary>
internal static class MediaChecks
{
    /// <summary>Scripts that the bundled fonts do not cover, with the Debian package that does.</summary>
    private static readonly (string Name, string Language, string Package)[] Scripts =
    [
        ("Arabic", "ar", "fonts-noto-core"),
        ("Hebrew", "he", "fonts-noto-core"),
        ("Devanagari", "hi", "fonts-noto-core"),
        ("Thai", "th", "fonts-noto-core"),
        ("Chinese", "zh-cn", "fonts-noto-cjk"),
        ("Japanese", "ja", "fonts-noto-cjk"),
        ("Korean", "ko", "fonts-noto-cjk"),
    ];

    public static async Task<Finding> FFmpegAsync(CancellationToken ct)
    {
        const string Install = "sudo apt-get install ffmpeg";
        try
        {
            var capabilities = await FFmpegCapabilities.ProbeAsync(ct);
            if (capabilities.Missing.Count > 0)
            {
                return new("ffmpeg", Health.Broken, $"{capabilities.Version} without {string.Join(", ", capabilities.Missing)}",
                    "No video can be rendered.", Install);
            }

            return capabilities.CanToneMap
                ? new("ffmpeg", Health.Good, capabilities.Version)
                : new("ffmpeg", Health.Limited, $"{capabilities.Version} without zscale", "HDR footage looks pale.", Install);
        }
        catch (RenderException)
        {
            return new("ffmpeg", Health.Broken, "not installed", "No video can be rendered.", Install);
        }
    }

    public static async Task<Finding> DrawingAsync(CancellationToken ct)
    {
        try
        {
            var version = await ToolRunner.RunAsync("rsvg-convert", ["--version"], ct);
            return new("drawing", Health.Good, version.Output.Trim());
        }
        catch (RenderException)
        {
            return new("drawing", Health.Broken, "rsvg-convert is not installed", "No designed pictures and thumbnails.",
                "sudo apt-get install librsvg2-bin");
        }
    }

    public static async Task<Finding> FontsAsync(CancellationToken ct)
    {
        try
        {
            var missing = new List<(string Name, string Package)>();
            foreach (var (name, language, package) in Scripts)
            {
                var fonts = await ToolRunner.RunAsync("fc-list", [$":lang={language}", "family"], ct);
                if (string.IsNullOrWhiteSpace(fonts.Output)) missing.Add((name, package));
            }

            return missing.Count == 0
                ? new("fonts", Health.Good, "all scripts covered")
                : new("fonts", Health.Limited, $"no font for {string.Join(", ", missing.Select(script => script.Name))}",
                    "Captions in these scripts show empty boxes.",
                    $"sudo apt-get install {string.Join(' ', missing.Select(script => script.Package).Distinct())}");
        }
        catch (RenderException)
        {
            return new("fonts", Health.Limited, "fontconfig is not installed", "Only Latin captions can be drawn.",
                "sudo apt-get install fontconfig fonts-noto-core fonts-noto-cjk");
        }
    }
}
