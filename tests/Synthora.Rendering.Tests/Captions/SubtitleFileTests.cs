using System.Globalization;
using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class SubtitleFileTests
{
    private static readonly IReadOnlyList<Cue> Cues =
    [
        new(0, 1_500, [[new("Good", 0, 500), new("<night>", 500, 900)], [new("&", 900, 1000), new("deep", 1000, 1400)]]),
        new(3_723_004, 3_725_000, [[new("-->", 3_723_004, 3_725_000)]]),
    ];

    [Fact]
    public void SubRip_numbers_its_cues_and_writes_commas() =>
        SubtitleFile.SubRip(Cues).ShouldBe("1\n00:00:00,000 --> 00:00:01,500\nGood <night>\n& deep\n\n2\n01:02:03,004 --> 01:02:05,000\n->\n\n");

    [Fact]
    public void WebVtt_escapes_its_text_and_writes_points() =>
        SubtitleFile.WebVtt(Cues).ShouldBe("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nGood &lt;night&gt;\n&amp; deep\n\n01:02:03.004 --> 01:02:05.000\n-&gt;\n\n");

    [Theory]
    [InlineData(CaptionStyle.Classic)]
    [InlineData(CaptionStyle.None)]
    public void Styled_captions_keep_clear_of_a_logo_in_the_scenes_that_show_it_as_the_picture_does(CaptionStyle style)
    {
        var bare = TimelineSamples.Of((TimelineSamples.Card(), 60, Transition.Cut), (TimelineSamples.Card(), 60, Transition.Cut));
        var spoken = (Cue[])[new(0, 1500, [[new("Sleep", 0, 1000)]]), new(2100, 3500, [[new("well", 2100, 3200)]])];
        bare = bare with
        {
            Look = bare.Look with { Captions = style },
            Scenes = [.. bare.Scenes.Zip(spoken, (scene, cue) => style == CaptionStyle.None ? scene with { Words = cue.Lines[0] } : scene with { Captions = [cue] })],
        };
        var timeline = bare with { Overlays = [new LogoOverlay("logo.png", Corner.BottomLeft) { StartFrame = 60 }] };

        var (without, with) = (Rows(bare), Rows(timeline));

        with.Count.ShouldBe(2);
        with[0].ShouldBe(without[0], "the first scene shows no logo");
        with[1].ShouldBeLessThan(without[1] - (0.1 * bare.Canvas.Width));
        if (style == CaptionStyle.None) return;
        var drawn = OverlayPlan.PlaceCaptions(timeline);
        with.Zip(drawn).ShouldAllBe(pair => pair.First > pair.Second.Top && pair.First < pair.Second.Bottom);
    }

    /// <summary>The height at which each caption stands, in the order of time.</summary>
    private static List<double> Rows(Timeline timeline) =>
        [.. SubtitleFile.Ass(timeline).Split('\n').Where(line => line.StartsWith("Dialogue:", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(line => double.Parse(Regex.Match(line, @"\\pos\([-\d.]+,([-\d.]+)\)").Groups[1].Value, CultureInfo.InvariantCulture))];
}
