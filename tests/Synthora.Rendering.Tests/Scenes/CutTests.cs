using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Scenes;

/// <summary>What is seen around cuts from one designed card to the next.</summary>
[Collection(RenderingTests.Name)]
public sealed class CutTests(SampleMedia media)
{
    // 38 frames end between two hundredths of a second, which is what documents of words count in.
    private const int First = 38;

    [Theory]
    [InlineData(TransitionKind.Cut, Aesthetic.Bold)]
    [InlineData(TransitionKind.Fade, Aesthetic.Modern)]
    [InlineData(TransitionKind.Slide, Aesthetic.Playful)]
    [InlineData(TransitionKind.Wipe, Aesthetic.Vintage)]
    [InlineData(TransitionKind.Push, Aesthetic.Cinematic)]
    public async Task No_picture_between_two_cards_is_empty(TransitionKind kind, Aesthetic aesthetic)
    {
        var timeline = TimelineSamples.Of(
            (Card("Close the door", 0), First, Transition.Cut), (Card("Open a window", 1), 41, Transition.Cut), (Card("Then sleep well", 2), 40, kind == TransitionKind.Cut ? Transition.Cut : new(kind, 10)));

        var video = await PlayedVideo.RenderAsync(timeline with { Look = timeline.Look with { Aesthetic = aesthetic } }, media.NewFolder());

        var detail = Enumerable.Range(0, video.Frames.Count).Select(frame => Detail(video, frame)).ToList();
        var usual = detail.Order().ElementAt(detail.Count / 2);
        for (var frame = 0; frame < detail.Count; frame++) (detail[frame] / usual).ShouldBeGreaterThan(0.3, $"frame {frame}");
    }

    [Fact]
    public async Task A_card_leaves_with_its_words_in_one_frame()
    {
        var timeline = TimelineSamples.Of((Card("Close the door", 0), First, Transition.Cut), (TimelineSamples.Card(""), 20, Transition.Cut));
        var scene = timeline.Scenes[0] with { EndFrame = First + 20, Shots = [.. timeline.Scenes.SelectMany(one => one.Shots)] };

        var video = await PlayedVideo.RenderAsync(timeline with { Scenes = [scene] }, media.NewFolder());

        Detail(video, First - 1).ShouldBeGreaterThan(0.02);
        Detail(video, First).ShouldBeLessThan(0.005);
    }

    private static CardVisual Card(string headline, int variation) => new() { Headline = headline, Icon = "moon", Variation = variation };

    /// <summary>Share of the headline's place where neighbouring pixels differ strongly.</summary>
    private static double Detail(PlayedVideo video, int frame)
    {
        var (pixels, found, all) = (video.Frames[frame], 0, 0);
        for (var y = video.Height * 18 / 100; y < video.Height * 46 / 100; y++)
            for (var x = video.Width / 20; x < video.Width * 19 / 20; x++, all++)
            {
                var at = ((y * video.Width) + x) * 3;
                if (Math.Abs(pixels[at] - pixels[at + 6]) + Math.Abs(pixels[at + 1] - pixels[at + 7]) + Math.Abs(pixels[at + 2] - pixels[at + 8]) > 90) found++;
            }

        return (double)found / all;
    }
}
