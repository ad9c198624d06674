using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

[Collection(RenderingTests.Name)]
public sealed class RendererTests(SampleMedia media)
{
    [Fact]
    public async Task Clips_stills_and_cards_become_one_clean_file_of_exactly_the_planned_frames()
    {
        var timeline = TimelineSamples.Of(
            (new ClipVisual(media.Portrait, SoundGain: 0.5), 31, Transition.Cut),
            (new ClipVisual(media.Landscape), 50, new(TransitionKind.Fade, 8)),
            (new StillVisual(media.Photo), 37, new(TransitionKind.Slide, 10)),
            (TimelineSamples.Card(), 22, new(TransitionKind.Zoom, 9)),
            (new StillVisual(media.Wide), 20, new(TransitionKind.Wipe, 6)),
            (new StillVisual(media.Cutout), 20, new(TransitionKind.Dissolve, 6)),
            (new ClipVisual(media.Rotated), 15, Transition.Cut)) with
        {
            Audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 200, 1200), new VoiceClip(media.Voice, 3000, 1200)], Music = new MusicTrack(media.Music) },
        };
        var folder = media.NewFolder();
        var output = Path.Combine(folder, "-an 'odd' näme.mp4");

        var result = await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), output), null, CancellationToken.None);

        result.ScenesRendered.ShouldBe(7);
        await ShouldBePublishableAsync(output, timeline);
        Directory.GetFiles(folder).ShouldBe([output]);
    }

    internal static async Task ShouldBePublishableAsync(string path, Timeline timeline)
    {
        var video = await FinishedVideo.ReadAsync(path);
        video.DecodeErrors.ShouldBeEmpty();
        video.Times.Count.ShouldBe(timeline.FrameCount);
        for (var i = 0; i < video.Times.Count; i++) video.Times[i].ShouldBe((double)i / timeline.Canvas.Fps, 0.0005);
        video.Video.GetProperty("width").GetInt32().ShouldBe(timeline.Canvas.Width);
        video.Video.GetProperty("height").GetInt32().ShouldBe(timeline.Canvas.Height);
        (video.Text("profile"), video.Text("pix_fmt"), video.Text("color_range")).ShouldBe(("High", "yuv420p", "tv"));
        (video.Text("color_space"), video.Text("color_transfer"), video.Text("color_primaries")).ShouldBe(("bt709", "bt709", "bt709"));
        video.Text("r_frame_rate").ShouldBe($"{timeline.Canvas.Fps}/1");
        video.Text("start_time").ShouldBe("0.000000");
        video.Audio.GetProperty("start_time").GetString().ShouldBe("0.000000");
        video.Audio.GetProperty("sample_rate").GetString().ShouldBe("48000");
        video.Audio.GetProperty("channels").GetInt32().ShouldBe(2);
        Math.Abs(video.AudioSeconds - timeline.DurationSeconds).ShouldBeLessThan(1.0 / timeline.Canvas.Fps);
        var boxes = FinishedVideo.Boxes(path);
        boxes.ShouldNotContain(box => box.EndsWith("elst", StringComparison.Ordinal));
        boxes.ToList().IndexOf("moov").ShouldBeLessThan(boxes.ToList().IndexOf("mdat"));
    }
}
