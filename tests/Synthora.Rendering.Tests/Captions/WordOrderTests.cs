using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class WordOrderTests
{
    [Theory]
    // From left to right, as they stand on screen.
    [InlineData(true, "أطفئ|الشاشات|الآن", "الآن|الشاشات|أطفئ")]
    [InlineData(true, "هاتف|iPhone|15|يستهلك", "يستهلك|iPhone|15|هاتف")]
    [InlineData(true, "15|يستهلك|72%", "72%|يستهلك|15")]
    [InlineData(true, "—|שלום|OpenAI|Studio|Pro", "OpenAI|Studio|Pro|שלום|—")]
    [InlineData(false, "say|שלום|חבר|twice", "say|חבר|שלום|twice")]
    [InlineData(false, "the|שלום|20|חבר|end", "the|חבר|20|שלום|end")]
    [InlineData(false, "plain|20|words", "plain|20|words")]
    public void Words_of_both_directions_stand_as_a_reader_expects(bool rightToLeft, string spoken, string seen)
    {
        var words = spoken.Split('|');

        string.Join('|', WordOrder.Visual(words, rightToLeft).Select(i => words[i])).ShouldBe(seen);
    }

    [Fact]
    public void The_spoken_word_of_an_Arabic_line_is_marked_where_the_line_shows_it()
    {
        var canvas = new Canvas(1080, 1920);
        var look = CaptionSegmenterTests.LookWith(CaptionStyle.Karaoke);
        IReadOnlyList<Cue> cues = [new(0, 900, [[new("قل", 0, 300), new("iPad", 300, 600), new("له", 600, 900)]])];
        var active = AssColour.Override(CaptionStyles.For(look, canvas)!.ActiveColour!);

        var lines = CaptionLayout.Place(cues, look, canvas, SafeBox.For(Platform.TikTok, canvas, rightToLeft: true), "ar").Lines;

        double X(double seconds) => double.Parse(
            lines.Single(line => line.StartSeconds <= seconds && line.EndSeconds > seconds && line.Text.Contains(active, StringComparison.Ordinal)).Text.Split("pos(")[1].Split(',')[0], System.Globalization.CultureInfo.InvariantCulture);
        X(0.1).ShouldBeGreaterThan(X(0.45));
        X(0.45).ShouldBeGreaterThan(X(0.75));
    }
}
