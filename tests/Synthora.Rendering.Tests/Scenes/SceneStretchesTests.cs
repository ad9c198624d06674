using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

[Collection(RenderingTests.Name)]
public sealed class SceneStretchesTests(SampleMedia media)
{
    [Theory]
    [InlineData(59, new[] { 59 })]
    [InlineData(60, new[] { 30, 30 })]
    [InlineData(150, new[] { 75, 75 })]
    [InlineData(268, new[] { 134, 134 })]
    [InlineData(300, new[] { 75, 75, 75, 75 })]
    public void Two_stretches_at_a_time_share_a_scene_evenly(int frames, int[] expected) => Lengths(Plan(Clip(frames))).ShouldBe(expected);

    [Fact]
    public void A_cut_between_shots_is_preferred_where_it_keeps_the_balance()
    {
        Lengths(Plan(Clip(80), Clip(70))).ShouldBe([80, 70]);
        Lengths(Plan(Clip(100), Clip(50))).ShouldBe([75, 75]);
        Lengths(Plan(Card(78), Clip(222))).ShouldBe([78, 72, 75, 75]);
    }

    [Fact]
    public void A_scene_of_many_shots_never_opens_more_than_six_files_at_once()
    {
        var stretches = SceneStretches.Of(Plan([.. Enumerable.Repeat(Clip(20), 60)])).ToList();

        stretches.ShouldAllBe(stretch => stretch.Shots.Count <= 6);
        stretches.Sum(stretch => stretch.Frames).ShouldBe(1200);
    }

    [Theory]
    [InlineData(12, new[] { 63, 87 })]
    [InlineData(80, new[] { 81, 69 })]
    public void A_transition_stays_whole_in_the_first_stretch_which_is_shorter_for_it(int frames, int[] expected)
    {
        var plan = Plan(Clip(150)) with { Transition = new(TransitionKind.Fade, frames), Leaving = Clip(20) };

        var stretches = SceneStretches.Of(plan).ToList();

        stretches.Select(stretch => stretch.Frames).ShouldBe(expected);
        (stretches[0].Leaving, stretches[0].Transition).ShouldBe((plan.Leaving, plan.Transition));
        stretches.Skip(1).ShouldAllBe(stretch => stretch.Leaving == null);
    }

    [Theory]
    [InlineData(Rendering.Timelines.Motion.None, false)]
    [InlineData(Rendering.Timelines.Motion.ZoomIn, false)]
    [InlineData(Rendering.Timelines.Motion.None, true)]
    public async Task A_scene_looks_the_same_in_stretches_and_in_one_piece(Rendering.Timelines.Motion motion, bool isCard)
    {
        // At 25 frames a second, so that the cut falls between two of its frames.
        var clip = await SampleMedia.MakeAsync(Path.Combine(media.NewFolder(), "long.mp4"), "-f", "lavfi", "-i", "testsrc2=s=160x284:r=25:d=5", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
        var shot = new Shot { StartFrame = 0, EndFrame = 140, Visual = isCard ? TimelineSamples.Card() : new ClipVisual(clip, 0.1), Motion = motion };
        var timeline = TimelineSamples.Of() with
        {
            Canvas = new Canvas(108, 192),
            Scenes =
            [
                new Scene
                {
                    Id = "scene-1", StartFrame = 0, EndFrame = 140, Shots = [shot], Texts = [new OverlayText("Here", 60, 100)],
                    Captions = [new Cue(1500, 3500, [[new Word("one", 1500, 2200), new Word("two", 2200, 3500)]])],
                },
            ],
        };
        using var shelf = await MediaShelf.OpenAsync(timeline, CancellationToken.None);
        var work = media.NewFolder();
        using var folder = new RenderFolder(work, TimeProvider.System);
        var renderer = new SegmentRenderer(folder, shelf.Media, canToneMap: false);
        var whole = SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false)).Single();
        var stretches = SceneStretches.Of(whole).ToList();
        stretches.Count.ShouldBe(2);

        var expected = await FramesAsync(whole);
        var cut = (await FramesAsync(stretches[0])).Concat(await FramesAsync(stretches[1])).ToList();

        cut.Count.ShouldBe(expected.Count);
        for (var n = 1; n < cut.Count - 1; n++)
        {
            // Two encodes of one picture differ a little; a picture one frame off looks more like its neighbour.
            double Off(int other) => cut[n].Zip(expected[other], (a, b) => Math.Abs(a - b)).Average();
            Off(n).ShouldBeLessThan(3, $"frame {n}");
            Off(n).ShouldBeLessThanOrEqualTo(Math.Min(Off(n - 1), Off(n + 1)) + 0.2, $"frame {n}");
        }

        async Task<List<byte[]>> FramesAsync(SegmentPlan plan)
        {
            var key = $"{plan.StartFrame}-{plan.Frames}";
            await renderer.RenderAsync(plan, key, _ => { }, CancellationToken.None);
            var raw = await SampleMedia.MakeAsync(Path.Combine(work, key + ".gray"), "-i", FFmpegText.File(folder.SegmentPath(key)), "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "gray");
            return [.. (await File.ReadAllBytesAsync(raw)).Chunk(108 * 192)];
        }
    }

    private static IEnumerable<int> Lengths(SegmentPlan plan) => SceneStretches.Of(plan).Select(stretch => stretch.Frames);

    private static ShotPlan Clip(int frames) => new(new ClipVisual("/clip.mp4"), Rendering.Timelines.Motion.None, frames, 0, frames);

    private static ShotPlan Card(int frames) => new(TimelineSamples.Card(), Rendering.Timelines.Motion.None, frames, 0, frames);

    private static SegmentPlan Plan(params IReadOnlyList<ShotPlan> shots)
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 10, Transition.Cut));
        return SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false))[0] with { Shots = shots, Frames = shots.Sum(shot => shot.Frames) };
    }
}
