using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>White letters where the picture under them is white.</summary>
[Collection(RenderingTests.Name)]
public sealed class TitleContrastTests(SampleMedia media)
{
    private static readonly Canvas Canvas = new(540, 960);

    [Fact]
    public async Task A_title_over_a_white_disc_is_read_and_what_hides_it_is_noticed()
    {
        var folder = media.NewFolder();
        var sun = await SampleMedia.MakeAsync(Path.Combine(folder, "sun.png"), "-f", "lavfi", "-i", "color=0x18406a:s=540x960,format=gray,geq=lum='if(lt(hypot(X-270,Y-210),190),255,90)'", "-frames:v", "1");
        var (file, timeline) = await RenderAsync(new StillVisual(sun), folder);

        var check = await ContrastAsync(file, timeline);
        check.Outcome.ShouldBe(Outcome.Passed, check.Measured);

        // Between the letters too the field is dark, not only along their rims.
        var frame = await SampleMedia.MakeAsync(Path.Combine(folder, "frame.gray"), "-ss", "0.8", "-i", file, "-frames:v", "1", "-vf", "crop=300:70:120:150,format=gray", "-f", "rawvideo");
        var pixels = await File.ReadAllBytesAsync(frame);
        var mids = pixels.Count(level => level is > 170 and < 225) / (double)pixels.Length;
        var whites = pixels.Count(level => level >= 235) / (double)pixels.Length;
        whites.ShouldBeLessThan(0.55, $"{mids:0.00} {whites:0.00}");

        (await ContrastAsync(await WashedAsync(file, folder), timeline)).Failed.ShouldBeTrue();
        if (Environment.GetEnvironmentVariable("SYNTHORA_PICTURES") is { Length: > 0 } pictures) File.Copy(file, Path.Combine(pictures, "sun.mp4"), overwrite: true);
    }

    /// <summary>A white wall comes by under the title, as wide as it, so that no two frames have the same ground.</summary>
    [Fact]
    public async Task A_title_over_footage_is_read_while_something_white_passes_under_it()
    {
        var folder = media.NewFolder();
        var passing = await SampleMedia.MakeAsync(
            Path.Combine(folder, "passing.mp4"), "-f", "lavfi", "-i", "color=0x18406a:s=540x960:r=30:d=1.5", "-f", "lavfi", "-i", "color=white:s=500x500:r=30:d=1.5",
            "-filter_complex", "overlay=x='-500+t*1000':y=60", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var (file, timeline) = await RenderAsync(new ClipVisual(passing), folder);

        var check = await ContrastAsync(file, timeline);
        check.Outcome.ShouldBe(Outcome.Passed, check.Measured);

        // Legible for most of its time is not enough.
        (await ContrastAsync(await WashedAsync(file, folder, fromSeconds: 1), timeline)).Failed.ShouldBeTrue();
    }

    private static async Task<(string File, Timeline Timeline)> RenderAsync(Visual visual, string folder)
    {
        var timeline = TimelineSamples.Of((visual, 45, Transition.Cut)) with { Canvas = Canvas };
        timeline = timeline with { Scenes = [timeline.Scenes[0] with { Texts = [new OverlayText("Blue. Orange. Black.", 0, 45)] }] };
        var file = Path.Combine(folder, "video.mp4");
        await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), file), null, CancellationToken.None);
        return (file, timeline);
    }

    /// <summary>The same video under a white veil.</summary>
    private static Task<string> WashedAsync(string file, string folder, double fromSeconds = 0) => SampleMedia.MakeAsync(
        Path.Combine(folder, "washed.mp4"), "-i", file, "-vf", FFmpegText.Of($"lutyuv=y='235-(235-val)*0.3':enable='gte(t,{fromSeconds})'"), "-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "high", "-c:a", "copy");

    private static async Task<QualityCheck> ContrastAsync(string file, Timeline timeline) =>
        (await QualityGate.CheckAsync(file, timeline, Platform.Universal, CancellationToken.None)).Checks.Single(check => check.Id == "title_contrast");
}
