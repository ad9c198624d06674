using Synthora.Rendering.Captions;
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
}
