using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

[Collection(RenderingTests.Name)]
public sealed class SceneEntranceTests(SampleMedia media)
{
    public static TheoryData<TransitionKind> Kinds => [.. Enum.GetValues<TransitionKind>().Where(kind => kind != TransitionKind.Cut)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_transition_begins_with_the_old_picture_shows_both_and_ends_with_the_new_one(TransitionKind kind)
    {
        var folder = media.NewFolder();
        var (red, blue) = (await FlatAsync(folder, "0xC83214"), await FlatAsync(folder, "0x1432C8"));
        // The third scene is all transition, and the fourth's is a single frame long.
        var timeline = TimelineSamples.Of(
            (new StillVisual(red), 10, Transition.Cut), (new StillVisual(blue), 16, new(kind, 11)), (new StillVisual(red), 9, new(kind, 9)), (new StillVisual(blue), 4, new(kind, 1))) with
        {
            Canvas = new(108, 192),
        };

        var video = await PlayedVideo.RenderAsync(timeline, folder);

        video.Frames.Count.ShouldBe(39);
        double Blue(int frame) => video.Mean(frame) is var (r, _, b) ? b / (r + b) : 0;
        Blue(10).ShouldBeLessThan(0.15, "the first frame belongs to the old picture");
        Enumerable.Range(11, 10).ShouldContain(n => Different(video, n, 2) && Different(video, n, 24), "both pictures, or the light between them, are seen on the way");
        for (var n = 21; n < 26; n++) Blue(n).ShouldBeGreaterThan(0.85, $"frame {n} belongs to the new picture alone");
        Different(video, 24, 25).ShouldBeFalse();
        Blue(26).ShouldBeGreaterThan(0.85);
        Blue(37).ShouldBeGreaterThan(0.85);
    }

    [Fact]
    public async Task Nothing_of_a_transition_touches_the_frames_behind_it()
    {
        async Task<PlayedVideo> PlayAsync(Transition transition) => await PlayedVideo.RenderAsync(TimelineSamples.Of(
            (new ClipVisual(media.Portrait), 12, Transition.Cut), (new ClipVisual(media.Portrait, 0.5), 30, transition)) with
        {
            Canvas = new(108, 192),
        }, media.NewFolder());

        var plain = await PlayAsync(Transition.Cut);
        var whipped = await PlayAsync(new(TransitionKind.WhipPan, 8));

        // Two encodes of equal pictures differ a little; a picture out of step by one frame matches its neighbour better.
        for (var n = 21; n < 41; n++)
        {
            double Off(int other) => plain.Frames[other].Zip(whipped.Frames[n], (a, b) => Math.Abs(a - b)).Average();
            Off(n).ShouldBeLessThan(Math.Min(Off(n - 1), Off(n + 1)), $"frame {n}");
        }
    }

    private static bool Different(PlayedVideo video, int one, int other) => video.Change(one, other) > 4;

    private static Task<string> FlatAsync(string folder, string colour) =>
        SampleMedia.MakeAsync(Path.Combine(folder, $"{colour}.png"), "-f", "lavfi", "-i", $"color={colour}:s=108x192", "-frames:v", "1");
}
