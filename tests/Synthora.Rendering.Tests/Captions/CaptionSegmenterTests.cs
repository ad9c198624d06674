using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class CaptionSegmenterTests
{
    private static readonly Canvas Portrait = new(1080, 1920);
    private static readonly SafeBox Box = SafeBox.For(Platform.Universal, Portrait);
    private static readonly string[] Vocabulary =
    [
        "the", "a", "of", "sleep", "brain", "every", "night,", "and", "Matthew", "Walker", "found.", "7", "hours", "is", "why?",
        "extraordinarily", "screens,", "light", "—", "don't", "\"quoted\"", "internationalisation", "I", "睡眠不是浪费时间", "好。",
    ];

    public static TheoryData<CaptionStyle, int> Streams()
    {
        var data = new TheoryData<CaptionStyle, int>();
        foreach (var style in Enum.GetValues<CaptionStyle>().Where(style => style != CaptionStyle.None))
        {
            for (var seed = 0; seed < 25; seed++) data.Add(style, seed);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Any_stream_of_words_becomes_ordered_captions_that_keep_every_word_and_fit(CaptionStyle style, int seed)
    {
        var words = RandomWords(new Random(seed));
        var look = LookWith(style);

        var cues = CaptionSegmenter.Segment(words, look, Portrait, Box, "en");

        Letters(cues.Select(cue => cue.Text)).ShouldBe(Letters(words.Select(word => word.Text)));
        cues.ShouldAllBe(cue => cue.StartMs < cue.EndMs);
        cues.ShouldAllBe(cue => cue.Lines.Count == 1 || cue.Lines.Count == 2);
        cues.ShouldAllBe(cue => cue.Lines.All(line => line.Count > 0));
        cues.Zip(cues.Skip(1)).ShouldAllBe(pair => pair.First.EndMs <= pair.Second.StartMs);
        cues.SelectMany(cue => cue.Lines.Where(line => line.Count > 1)).ShouldAllBe(line => Script.Join(line.Select(word => word.Text)).Length <= 32);
        CaptionLayout.Place(cues, look, Portrait, Box, "en").Placed.ShouldAllBe(placed => placed.IsInside(Box) && placed.Lines.Count <= 2);
    }

    [Fact]
    public void A_spoken_explanation_is_cut_into_phrases_a_reader_would_choose() =>
        Texts("Most people think sleep is wasted time. But your brain cleans itself every night, and skipping that has a price. Dr. Matthew Walker found that 7 hours is the minimum!")
            .ShouldBe(
            [
                "Most people / think sleep", "is wasted time.", "But your brain", "cleans itself / every night,", "and skipping / that has", "a price.",
                "Dr. Matthew / Walker found", "that 7 hours", "is the minimum!",
            ]);

    [Theory]
    [InlineData("Pick one, and try this tonight.", "Pick one,|and try / this tonight.")]
    [InlineData("Half of it is still with you six hours later.", "Half of it|is still with you|six hours later.")]
    [InlineData("Still tired after eight hours in bed?", "Still tired after|eight hours / in bed?")]
    [InlineData("Number one: start with the hardest task.", "Number one: / start|with the hardest / task.")]
    [InlineData("Follow for more small wonders.", "Follow for more|small wonders.")]
    [InlineData("Somebody always sees your light. Send this to a person who needs it.", "Somebody / always sees|your light.|Send this|to a person|who needs it.")]
    [InlineData("Forty percent off is still sixty percent spent.", "Forty percent off|is still|sixty percent / spent.")]
    [InlineData("Good coffee used to mean a heavy machine, a socket, and a queue.", "Good coffee|used to mean|a heavy / machine,|a socket,|and a queue.")]
    [InlineData("Do you know how to stay focused when you work from home?", "Do you know how|to stay focused|when you work|from home?")]
    public void No_word_hangs_before_what_it_belongs_to_and_none_stands_alone_over_a_line(string said, string expected) =>
        string.Join("|", Texts(said)).ShouldBe(expected);

    public static TheoryData<CaptionStyle, string, string> Things()
    {
        var data = new TheoryData<CaptionStyle, string, string>();
        foreach (var style in Enum.GetValues<CaptionStyle>().Except([CaptionStyle.None, CaptionStyle.Pop]))
        {
            data.Add(style, "This is a real espresso. Made on a mountain, by hand.", "a real espresso.");
            data.Add(style, "Give your tired brain a quiet place to rest.", "a quiet place");
            data.Add(style, "Nobody told me the simple truth about an early start.", "the simple truth");
            data.Add(style, "It takes a little from you every single day, and nobody tells.", "every single day");
        }

        return data;
    }

    /// <summary>An article, what it says of a thing and the thing share a caption, and none of its lines ends with the article.</summary>
    [Theory]
    [MemberData(nameof(Things))]
    public void A_thing_keeps_its_article_and_its_quality(CaptionStyle style, string said, string thing)
    {
        var cues = CaptionSegmenter.Segment(Spoken(said), LookWith(style), Portrait, Box, "en").Select(cue => cue.Text).ToList();

        cues.ShouldContain(cue => cue.Replace('\n', ' ').Contains(thing, StringComparison.Ordinal), string.Join(" | ", cues));
        cues.SelectMany(cue => cue.Split('\n')).Where(line => line.Split(' ')[^1].ToLowerInvariant() is "a" or "an" or "the" or "your" or "every").ShouldBeEmpty();
    }

    [Fact]
    public void A_long_pause_always_ends_a_caption()
    {
        var cues = CaptionSegmenter.Segment([new("one", 0, 300), new("two", 1400, 1700)], LookWith(CaptionStyle.Modern), Portrait, Box, "en");

        cues.Select(cue => cue.Text).ShouldBe(["one", "two"]);
        cues[0].EndMs.ShouldBeInRange(800, 1400);
    }

    [Fact]
    public void Karaoke_shows_at_most_three_words_at_once()
    {
        var cues = CaptionSegmenter.Segment(Spoken("turn off the screens dim the lights and give your body a chance tonight"), LookWith(CaptionStyle.Karaoke), Portrait, Box, "en");

        cues.ShouldAllBe(cue => cue.Lines.Sum(line => line.Count) <= 3);
    }

    [Fact]
    public void Chinese_is_broken_between_characters_without_spaces_and_never_before_punctuation()
    {
        var cues = CaptionSegmenter.Segment([new("睡眠不是浪费时间，大脑每天晚上都会自我清理。", 0, 5000)], LookWith(CaptionStyle.Modern), Portrait, Box, "zh");

        cues.Count.ShouldBeGreaterThan(1);
        var lines = cues.SelectMany(cue => cue.Text.Split('\n')).ToList();
        lines.ShouldAllBe(line => !line.Contains(' ') && !"，。".Contains(line[0]));
        string.Concat(lines).ShouldBe("睡眠不是浪费时间，大脑每天晚上都会自我清理。");
    }

    [Fact]
    public void No_caption_outstays_the_end_it_was_given() =>
        CaptionSegmenter.Segment([new("Good night.", 0, 600)], LookWith(CaptionStyle.Modern), Portrait, Box, "en", untilMs: 700)
            .Single().EndMs.ShouldBe(700);

    [Fact]
    public void Switched_off_captions_are_none() =>
        CaptionSegmenter.Segment(Spoken("one two"), LookWith(CaptionStyle.None), Portrait, Box, "en").ShouldBeEmpty();

    internal static Look LookWith(CaptionStyle style) => new() { Palette = ["#101820", "#FF5A3C", "#F2AA4C"], Captions = style };

    internal static List<Word> Spoken(string text)
    {
        var words = new List<Word>();
        var at = 100;
        foreach (var word in text.Split(' '))
        {
            words.Add(new Word(word, at, at + 120 + 55 * word.Length));
            at += 120 + 55 * word.Length + (word[^1] is '.' or '!' or '?' ? 450 : word[^1] == ',' ? 200 : 0);
        }

        return words;
    }

    private static List<string> Texts(string text) =>
        [.. CaptionSegmenter.Segment(Spoken(text), LookWith(CaptionStyle.Modern), Portrait, Box, "en").Select(cue => cue.Text.Replace("\n", " / "))];

    private static string Letters(IEnumerable<string> texts) => string.Concat(texts.SelectMany(text => text).Where(c => !char.IsWhiteSpace(c)));

    private static List<Word> RandomWords(Random random)
    {
        var words = new List<Word>();
        var at = 0;
        for (var i = 0; i < random.Next(1, 60); i++)
        {
            var length = random.Next(40, 900);
            words.Add(new Word(Vocabulary[random.Next(Vocabulary.Length)], at, at + length));
            // Voices report overlaps of some milliseconds, and speakers pause.
            at += length + random.Next(10) switch { 0 => 1500, 1 => 400, 2 => -30, _ => random.Next(30) };
        }

        return words;
    }
}
