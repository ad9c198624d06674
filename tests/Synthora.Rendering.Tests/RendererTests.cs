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

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Any_sound_timeline_becomes_a_file_of_exactly_its_frames(int seed)
    {
        var timeline = RandomTimeline(seed);
        TimelineValidator.Validate(timeline).ShouldBeEmpty();
        TimelineJson.Write(TimelineJson.Read(TimelineJson.Write(timeline))).ShouldBe(TimelineJson.Write(timeline));
        var folder = media.NewFolder();
        var output = Path.Combine(folder, "out.mp4");

        await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), output), null, CancellationToken.None);

        await ShouldBePublishableAsync(output, timeline);
    }

    [Fact]
    public async Task A_lost_segment_is_made_again_alone_and_the_video_comes_out_the_same()
    {
        var timeline = Cards(TransitionKind.Fade);
        var folder = media.NewFolder();
        var (work, output) = (Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4"));
        await Renderer.RenderAsync(timeline, new(work, output), null, CancellationToken.None);
        var whole = await File.ReadAllBytesAsync(output);
        File.Delete(Directory.GetFiles(Path.Combine(work, "segments")).Order().ElementAt(1));

        var again = await Renderer.RenderAsync(timeline, new(work, output), null, CancellationToken.None);

        (again.ScenesRendered, again.ScenesReused).ShouldBe((1, 3));
        (await File.ReadAllBytesAsync(output)).ShouldBe(whole);
    }

    [Theory]
    [InlineData(TransitionKind.Cut, 1)]
    [InlineData(TransitionKind.Slide, 2)]
    public async Task Editing_one_scene_costs_that_scene_and_the_one_that_comes_in_over_it(TransitionKind kind, int rendered)
    {
        var timeline = Cards(kind);
        var folder = media.NewFolder();
        var (work, output) = (Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4"));
        await Renderer.RenderAsync(timeline, new(work, output), null, CancellationToken.None);
        var scene = timeline.Scenes[1];
        var edited = timeline with { Scenes = [timeline.Scenes[0], scene with { Shots = [scene.Shots[0] with { Visual = TimelineSamples.Card("Edited", 9) }] }, .. timeline.Scenes.Skip(2)] };

        var result = await Renderer.RenderAsync(edited, new(work, output), null, CancellationToken.None);

        (result.ScenesRendered, result.ScenesReused).ShouldBe((rendered, 4 - rendered));
        await ShouldBePublishableAsync(output, edited);
    }

    [Fact]
    public async Task Another_file_under_the_same_name_is_noticed()
    {
        var folder = media.NewFolder();
        var still = Path.Combine(folder, "still.png");
        File.Copy(media.Photo, still);
        var timeline = TimelineSamples.Of((new StillVisual(still), 10, Transition.Cut), (TimelineSamples.Card(), 10, Transition.Cut));
        var options = new RenderOptions(Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4"));
        await Renderer.RenderAsync(timeline, options, null, CancellationToken.None);
        File.Copy(media.Cutout, still, overwrite: true);

        (await Renderer.RenderAsync(timeline, options, null, CancellationToken.None)).ScenesRendered.ShouldBe(1);
    }

    [Fact]
    public async Task A_scene_that_only_moves_in_time_is_not_rendered_again()
    {
        var folder = media.NewFolder();
        var options = new RenderOptions(Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4"));
        await Renderer.RenderAsync(TimelineSamples.Of((TimelineSamples.Card("One"), 20, Transition.Cut), (TimelineSamples.Card("Two"), 20, Transition.Cut)), options, null, CancellationToken.None);
        var longer = TimelineSamples.Of((TimelineSamples.Card("One"), 27, Transition.Cut), (TimelineSamples.Card("Two"), 20, Transition.Cut));

        (await Renderer.RenderAsync(longer, options, null, CancellationToken.None)).ScenesReused.ShouldBe(1);
        await ShouldBePublishableAsync(options.OutputPath, longer);
    }

    [Fact]
    public async Task Cancelling_leaves_no_file_and_no_ffmpeg_behind()
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 900, Transition.Cut), (new StillVisual(media.Photo), 900, Transition.Cut)) with { Canvas = new(720, 1280) };
        var folder = media.NewFolder();
        using var stop = new CancellationTokenSource();
        var progress = new Reaction(report =>
        {
            if (report.Fraction > 0) stop.Cancel();
        });

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4")), progress, stop.Token));

        Directory.GetFiles(folder).ShouldBeEmpty();
        Directory.GetFiles(Path.Combine(folder, "work"), "*", SearchOption.AllDirectories).Where(file => file.Contains("scratch", StringComparison.Ordinal)).ShouldBeEmpty();
        Running.In(folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task Progress_only_grows_and_ends_at_one()
    {
        var seen = new List<double>();
        var folder = media.NewFolder();

        await Renderer.RenderAsync(Cards(TransitionKind.Cut), new(Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4")), new Reaction(report => seen.Add(report.Fraction)), CancellationToken.None);

        seen.ShouldBe(seen.Order());
        seen[^1].ShouldBe(1);
        seen.Count.ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_preview_is_the_same_video_at_540_pixels()
    {
        var timeline = Cards(TransitionKind.Fade) with { Canvas = new(1080, 1920) };
        var folder = media.NewFolder();
        var output = Path.Combine(folder, "out.mp4");

        await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), output, Preview: true), null, CancellationToken.None);

        var video = await FinishedVideo.ReadAsync(output);
        (video.Video.GetProperty("width").GetInt32(), video.Video.GetProperty("height").GetInt32()).ShouldBe((540, 960));
        video.Times.Count.ShouldBe(timeline.FrameCount);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_refused_before_any_work()
    {
        var folder = media.NewFolder();
        var work = Path.Combine(folder, "work");

        var refused = await Should.ThrowAsync<RenderException>(() => Renderer.RenderAsync(Cards(TransitionKind.Cut), new(work, "/proc/nothing/out.mp4"), null, CancellationToken.None));

        refused.Remedy.ShouldNotBeEmpty();
        Directory.Exists(work).ShouldBeFalse();
    }

    [Fact]
    public async Task The_key_frames_of_a_youtube_video_stand_half_a_second_apart()
    {
        var timeline = TimelineSamples.Of((new ClipVisual(media.Portrait), 60, Transition.Cut)) with { Platform = Platform.YouTube };
        var folder = media.NewFolder();
        var output = Path.Combine(folder, "out.mp4");

        await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), output), null, CancellationToken.None);

        var video = await FinishedVideo.ReadAsync(output);
        video.KeyTimes.Zip(video.KeyTimes.Skip(1), (one, next) => next - one).Max().ShouldBeLessThanOrEqualTo(0.501);
    }

    [Fact]
    public async Task The_emoji_of_a_caption_is_seen_above_its_words_wherever_its_scene_stands()
    {
        var folder = media.NewFolder();
        var timeline = TimelineSamples.Of((new StillVisual(media.Photo), 10, Transition.Cut), (new StillVisual(media.Photo), 10, Transition.Cut));
        var words = timeline with { Scenes = [timeline.Scenes[0], timeline.Scenes[1] with { Captions = [new Cue(333, 667, [[new Word("Fire", 333, 667)]])] }] };
        var emoji = words with { Scenes = [words.Scenes[0], words.Scenes[1] with { Captions = [words.Scenes[1].Captions[0] with { Emoji = "🔥" }] }] };
        List<byte[]> seen = [];
        foreach (var each in new[] { timeline, words, emoji })
        {
            var output = Path.Combine(folder, $"out-{seen.Count}.mp4");
            await Renderer.RenderAsync(each, new(Path.Combine(folder, "work"), output), null, CancellationToken.None);
            seen.Add(await FinishedVideo.FrameAsync(output, 15, folder));
        }

        var (plain, spoken, drawn) = (seen[0], seen[1], seen[2]);
        List<int> Changed(byte[] one, byte[] other) => [.. Enumerable.Range(0, one.Length).Where(i => Math.Abs(one[i] - other[i]) > 60).Select(i => i / 3 / timeline.Canvas.Width)];
        Changed(spoken, drawn).Count.ShouldBeGreaterThan(100);
        Changed(spoken, drawn).Max().ShouldBeLessThan(Changed(plain, spoken).Min());
    }

    private static Timeline Cards(TransitionKind kind) => TimelineSamples.Of(
    [
        .. Enumerable.Range(1, 4).Select(number => ((Visual)TimelineSamples.Card($"Number {number}", number), 14 + number,
            number == 1 || kind == TransitionKind.Cut ? Transition.Cut : new Transition(kind, 6))),
    ]);

    private Timeline RandomTimeline(int seed)
    {
        var random = new Random(seed);
        Visual[] visuals =
        [
            new ClipVisual(media.Portrait), new ClipVisual(media.Portrait, 1.9), new ClipVisual(media.Portrait, 0.3, 0.4, 1), new ClipVisual(media.Landscape, 0.2),
            new ClipVisual(media.Portrait, 0.1) { Speed = [new(0, 0.25 + (3.75 * random.NextDouble()))] },
            new ClipVisual(media.Landscape) { Speed = [new(random.NextDouble() / 2, 3), new(0.9, 0.25 + random.NextDouble())] },
            new ClipVisual(media.Portrait, 0.3, 0.45) { Speed = [new(0, 4), new(0.5, 0.25), new(1, 2)] },
            new ClipVisual(media.Rotated), new StillVisual(media.Photo), new StillVisual(media.Wide), TimelineSamples.Card(), TimelineSamples.Card("", 2), new StillVisual(media.Cutout), new ColourVisual("#E63946"),
            new CardVisual { Layout = random.GetItems(Enum.GetValues<CardLayout>(), 1)[0], Headline = "Two of five", Number = "2", Total = 5, Icon = "star", Variation = random.Next(9) },
        ];
        var fps = random.GetItems([24, 25, 30, 50], 1)[0];
        var at = 0;
        var scenes = Enumerable.Range(1, random.Next(1, 6)).Select(number =>
        {
            var start = at;
            var shots = Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            {
                var from = at;
                at += random.Next(1, 25);
                return new Shot
                {
                    StartFrame = from,
                    EndFrame = at,
                    Visual = random.GetItems(visuals, 1)[0],
                    Motion = random.GetItems(Enum.GetValues<Rendering.Timelines.Motion>(), 1)[0],
                    Framing = random.Next(3) == 0 ? null : new Framing(random.GetItems(Enum.GetValues<FillMode>(), 1)[0], random.NextDouble(), random.NextDouble()) { SecondX = random.NextDouble(), SecondY = random.NextDouble(), Colour = random.Next(2) == 0 ? null : "#20C0F0" },
                };
            }).ToList();
            var kind = number == 1 ? TransitionKind.Cut : random.GetItems(Enum.GetValues<TransitionKind>(), 1)[0];
            return new Scene
            {
                Id = $"scene-{number}",
                StartFrame = start,
                EndFrame = at,
                Shots = shots,
                TransitionIn = kind == TransitionKind.Cut ? Transition.Cut : new Transition(kind, random.Next(1, at - start + 1)),
                Texts = [new OverlayText($"'{number}': {{\\b1}} %d, [a];", start, at)],
                Captions = number % 2 == 0 ? [] : [new Cue(FrameMs(start), FrameMs(at), [[new Word("Fire,", FrameMs(start), FrameMs(at)) { Emphasis = true }]]) { Emoji = number == 3 ? null : "🔥" }],
            };
        }).ToList();

        int FrameMs(int frame) => (int)Math.Round(frame * 1000.0 / fps);
        return TimelineSamples.Of() with
        {
            Canvas = random.GetItems([new Canvas(108, 192, fps), new Canvas(192, 108, fps), new Canvas(120, 120, fps), new Canvas(108, 134, fps)], 1)[0],
            Scenes = scenes,
            Look = new Look { Palette = ["#102040", "#F0B030"], Aesthetic = random.GetItems(Enum.GetValues<Aesthetic>(), 1)[0], Grade = random.Next(3) == 0 ? null : new(random.GetItems(Enum.GetValues<GradeName>(), 1)[0], random.NextDouble()) },
            Overlays = RandomOverlays(random, scenes),
            Audio = new AudioMix
            {
                Voice = random.Next(2) == 0 ? [] : [new VoiceClip(media.Voice, 0, 1200)],
                Music = random.Next(2) == 0 ? null : new MusicTrack(media.Music),
            },
        };
    }

    private sealed class Reaction(Action<RenderProgress> react) : IProgress<RenderProgress>
    {
        public void Report(RenderProgress value) => react(value);
    }

    private List<Overlay> RandomOverlays(Random random, List<Scene> scenes)
    {
        var overlays = new List<Overlay>();
        if (random.Next(2) == 0) overlays.Add(new LogoOverlay(media.Cutout, random.GetItems(Enum.GetValues<Corner>(), 1)[0], 0.05 + (0.2 * random.NextDouble())));
        if (random.Next(2) == 0) overlays.Add(new ProgressBarOverlay(random.Next(2) == 0));
        foreach (var scene in scenes)
        {
            var start = random.Next(scene.StartFrame, scene.EndFrame);
            var end = random.Next(start + 1, scene.EndFrame + 1);
            switch (random.Next(4))
            {
                case 0: overlays.Add(new LowerThirdOverlay("Ada, {\\b1} Lovelace", random.Next(2) == 0 ? "" : "'wrote'; [it]") { StartFrame = start, EndFrame = end }); break;
                case 1: overlays.Add(new StickerOverlay("heart", X: random.NextDouble(), Y: random.NextDouble(), Entrance: random.GetItems(Enum.GetValues<StickerEntrance>(), 1)[0]) { StartFrame = start, EndFrame = end }); break;
                case 2: overlays.Add(new StickerOverlay(Path: media.Wide, X: random.NextDouble(), Y: random.NextDouble(), Entrance: random.GetItems(Enum.GetValues<StickerEntrance>(), 1)[0]) { StartFrame = start, EndFrame = end }); break;
                default: break;
            }
        }

        return overlays;
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
