using Synthora.Rendering.Captions;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class CaptionWordsTests
{
    [Theory]
    [InlineData("th", "การนอนหลับไม่ใช่การเสียเวลา", "การ|นอน|หลับ|ไม่ใช่|การ|เสีย|เวลา")]
    [InlineData("km", "ការគេងមិនមែនជាការខ្ជះខ្ជាយពេលវេលាទេ", "ការ|គេង|មិនមែន|ជា|ការ|ខ្ជះខ្ជាយ|ពេលវេលា|ទេ")]
    [InlineData("ja", "脳は毎晩「きれい」になります。", "脳|は|毎晩|「きれい」|に|なり|ます。")]
    [InlineData("en", "go🔥now", "go|🔥|now")]
    [InlineData("en", "family👨‍👩‍👧!", "family|👨|👩|👧!")]
    public void Writing_without_spaces_is_taken_apart_into_its_words(string language, string text, string words) =>
        string.Join('|', SpokenUnits.From([new Word(text, 0, 3000)], language).Select(word => word.Text.Trim())).ShouldBe(words);

    [Theory]
    [InlineData("th", "การนอนหลับไม่ใช่การเสียเวลาสมองทำความสะอาดตัวเองทุกคืน")]
    [InlineData("lo", "ການນອນຫຼັບບໍ່ແມ່ນການເສຍເວລາ")]
    [InlineData("hi", "क्षत्रिय स्त्रियों की शक्ति")]
    public void No_caption_breaks_within_a_grapheme_or_a_word_of_the_dictionary(string language, string text)
    {
        var canvas = new Canvas(1080, 1920);
        var units = SpokenUnits.From([new Word(text, 0, 6000)], language).Select(word => word.Text.Trim()).ToHashSet();

        var cues = CaptionSegmenter.Segment([new Word(text, 0, 6000)], CaptionSegmenterTests.LookWith(CaptionStyle.Punch), canvas, SafeBox.For(Platform.Universal, canvas), language);

        cues.SelectMany(cue => cue.Lines).SelectMany(line => line).ShouldAllBe(word => units.Contains(word.Text.Trim()));
        string.Concat(cues.Select(cue => cue.Text)).Where(c => !char.IsWhiteSpace(c)).ShouldBe(text.Where(c => !char.IsWhiteSpace(c)));
    }

    [Fact]
    public void Figures_strong_words_and_names_are_emphasised_and_never_side_by_side() =>
        Emphasised("But your brain saves 72% of its energy and the best scientists in town never expected that.")
            .ShouldBe(["72%", "best", "never"]);

    [Fact]
    public void The_authors_own_marks_silence_the_choice()
    {
        var words = CaptionSegmenterTests.Spoken("You save 72% every night");
        words[3] = words[3] with { Emphasis = true };

        Keywords.Mark(words).Where(word => word.Emphasis).Select(word => word.Text).ShouldBe(["every"]);
    }

    [Fact]
    public void Emoji_follow_what_is_said_where_they_are_wanted()
    {
        var canvas = new Canvas(1080, 1920);
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Pop) with { CaptionEmoji = true };

        var cues = CaptionSegmenter.Segment(CaptionSegmenterTests.Spoken("Money loves sleeping brains."), look, canvas, SafeBox.For(Platform.Universal, canvas), "en");

        cues.Select(cue => cue.Emoji ?? "").ShouldBe(["💰", "", "😴", ""]);
        CaptionLayout.Place(cues, look, canvas, SafeBox.For(Platform.Universal, canvas), "en").Placed[0].Top.ShouldBeLessThan(
            CaptionLayout.Place(cues, look, canvas, SafeBox.For(Platform.Universal, canvas), "en").Placed[1].Top - 100);
    }

    [Fact]
    public void Every_emoji_that_a_word_may_get_can_be_drawn()
    {
        using var reader = new StreamReader(typeof(EmojiPicker).Assembly.GetManifestResourceStream("emoji-words.txt")!);
        reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[..line.IndexOf(' ')]).Where(emoji => !EmojiLibrary.IsDrawn(emoji)).ShouldBeEmpty();
    }

    [Fact]
    public void Whatever_is_drawn_in_a_lesser_way_stands_in_the_ledger()
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 60, Transition.Cut));
        timeline = timeline with
        {
            Language = "hi",
            Look = timeline.Look with { Captions = CaptionStyle.Bold, CaptionEmoji = true },
            Scenes = [timeline.Scenes[0] with { Captions = [new Cue(0, 1500, [[new("रात", 0, 400), new("🇺🇸", 400, 600), new("🇶🇶", 600, 800), new("🔥", 800, 1000), new("x\U000F1234", 1000, 1500)]])] }],
        };

        var ledger = TextFallbacks.Of(timeline);

        ledger.ShouldContain(fallback => fallback.Asked.Contains('\uDDF6') && !fallback.Asked.Contains('\uDDFA') && fallback.Asked.Contains("\U000F1234", StringComparison.Ordinal) && !fallback.Asked.Contains("🔥", StringComparison.Ordinal) && fallback.Done == "left out of the picture");
        ledger.ShouldContain(fallback => fallback.Asked == "captions in Anton" && fallback.Done.Contains("Noto Sans Devanagari", StringComparison.Ordinal));
        ledger.ShouldContain(fallback => fallback.Asked == "emoji over the captions");
        ledger.ShouldAllBe(fallback => !fallback.Blocks);
    }

    [Fact]
    public void A_title_whose_letters_no_font_has_keeps_the_video_from_being_published()
    {
        // The script of Kawi came into Unicode with version 15; no font of Debian 12 has it.
        var timeline = TimelineSamples.Of((TimelineSamples.Card("Kawi \U00011F04\U00011F05 🇲🇽"), 60, Transition.Cut));

        var lost = TextFallbacks.Of(timeline).ShouldHaveSingleItem();

        lost.Asked.ShouldBe("titles and cards with \U00011F04 \U00011F05");
        lost.Blocks.ShouldBeTrue();
    }

    private static IEnumerable<string> Emphasised(string text) =>
        Keywords.Mark(CaptionSegmenterTests.Spoken(text)).Where(word => word.Emphasis).Select(word => word.Text.Trim('.', ','));
}
