using Synthora.Features.Scripts.Writing;
using Synthora.Features.Templates;

namespace Synthora.Tests.Scripts;

public sealed class OnScreenWordsTests
{
    [Theory]
    [InlineData("It weighs three hundred grams, and fits next to your bottle.", "300 grams")]
    [InlineData("Picking dinner up yourself saves up to eight dollars, every time.", "$8")]
    [InlineData("Forty percent off is still sixty percent spent.", "40%")]
    [InlineData("Cool the room to eighteen degrees.", "18°")]
    [InlineData("Take a real 10 minute break away from the screen.", "10 minute break")]
    [InlineData("In nineteen twelve, a keeper wrote a letter.", "1912")]
    [InlineData("In 1993 Anna Keller woke up.", "1993")]
    [InlineData("Two million three hundred thousand people watched.", "2.3 million people")]
    [InlineData("Twenty-five thousand five hundred and six steps", "25,506 steps")]
    [InlineData("Number three. Things you bought.", null)]
    [InlineData("One last scroll is never the last.", null)]
    [InlineData("Two, maybe three.", null)]
    [InlineData("They survived five mass extinctions.", "5 mass extinctions")]
    [InlineData("million years ago.", null)]
    [InlineData("Humans kill a hundred million sharks.", "100 million sharks")]
    public void A_spoken_number_is_written_with_what_it_counts(string said, string? figure) => SpokenFigure.In(said).ShouldBe(figure);

    [Theory]
    [InlineData("Dim the lights.", "Lights")]
    [InlineData("Bright light tells your brain that it is still day.", "Brain")]
    [InlineData("Drink tap water", "Tap water")]
    [InlineData("Start with the hardest task.", "Hardest task")]
    [InlineData("Delivery fees.", "Delivery fees")]
    [InlineData("A lighthouse keeper wrote a letter.", "Lighthouse")]
    [InlineData("Close the mail, and sit down.", "Mail")]
    [InlineData("Sitting there, thinking.", "")]
    [InlineData("", "")]
    public void A_line_gives_the_word_or_two_that_it_is_about_and_shows_no_single_one(string said, string words)
    {
        OnScreenWords.Topic(said).ShouldBe(words);
        OnScreenWords.Of(said).ShouldBe(words.Contains(' ', StringComparison.Ordinal) ? words : "");
    }

    [Theory]
    [InlineData("Always warm your favourite", "Favourite pot")]
    [InlineData("pot before you pour the tea,", "Tea")]
    [InlineData("which takes up to eight", "8 minutes")]
    public void A_line_that_is_cut_off_gives_whole_names_and_figures(string said, string words) =>
        OnScreenWords.Topic(said, "Always warm your favourite pot before you pour the tea, which takes up to eight minutes.").ShouldBe(words);

    [Theory]
    [InlineData("Which leak is yours? Tell me in the comments.", CtaType.Comment)]
    [InlineData("Follow for more small habits that work.", CtaType.Follow)]
    [InlineData("Send this to a person who needs it.", CtaType.Share)]
    [InlineData("Pre-order today", CtaType.Buy)]
    [InlineData("Your next view deserves a better cup.", null)]
    public void A_call_to_action_is_understood(string said, CtaType? asked) => CallToAction.In(said).ShouldBe(asked);

    [Theory]
    [InlineData("And take a real 10 minute break away from the screen.", "10 minute break")]
    [InlineData("In 1993 Anna Keller woke up.", "1993")]
    public void A_figure_is_shown_although_it_is_said(string said, string figure) => OnScreenWords.Of(said).ShouldBe(figure);

    [Fact]
    public void A_language_that_is_not_known_gets_no_words() => CallToAction.WordsFor(CtaType.Follow, "tlh").ShouldBeNull();
}
