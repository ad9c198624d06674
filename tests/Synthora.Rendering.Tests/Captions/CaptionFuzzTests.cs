using System.Text;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class CaptionFuzzTests
{
    private static readonly Canvas Small = new(270, 480, 4);

    /// <summary>Hundreds of hostile captions in one film: whatever the words, libass draws them inside the box.</summary>
    [Theory]
    [InlineData(CaptionStyle.Modern, 1)]
    [InlineData(CaptionStyle.Box, 2)]
    [InlineData(CaptionStyle.Typewriter, 3)]
    [InlineData(CaptionStyle.Punch, 4)]
    public async Task No_text_escapes_from_its_caption(CaptionStyle style, int seed)
    {
        var random = new Random(seed);
        var look = CaptionSegmenterTests.LookWith(style);
        var box = SafeBox.For(Platform.Universal, Small);
        var cues = Enumerable.Range(0, 120).Select(i => new Cue(i * 500, (i + 1) * 500,
        [
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(n => new Word(Hostile(random), (i * 500) + (n * 100), (i * 500) + (n * 100) + 90))],
        ])).Append(new Cue(60_000, 60_500, [[new Word(Long(random), 60_000, 60_500)]])).ToList();

        var sheet = CaptionLayout.Place(cues, look, Small, box, "en");
        var frames = await AssProbe.PlayAsync(AssDocument.Write(Small, sheet.Styles, sheet.Lines), Small, 61);

        sheet.Placed.ShouldAllBe(placed => placed.IsInside(box) && placed.Lines.Count <= 2);
        frames.Count.ShouldBe(244);
        for (var frame = 0; frame < frames.Count; frame++)
        {
            var ink = frames[frame];
            (ink.Width <= 0 || (ink.Left >= box.Left - 1 && ink.Right <= box.Right + 1 && ink.Top >= box.Top - 1 && ink.Bottom <= box.Bottom + 1))
                .ShouldBeTrue($"{ink.Left} {ink.Top} {ink.Right} {ink.Bottom} leaves {box}: {string.Join(" | ", sheet.Placed.Where(placed => placed.StartSeconds * 4 <= frame && placed.EndSeconds * 4 > frame).Select(placed => $"{placed} {string.Join('/', placed.Lines)}"))}");
        }
    }

    [Fact]
    public void Any_stream_of_hostile_words_is_cut_into_cues_and_subtitles()
    {
        var random = new Random(11);
        for (var round = 0; round < 40; round++)
        {
            var words = Enumerable.Range(0, 12).Select(n => new Word(Hostile(random), n * 200, (n * 200) + 190)).ToList();
            var cues = SubtitleCues.From(words, "en", 30, 2400);

            cues.Zip(cues.Skip(1)).ShouldAllBe(pair => pair.First.EndMs <= pair.Second.StartMs);
            var file = SubtitleFile.SubRip(cues);
            file.Split('\n').Count(line => line.Contains("-->", StringComparison.Ordinal)).ShouldBe(cues.Count(cue => cue.Text.Trim().Length > 0));
        }
    }

    private static string Hostile(Random random)
    {
        string[] pieces =
        [
            "{", "}", @"\", @"{\pos(0,0)}", @"{\an7\fs400}", @"\N", "\n", "\r", "\u2028", @"{\p1}m 0 0 l 900 0 900 900{\p0}", "&HFFFFFF&", ",", "\u202E", "\u202A", "\u2066", "\u200F",
            "\u200B", "\u200D", "\uFEFF", "\u00AD", "\u0301\u0302\u0303", "\uD83D", "\uDE00", "😀", "🇺🇸", "👩‍👩‍👧‍👦", "اَلْعَرَبِيَّةُ", "שלום", "ไทย", "ខ្មែរ", "हिन्दी", "漢字", "\0", "\u0007", "\t", "\u0085", "<b>", "-->", "%d", "a", "Ω", "Z\u0351\u036B\u0343",
        ];
        var text = new StringBuilder();
        for (var i = random.Next(1, 7); i > 0; i--)
        {
            if (random.Next(3) > 0) text.Append(pieces[random.Next(pieces.Length)]);
            else text.Append(char.ConvertFromUtf32(random.Next(2) == 0 ? random.Next(0x20, 0xD7FF) : random.Next(0xE000, 0x1FFFF)));
        }

        return text.ToString();
    }

    private static string Long(Random random)
    {
        var text = new StringBuilder();
        while (text.Length < 10_000) text.Append(Hostile(random));
        return text.ToString(0, 10_000);
    }
}
