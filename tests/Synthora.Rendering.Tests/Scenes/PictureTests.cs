using Synthora.Rendering.Captions;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

/// <summary>Framings, looks, speeds and overlays, seen in the pixels of finished files.</summary>
[Collection(RenderingTests.Name)]
public sealed class PictureTests(SampleMedia media)
{
    private static readonly Canvas Tiny = new(108, 192);

    [Fact]
    public async Task Every_fill_mode_shows_what_it_says()
    {
        var folder = media.NewFolder();
        var flags = await SampleMedia.MakeAsync(Path.Combine(folder, "three.png"), "-f", "lavfi", "-i", "color=0xD01818:s=108x180", "-f", "lavfi", "-i", "color=0x18B018:s=104x180", "-f", "lavfi", "-i", "color=0x1818D0:s=108x180", "-filter_complex", "[0][1][2]hstack=3", "-frames:v", "1");
        Framing[] framings = [new(FillMode.Crop, 0.1), new(FillMode.Crop, 0.95), new(FillMode.Blur), new(FillMode.Split, 0.15) { SecondX = 0.85 }, new(FillMode.Colour) { Colour = "#F0F000" }];
        var timeline = TimelineSamples.Of([.. framings.Select(_ => ((Visual)new StillVisual(flags), 4, Transition.Cut))]) with { Canvas = Tiny };
        timeline = timeline with { Scenes = [.. timeline.Scenes.Zip(framings, (scene, framing) => scene with { Shots = [scene.Shots[0] with { Framing = framing, Motion = Rendering.Timelines.Motion.None }] })] };

        var video = await PlayedVideo.RenderAsync(timeline, folder);

        video.Frames.Count.ShouldBe(20);
        Colour(video.Mean(2)).ShouldBe("red");
        Colour(video.Mean(6)).ShouldBe("blue");
        (Colour(video.At(10, 0.1, 0.5)), Colour(video.At(10, 0.5, 0.5)), Colour(video.At(10, 0.9, 0.5))).ShouldBe(("red", "green", "blue"));
        Colour(video.At(10, 0.5, 0.1)).ShouldBe("green", "the soft copy fills what the picture leaves");
        (Colour(video.At(14, 0.1, 0.2)), Colour(video.At(14, 0.9, 0.8))).ShouldBe(("red", "blue"));
        var (r, g, b) = video.Mean(18, bottom: 0.25);
        (Math.Abs(r - 0xF0) + Math.Abs(g - 0xF0) + b).ShouldBeLessThan(14, "the ground has the colour that was asked for");
        (Colour(video.At(18, 0.1, 0.5)), Colour(video.At(18, 0.9, 0.5))).ShouldBe(("red", "blue"));
    }

    [Theory]
    [InlineData("#E63946", 0xE6, 0x39, 0x46)]
    [InlineData("#0B7A75", 0x0B, 0x7A, 0x75)]
    [InlineData("#ffffff", 0xFF, 0xFF, 0xFF)]
    public async Task A_plain_colour_fills_every_pixel_of_its_shots_whatever_the_camera_and_the_look_do(string colour, int r, int g, int b)
    {
        var timeline = TimelineSamples.Of(
            (new ColourVisual(colour), 8, Transition.Cut), (new ColourVisual("#101010"), 8, new(TransitionKind.Slide, 4)), (new ColourVisual(colour), 10, new(TransitionKind.Zoom, 4)));
        timeline = timeline with { Canvas = Tiny };
        var folder = media.NewFolder();

        var video = await PlayedVideo.RenderAsync(timeline with { Look = timeline.Look with { Grade = new(GradeName.Noir, 1) } }, folder);

        video.Frames.Count.ShouldBe(26);
        // Two levels of a channel are what eight bits of BT.709 and the encoder may turn it by.
        foreach (var frame in (int[])[0, 5, 7, 21, 25]) video.Frames[frame].Chunk(3).ShouldAllBe(pixel => Math.Abs(pixel[0] - r) <= 2 && Math.Abs(pixel[1] - g) <= 2 && Math.Abs(pixel[2] - b) <= 2, $"frame {frame}");
        Colour(video.At(9, 0.02, 0.5)).ShouldNotBe(Colour(video.At(9, 0.98, 0.5)), "one slides in over the other");

        (await SegmentsAsync(timeline)).ShouldBe(await SegmentsAsync(timeline));
        (await SegmentsAsync(timeline with { Scenes = [timeline.Scenes[0] with { Shots = [timeline.Scenes[0].Shots[0] with { Visual = new ColourVisual("#123456") }] }, .. timeline.Scenes.Skip(1)] }))
            .Except(await SegmentsAsync(timeline)).Count().ShouldBe(2, "its own scene and the one that comes in over it are made anew");

        async Task<IReadOnlyList<string>> SegmentsAsync(Timeline shown)
        {
            using var shelf = await Rendering.Scenes.MediaShelf.OpenAsync(shown, CancellationToken.None);
            return [.. Rendering.Scenes.SegmentPlan.PlanAll(shown, Rendering.FFmpeg.VideoEncoding.For(shown, preview: false)).Select(plan => Rendering.Scenes.SegmentKey.Of(plan, shelf.Media, "7"))];
        }
    }

    [Fact]
    public async Task Every_look_has_a_face_of_its_own_and_none_leaves_the_source_alone()
    {
        async Task<(double R, double G, double B)> MeanAsync(ColourGrade? grade)
        {
            var timeline = TimelineSamples.Of((new StillVisual(media.Photo), 2, Transition.Cut)) with { Canvas = Tiny };
            return (await PlayedVideo.RenderAsync(timeline with { Look = timeline.Look with { Grade = grade } }, media.NewFolder())).Mean(1, 0.1, 0.1, 0.6, 0.6);
        }

        var plain = await MeanAsync(null);
        var seen = new List<(double R, double G, double B)>();
        foreach (var name in Enum.GetValues<GradeName>().Where(name => name != GradeName.None)) seen.Add(await MeanAsync(new(name, 1)));
        seen.Add(plain);
        foreach (var one in seen) seen.Count(other => Distance(one, other) < 1.2).ShouldBe(1);
        var (r, g, b) = seen[(int)GradeName.Noir - 1];
        (Math.Abs(r - g) + Math.Abs(g - b)).ShouldBeLessThan(3);
        Distance(plain, await MeanAsync(new(GradeName.Bold, 0))).ShouldBeLessThan(0.5);
        Distance(plain, await MeanAsync(new(GradeName.None))).ShouldBeLessThan(0.5);
    }

    [Theory]
    [InlineData(2.0, 2.0)]
    [InlineData(0.5, 0.5)]
    [InlineData(0.25, 4.0)]
    [InlineData(3.0, 0.5)]
    public async Task A_clip_at_another_pace_shows_the_right_moment_in_every_frame(double first, double last)
    {
        var folder = media.NewFolder();
        var clock = await ClockAsync(folder);
        var keys = first == last ? [new SpeedKey(0, first)] : new[] { new SpeedKey(0.1, first), new SpeedKey(0.9, last) };
        var timeline = TimelineSamples.Of((new ClipVisual(clock, 0.2) { Speed = keys }, 30, Transition.Cut), (new ClipVisual(clock), 12, new(TransitionKind.Wipe, 8))) with { Canvas = Tiny };
        timeline = timeline with { Scenes = [.. timeline.Scenes.Select(scene => scene with { Shots = [scene.Shots[0] with { Motion = Rendering.Timelines.Motion.None }] })] };

        var video = await PlayedVideo.RenderAsync(timeline, folder);

        video.Frames.Count.ShouldBe(42);
        var curve = new SpeedCurve(keys, 30);
        for (var frame = 0; frame < 30; frame++)
        {
            // The clip lasts 3 s from where it starts, and starts over.
            var moment = (6 + (curve.Shown(frame) % 84)) / 90.0;
            Shown(video, frame, 0.5).ShouldBe(moment, 1.6 / 90, $"frame {frame}");
        }

        // Leaving, it goes on at its last pace; the wipe still shows it at the left.
        Shown(video, 31, 0.1).ShouldBe((6 + (curve.Shown(31) % 84)) / 90.0, 3.5 / 90);
    }

    [Fact]
    public async Task A_pace_that_uses_a_short_clip_up_many_times_still_gives_every_frame()
    {
        var clip = new ClipVisual(media.Portrait, 0.3, 0.5) { Speed = [new(0, 4), new(1, 1)] };
        var timeline = TimelineSamples.Of((clip, 75, Transition.Cut)) with { Canvas = Tiny };

        (await PlayedVideo.RenderAsync(timeline, media.NewFolder())).Frames.Count.ShouldBe(75);
    }

    [Fact]
    public async Task A_short_clip_of_another_rate_repeats_on_time_however_often()
    {
        var folder = media.NewFolder();
        // 13 frames at 25 a second are 15.6 at 30: rounded up at every turn, the seventh would come three frames late.
        var beat = await SampleMedia.MakeAsync(
            Path.Combine(folder, "beat.mp4"), "-f", "lavfi", "-i", "color=black:s=54x96:r=25:d=0.52,drawbox=0:0:54:96:white:fill:enable='lt(n,1)'", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var timeline = TimelineSamples.Of((new ClipVisual(beat), 120, Transition.Cut)) with { Canvas = Tiny };
        timeline = timeline with { Scenes = [timeline.Scenes[0] with { Shots = [timeline.Scenes[0].Shots[0] with { Motion = Rendering.Timelines.Motion.None }] }] };

        var video = await PlayedVideo.RenderAsync(timeline, folder);

        var light = Enumerable.Range(0, 120).Select(frame => video.Mean(frame).G > 128).ToList();
        var beats = Enumerable.Range(0, 120).Where(frame => light[frame] && (frame == 0 || !light[frame - 1])).ToList();
        beats.Count.ShouldBe(8);
        foreach (var (at, turn) in beats.Select((at, turn) => (at, turn))) Math.Abs(at - (turn * 15.6)).ShouldBeLessThanOrEqualTo(1, $"turn {turn}");
    }

    [Fact]
    public async Task A_moving_sticker_of_the_web_is_see_through_and_plays_from_when_it_comes()
    {
        var folder = media.NewFolder();
        var disc = await SampleMedia.MakeAsync(
            Path.Combine(folder, "disc.webm"), "-f", "lavfi", "-i", "color=0x18B018:s=80x80:r=30:d=1,drawbox=0:0:80:80:0x1818D0:fill:enable='gte(n,15)',format=yuva420p,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='255*lt(hypot(X-40,Y-40),30)'",
            "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-pix_fmt", "yuva420p");
        (await Rendering.Probing.MediaProbe.ProbeAsync(disc, CancellationToken.None)).Video!.HasAlpha.ShouldBeTrue();
        var red = await SampleMedia.MakeAsync(Path.Combine(folder, "red.png"), "-f", "lavfi", "-i", "color=0xC01818:s=216x384", "-frames:v", "1");
        var timeline = TimelineSamples.Of((new StillVisual(red), 200, Transition.Cut)) with { Canvas = new(216, 384), Overlays = [new StickerOverlay(Path: disc, X: 0.5, Y: 0.5, Size: 0.5, Entrance: StickerEntrance.Fade) { StartFrame = 130, EndFrame = 195 }] };

        var video = await PlayedVideo.RenderAsync(timeline, folder);

        var safe = SafeBox.For(Platform.Universal, timeline.Canvas);
        double x = (safe.Left + safe.Right) / 2.0 / 216, y = (safe.Top + safe.Bottom) / 2.0 / 384;
        string Seen(int frame, double dx = 0) => Colour(video.At(frame, x + (dx / 216), y + (dx / 384)));
        (Seen(120), Seen(140), Seen(154), Seen(170), Seen(184)).ShouldBe(("red", "green", "blue", "green", "blue"));
        Seen(140, 48).ShouldBe("red", "the corner of its square shows what lies behind");
        Seen(198).ShouldBe("red");
    }

    [Fact]
    public async Task The_bar_runs_evenly_through_a_scene_that_is_rendered_in_stretches()
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 240, Transition.Cut)) with { Overlays = [new ProgressBarOverlay(Thickness: 0.02, Colour: "#FF2020")] };
        var video = await PlayedVideo.RenderAsync(timeline, media.NewFolder());
        foreach (var frame in (int[])[60, 119, 122, 200])
            (Enumerable.Range(0, 216).Count(x => Colour(video.At(frame, x / 215.0, 0.005)) == "red") / 216.0).ShouldBe((frame + 0.5) / 240, 0.03, $"frame {frame}");
    }

    [Fact]
    public async Task Overlays_stay_inside_the_safe_box_and_the_bar_follows_the_video()
    {
        var folder = media.NewFolder();
        var grey = await SampleMedia.MakeAsync(Path.Combine(folder, "grey.png"), "-f", "lavfi", "-i", "color=0x707070:s=216x384", "-frames:v", "1");
        var bare = TimelineSamples.Of((new StillVisual(grey), 30, Transition.Cut), (new StillVisual(grey), 30, Transition.Cut)) with { Canvas = new(216, 384), Platform = Platform.TikTok };
        bare = bare with { Scenes = [.. bare.Scenes.Select(scene => scene with { Shots = [scene.Shots[0] with { Motion = Rendering.Timelines.Motion.None }] })] };
        var plain = await PlayedVideo.RenderAsync(bare, folder);
        var safe = SafeBox.For(Platform.TikTok, bare.Canvas);
        Overlay[] overlays =
        [
            new LogoOverlay(media.Wide), new LogoOverlay(media.Photo, Corner.BottomRight, 0.2, 0.5), new LowerThirdOverlay("Ada Lovelace", "Wrote the first program") { EndFrame = 28 },
            new StickerOverlay("star", X: 1, Y: 0) { StartFrame = 2, EndFrame = 28 }, new StickerOverlay(Path: media.Wide, X: 0, Y: 1, Entrance: StickerEntrance.Slide) { StartFrame = 31, EndFrame = 58 },
            new StickerOverlay(Path: media.Photo, X: 0.5, Y: 0.5) { StartFrame = 32, EndFrame = 58 },
        ];

        foreach (var overlay in overlays)
        {
            var video = await PlayedVideo.RenderAsync(bare with { Overlays = [overlay] }, media.NewFolder());
            var frame = overlay.StartFrame > 30 ? 50 : 22;
            var ink = Ink(plain, video, frame).ToList();
            ink.Count.ShouldBeGreaterThan(60, $"{overlay} is seen");
            ink.ShouldAllBe(at => at.X >= safe.Left - 2 && at.X <= safe.Right + 2 && at.Y >= safe.Top - 3 && at.Y <= safe.Bottom + 3, overlay.ToString());
            if (overlay is not LogoOverlay) Ink(plain, video, overlay.StartFrame > 30 ? 10 : 45).ShouldBeEmpty($"{overlay} has left, or has not come");
        }

        var bar = await PlayedVideo.RenderAsync(bare with { Overlays = [new ProgressBarOverlay(Thickness: 0.02, Colour: "#FF2020")] }, media.NewFolder());
        foreach (var frame in (int[])[6, 29, 31, 57])
        {
            var reach = Enumerable.Range(0, 216).Count(x => Colour(bar.At(frame, x / 215.0, 0.005)) == "red") / 216.0;
            reach.ShouldBe((frame + 0.5) / 60, 0.03, $"frame {frame}");
        }
    }

    [Fact]
    public async Task A_photo_taken_with_the_camera_turned_stands_upright_and_undistorted()
    {
        var folder = media.NewFolder();
        var flat = await SampleMedia.MakeAsync(Path.Combine(folder, "flat.jpg"), "-f", "lavfi", "-i", "color=0x20C020:s=192x108,drawbox=0:0:96:108:0xC02020:fill", "-frames:v", "1", "-q:v", "2", "-pix_fmt", "yuvj420p");
        var bytes = await File.ReadAllBytesAsync(flat);
        byte[] exif = [0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0];
        await File.WriteAllBytesAsync(flat, [.. bytes[..2], .. exif, .. bytes[2..]]);
        var info = await Rendering.Probing.MediaProbe.ProbeAsync(flat, CancellationToken.None);
        (info.Video!.Width, info.Video.Height).ShouldBe((108, 192));

        var timeline = TimelineSamples.Of((new StillVisual(flat), 3, Transition.Cut)) with { Canvas = Tiny };
        var video = await PlayedVideo.RenderAsync(timeline, folder);

        // Turned clockwise by a quarter, what lay left stands above.
        (Colour(video.Mean(1, bottom: 0.4)), Colour(video.Mean(1, top: 0.6))).ShouldBe(("red", "green"));
    }

    private static IEnumerable<(int X, int Y)> Ink(PlayedVideo plain, PlayedVideo video, int frame)
    {
        var (one, other) = (plain.Frames[frame], video.Frames[frame]);
        for (var at = 0; at < one.Length; at += 3)
            if (Math.Abs(one[at] - other[at]) + Math.Abs(one[at + 1] - other[at + 1]) + Math.Abs(one[at + 2] - other[at + 2]) > 90)
                yield return (at / 3 % plain.Width, at / 3 / plain.Width);
    }

    /// <summary>A clip of 3 s at 30 frames a second that grows lighter evenly.</summary>
    private static Task<string> ClockAsync(string folder) => SampleMedia.MakeAsync(
        Path.Combine(folder, "clock.mp4"), "-f", "lavfi", "-i", "color=black:s=54x96:r=30:d=3,format=yuv420p,geq=lum=30+2*N:cb=128:cr=128", "-c:v", "libx264", "-preset", "ultrafast", "-qp", "4");

    /// <summary>Share of the clock clip that the picture's brightness tells.</summary>
    private static double Shown(PlayedVideo video, int frame, double x)
    {
        var (_, level, _) = video.Mean(frame, Math.Max(0, x - 0.08), 0.2, Math.Min(1, x + 0.08), 0.8);
        return ((level / 255 * 219) + 16 - 30) / 2 / 90;
    }

    private static string Colour((double R, double G, double B) seen) =>
        seen.R > seen.G + 30 && seen.R > seen.B + 30 ? "red" : seen.G > seen.R + 30 && seen.G > seen.B + 30 ? "green" : seen.B > seen.R + 30 && seen.B > seen.G + 30 ? "blue" : $"none: {seen}";

    private static double Distance((double R, double G, double B) one, (double R, double G, double B) other) =>
        Math.Abs(one.R - other.R) + Math.Abs(one.G - other.G) + Math.Abs(one.B - other.B);
}
