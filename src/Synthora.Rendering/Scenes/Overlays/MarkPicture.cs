using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>An overlay as a picture of the canvas's own size that is clear but for it: whoever lays pictures over each other shows it where and as this engine does.</summary>
public static class MarkPicture
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>By then everything has come in and a sticker is in the middle of its swing.</summary>
    private const double Settled = 1.6;

    private const double Drawn = 4;

    /// <summary>What moves is shown as it is once it has arrived, and of a bar the whole.</summary>
    /// <param name="output">A PNG.</param>
    /// <exception cref="RenderException">Its picture cannot be read.</exception>
    public static Task WriteAsync(Timeline timeline, Overlay overlay, string output, CancellationToken ct)
    {
        var box = SafeBox.For(timeline);
        return overlay switch
        {
            LogoOverlay logo => WriteFileAsync(timeline, logo.Path, logo.Size, logo.Opacity, output, (width, height) => OverlayPictures.Place(logo, box, width, height), ct),
            StickerOverlay { Path: { } path } sticker => WriteFileAsync(timeline, path, sticker.Size, 1, output, (width, height) =>
            {
                var (x, y) = OverlayPictures.Middle(sticker, box, width, height);
                return ((int)Math.Round(x - (width / 2.0)), (int)Math.Round(y - (height / 2.0)));
            }, ct),
            ProgressBarOverlay bar => WriteBarAsync(timeline, bar, (bar.Colour is { } asked ? Colour.Parse(asked) : OverlayInk.Lively(timeline.Look)).Hex, output, ct),
            _ => DrawAsync(timeline, overlay, output, ct),
        };
    }

    /// <summary>The dark strip that a progress bar fills.</summary>
    public static Task WriteGroundAsync(Timeline timeline, ProgressBarOverlay bar, string output, CancellationToken ct) =>
        WriteBarAsync(timeline, bar, Of($"#000000@{OverlayInk.BarGround}"), output, ct);

    private static async Task WriteFileAsync(Timeline timeline, string path, double size, double opacity, string output, Func<int, int, (int X, int Y)> place, CancellationToken ct)
    {
        var canvas = timeline.Canvas;
        var picture = (await MediaProbe.ProbeAsync(path, ct)).Video ?? throw new RenderException($"{path} shows nothing.", "Choose a picture.");
        var (width, height) = OverlayPictures.Size(picture, size, canvas);
        var (x, y) = place(width, height);
        using var source = MediaFile.Open(path);
        await RunAsync(
            [.. picture.DecoderOptions, "-i", source.Source, "-vf", Of($"format=rgba,scale={width}:{height}:flags=area,format=rgba,lut=c3=val*{opacity:0.###},pad={canvas.Width}:{canvas.Height}:{x}:{y}:color=black@0")],
            output, path, ct);
    }

    private static Task WriteBarAsync(Timeline timeline, ProgressBarOverlay bar, string colour, string output, CancellationToken ct)
    {
        var canvas = timeline.Canvas;
        var tall = (int)Math.Max(2, Math.Round(canvas.Height * bar.Thickness));
        return RunAsync(
            ["-f", "lavfi", "-i", Of($"color=c={colour}:s={canvas.Width}x{tall},format=rgba"), "-vf", Of($"pad={canvas.Width}:{canvas.Height}:0:{(bar.AtTop ? 0 : canvas.Height - tall)}:color=black@0")],
            output, "the progress bar", ct);
    }

    /// <summary>Words and shapes, by the pass that draws them into a video: over black and over white, whose difference is what can be seen through.</summary>
    private static async Task DrawAsync(Timeline timeline, Overlay overlay, string output, CancellationToken ct)
    {
        var (canvas, frames) = (timeline.Canvas, (int)(Drawn * timeline.Canvas.Fps));
        var scene = timeline.Scenes.Index().First(one => overlay.StartFrame < one.Item.EndFrame).Index;
        var plan = SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false))[scene];
        var sheet = new AssSheet();
        OverlayInk.AddTo(sheet, plan with
        {
            Frames = frames,
            Overlays = [.. plan.Overlays.Where(other => other.Overlay is LogoOverlay), new(overlay with { StartFrame = 0, EndFrame = null }, 0, frames)],
        });
        var document = Path.ChangeExtension(output, ".ass");
        await System.IO.File.WriteAllTextAsync(document, sheet.Write(canvas), ct);
        string Over(string ground) => Of($"color={ground}:s={canvas.Width}x{canvas.Height}:r={canvas.Fps},format=yuv444p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709,setpts=PTS+{Settled}/TB,")
            + Of($"ass=filename={FilterValue(document)}:fontsdir={FilterValue(FontLibrary.Folder)},scale=in_color_matrix=bt709:in_range=tv:out_range=pc,format=gbrap");
        await RunAsync(
            [
                "-filter_complex",
                $"{Over("black")},split[drawn][dark];{Over("white")}[light];[light][dark]blend=all_mode=difference,extractplanes=g,negate[opacity];[drawn][opacity]alphamerge,unpremultiply=inplace=1,format=rgba,setpts=PTS-STARTPTS",
            ],
            output, "the overlay", ct);
    }

    private static async Task RunAsync(IReadOnlyList<string> drawing, string output, string what, CancellationToken ct)
    {
        var result = await ToolRunner.RunAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-y", .. drawing, "-frames:v", "1", "-pix_fmt", "rgba", FFmpegText.File(output)], ct, timeout: Limit);
        if (result.ExitCode != 0) throw new RenderException($"{what} cannot be drawn as a picture: {result.Error.Trim()}", "Choose another picture.");
    }
}
