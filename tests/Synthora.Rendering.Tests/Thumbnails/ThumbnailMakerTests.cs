using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Thumbnails;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Thumbnails;

[Collection(RenderingTests.Name)]
public sealed class ThumbnailMakerTests(SampleMedia media)
{
    [Fact]
    public async Task The_frame_that_shows_most_stands_behind_the_title_not_the_blank_the_blurred_or_the_dark_one()
    {
        var folder = media.NewFolder();
        var grey = await MakeAsync("grey.png", "color=gray:s=216x384");
        var night = await MakeAsync("night.png", "testsrc=s=216x384,eq=brightness=-0.9");
        var soft = await MakeAsync("soft.png", "mandelbrot=s=300x500,gblur=sigma=9");
        var timeline = TimelineSamples.Of(
            (new StillVisual(grey), 30, Transition.Cut), (new StillVisual(soft), 30, Transition.Cut), (new StillVisual(night), 30, Transition.Cut),
            (TimelineSamples.Card(), 30, Transition.Cut), (new StillVisual(media.Photo), 30, Transition.Cut));

        var chosen = await FootageFrame.ChooseAsync(timeline, Path.Combine(folder, "chosen.png"), CancellationToken.None);

        (await PixelsAsync(chosen!)).ShouldBe(await PixelsAsync(media.Photo));
        (await FootageFrame.ChooseAsync(TimelineSamples.Of((TimelineSamples.Card(), 30, Transition.Cut)), Path.Combine(folder, "none.png"), CancellationToken.None)).ShouldBeNull();
        // Whoever names a frame gets that one.
        chosen = await FootageFrame.ChooseAsync(timeline with { Thumbnail = new(Frame: 45) }, Path.Combine(folder, "asked.png"), CancellationToken.None);
        (await PixelsAsync(chosen!)).ShouldBe(await PixelsAsync(soft));

        Task<string> MakeAsync(string name, string source) => SampleMedia.MakeAsync(Path.Combine(folder, name), "-f", "lavfi", "-i", source, "-frames:v", "1");
    }

    [Fact]
    public async Task A_picture_of_ones_own_fills_the_size_and_a_small_copy_fits_a_list()
    {
        var folder = media.NewFolder();
        var own = TimelineSamples.Of((TimelineSamples.Card(), 30, Transition.Cut)) with { Thumbnail = new(Path: media.Wide) };
        var (large, small) = (Path.Combine(folder, "large.jpg"), Path.Combine(folder, "small.webp"));

        await ThumbnailMaker.MakeAsync(own, new(1280, 720), large, CancellationToken.None);
        await ThumbnailMaker.ShrinkAsync(large, small, CancellationToken.None);

        var (big, little) = ((await MediaProbe.ProbeAsync(large, CancellationToken.None)).Video!, (await MediaProbe.ProbeAsync(small, CancellationToken.None)).Video!);
        (big.Width, big.Height).ShouldBe((1280, 720));
        little.Width.ShouldBe(360);
        new FileInfo(small).Length.ShouldBeInRange(500, ThumbnailMaker.LargestSmallBytes);

        // Even a picture of pure noise comes down to the size of a list's.
        var noise = await SampleMedia.MakeAsync(Path.Combine(folder, "noise.png"), "-f", "lavfi", "-i", "nullsrc=s=1080x1920,geq=random(1)*255:128:128", "-frames:v", "1");
        await ThumbnailMaker.ShrinkAsync(noise, small, CancellationToken.None);
        new FileInfo(small).Length.ShouldBeLessThanOrEqualTo(ThumbnailMaker.LargestSmallBytes);
    }

    [Fact]
    public async Task A_thumbnail_is_designed_in_an_aesthetic_of_its_own_where_one_is_chosen()
    {
        var folder = media.NewFolder();
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 30, Transition.Cut));

        var usual = await DrawAsync("usual.png", timeline);
        var loud = await DrawAsync("loud.png", timeline with { Thumbnail = new(Design: Aesthetic.Bold) });

        loud.ShouldNotBe(usual);
        loud.ShouldBe(await DrawAsync("bold.png", timeline with { Look = timeline.Look with { Aesthetic = Aesthetic.Bold } }));

        async Task<string> DrawAsync(string name, Timeline shown)
        {
            var output = Path.Combine(folder, name);
            await ThumbnailMaker.MakeAsync(shown, TimelineSamples.Small, output, CancellationToken.None);
            return await PixelsAsync(output);
        }
    }

    [Fact]
    public async Task A_clip_or_a_text_is_refused_as_a_thumbnail()
    {
        var output = Path.Combine(media.NewFolder(), "out.jpg");
        foreach (var path in (string[])[media.Portrait, media.Voice])
        {
            var timeline = TimelineSamples.Of((TimelineSamples.Card(), 30, Transition.Cut)) with { Thumbnail = new(Path: path) };
            (await Should.ThrowAsync<RenderException>(() => ThumbnailMaker.MakeAsync(timeline, TimelineSamples.Small, output, CancellationToken.None))).Message.ShouldContain("is no picture");
        }

        File.Exists(output).ShouldBeFalse();
    }

    private static async Task<string> PixelsAsync(string path)
    {
        var output = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-i", FFmpegText.File(path), "-pix_fmt", "rgb24", "-f", "framemd5", "-"], CancellationToken.None);
        output.ExitCode.ShouldBe(0, output.Error);
        return output.Output.Trim().Split('\n')[^1];
    }
}
