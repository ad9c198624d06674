using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>A logo as a picture of the canvas's own size that is clear but for it: whoever lays pictures over each other shows it where and as this engine does.</summary>
public static class MarkPicture
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <param name="output">A PNG.</param>
    /// <exception cref="RenderException">The logo cannot be read.</exception>
    public static async Task WriteAsync(Timeline timeline, LogoOverlay logo, string output, CancellationToken ct)
    {
        var (canvas, box) = (timeline.Canvas, SafeBox.For(timeline));
        var picture = (await MediaProbe.ProbeAsync(logo.Path, ct)).Video ?? throw new RenderException($"{logo.Path} shows nothing.", "Choose a picture.");
        var (width, height) = OverlayPictures.Size(picture, logo.Size, canvas);
        var x = logo.Corner is Corner.TopLeft or Corner.BottomLeft ? box.Left : box.Right - width;
        var y = logo.Corner is Corner.TopLeft or Corner.TopRight ? box.Top : box.Bottom - height;
        using var source = MediaFile.Open(logo.Path);
        var result = await ToolRunner.RunAsync(
            "ffmpeg",
            [
                "-v", "error", "-nostdin", "-y", "-i", source.Source, "-frames:v", "1", "-vf",
                Of($"format=rgba,scale={width}:{height}:flags=area,format=rgba,lut=c3=val*{logo.Opacity:0.###},pad={canvas.Width}:{canvas.Height}:{x}:{y}:color=black@0"), "-pix_fmt", "rgba", FFmpegText.File(output),
            ], ct, timeout: Limit);
        if (result.ExitCode != 0) throw new RenderException($"{logo.Path} cannot be read as a picture: {result.Error.Trim()}", "Choose another logo.");
    }
}
