using System.Runtime.CompilerServices;
using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;
using Script = Synthora.Features.Scripts.Script;

namespace Synthora.Tests.Videos.Generation;

public sealed class CardWriterTests
{
    private static readonly string Examples = Path.Combine(Here(), "../../../../examples");

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Examples).Select(path => Path.GetFileName(path)!)];

    /// <summary>Every example is shown as cards, with what its author wrote for the screen and without.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void No_card_of_an_example_repeats_its_captions(string file)
    {
        var written = Read(file);
        foreach (var script in (Script[])[written, written with { Scenes = [.. written.Scenes.Select(scene => scene with { Texts = [] })] }])
        {
            var cards = Cards(script);

            // Where nothing has a picture a word that is said is better than an empty card.
            cards.Where(card => card.Card.Icon is not null && Echo.Of(Words(card.Card), card.Said)).Select(card => $"{card.Card.Headline} | {card.Said}").ShouldBeEmpty();
            cards.ShouldAllBe(card => card.Card.Headline.Length > 0 || card.Card.Number.Length > 0 || IconLibrary.Get(card.Card.Icon) != null);
            cards.Where(card => card.Card.Layout == CardLayout.CallToAction).ShouldAllBe(card => card.Card.Kicker.Length > 0 || CallToAction.In(card.Card.Headline) != null);
        }
    }

    [Fact]
    public void A_scene_that_has_no_words_of_its_own_gets_its_label_then_figures_and_key_words()
    {
        var script = Parsed("# Better sleep\n\n## Hook\nStill tired?\n\n## Keep a schedule\nGo to bed at ten. It takes eight hours to rest. Your body clock loves it.\n\n## End\nBye.\n");
        var writer = new CardWriter(Plan(script));

        var cards = writer.Write(1, script.Scenes[1], [new(0, 60, "Go to bed at ten."), new(60, 120, "It takes eight hours to rest."), new(120, 180, "Your body clock loves it.")]);

        cards.Select(card => (card.Layout, card.Number, card.Headline)).ShouldBe(
            [(CardLayout.Statement, "", "Keep a schedule"), (CardLayout.Figure, "8", "hours"), (CardLayout.Statement, "", "Body clock")]);
    }

    [Fact]
    public void A_lone_word_that_is_said_gives_way_to_pictures_and_none_of_them_comes_twice()
    {
        var script = Parsed("# Focus\n\n## Hook\nReady?\n\n## Blocks\nSet a timer. Close the mail. Tell your brain to rest.\n> text: 50 minutes\n\n## End\nBye.\n");

        var cards = new CardWriter(Plan(script)).Write(1, script.Scenes[1], [new(0, 60, "Set a timer."), new(60, 120, "Close the mail."), new(120, 180, "Tell your brain to rest.")]);

        cards.Skip(1).ShouldAllBe(card => card.Headline == "");
        cards.Select(card => card.Icon).ShouldBe(["clock", "mail", "brain"]);
    }

    [Fact]
    public void A_beat_that_would_show_the_same_picture_again_shows_it_from_close_by()
    {
        var script = Parsed("# Sleep\n\n## Hook\nReady?\n\n## Phone\nLeave the phone in another room. One last scroll is never the last. It is never the last.\n> text: No screens\n> visual: a smartphone\n\n## End\nBye.\n");

        var cards = new CardWriter(Plan(script)).Write(1, script.Scenes[1], [new(0, 60, "Leave the phone in another room."), new(60, 120, "One last scroll is never the last."), new(120, 180, "It is never the last.")]);

        cards.Select(card => card.Layout).ShouldBe([CardLayout.Statement, CardLayout.CloseUp, CardLayout.Statement]);
        cards.Select(card => card.Icon).Distinct().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Never sleep less than 7 hours a night", "Never sleep less than 7 hours a night", "")]
    [InlineData("Go to bed and get up at the very same time, every single day of the week.", "Go to bed and get up at the very same time, every single day of the week.", "")]
    [InlineData("7, not 6, hours", "7, not 6, hours", "")]
    [InlineData("50 minutes of work, then ten of rest for as long as you can", "minutes of work, then ten of rest for as long as you can", "50")]
    [InlineData("$3.5 million saved", "saved", "$3.5 million")]
    [InlineData("80%", "Rest", "80%")]
    public void What_the_author_wrote_for_the_screen_stands_whole(string text, string headline, string number)
    {
        var script = Parsed($"# Focus\n\n## Hook\nReady?\n\n## Rest\nSleep well. Rest well.\n> text: Rest\n> text: {text}\n\n## End\nBye.\n");

        var card = new CardWriter(Plan(script)).Write(1, script.Scenes[1], [new(0, 60, "Sleep well."), new(60, 120, "Rest well.")])[1];

        (card.Headline, card.Number).ShouldBe((headline == "Rest" ? "" : headline, number));
    }

    /// <summary>Two pictures in a row have other words, another icon or another distance.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public void No_two_cards_of_an_example_in_a_row_look_the_same(string file)
    {
        var cards = Cards(Read(file)).Select(card => card.Card).ToList();

        foreach (var (before, card) in cards.Zip(cards.Skip(1)))
        {
            (card.Layout, card.Headline, card.Number, card.Icon).ShouldNotBe((before.Layout, before.Headline, before.Number, before.Icon));
            if (card.Headline.Length == 0 && before.Headline.Length == 0) card.Layout.ShouldNotBe(before.Layout);
        }
    }

    [Theory]
    [InlineData("Which one is yours? Tell me in the comments.", "en", "Comment below")]
    [InlineData("Das war es.", "de", "Folgen für mehr")]
    [InlineData("Vége.", "hu", "")]
    public void A_call_to_action_has_a_button_with_words_or_none(string said, string language, string button)
    {
        var script = Parsed($"---\ntemplate: educational-explainer\nlanguage: {language}\n---\n# Tea\n\n## Hook\nHello there.\n\n## Call\n{said}\n> text: 1, 2 or 3?\n");

        var card = new CardWriter(Plan(script)).Write(1, script.Scenes[1], [new(0, 60, said)]).ShouldHaveSingleItem();

        (card.Layout, card.Kicker).ShouldBe((CardLayout.CallToAction, button));
    }

    private static string Words(CardVisual card) => card.Layout == CardLayout.Figure && !card.Headline.Contains(' ', StringComparison.Ordinal) ? "" : card.Headline;

    private static List<(CardVisual Card, string Said)> Cards(Script script)
    {
        var writer = new CardWriter(Plan(script));
        return [.. script.Scenes.SelectMany((scene, index) =>
        {
            var sentences = scene.Narration.Split(". ", StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty("").ToList();
            return writer.Write(index, scene, [.. sentences.Select((said, at) => new Beat(at * 60, (at + 1) * 60, said))]).Zip(sentences);
        })];
    }

    private static Script Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(Examples, file));
        return file.EndsWith(".txt", StringComparison.Ordinal) ? ExtractiveWriter.Write(text, SystemTemplates.Find("educational-explainer")!) : Parsed(text);
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    private static Script Parsed(string text) => ScriptParser.Parse(text, new MediaFolder(Examples)).Script.ShouldNotBeNull();

    private static GenerationPlan Plan(Script script) => GenerationPlan.Settle(new GenerationInput(SourceKind.Script, "", null, SystemTemplates.DefaultSlug), script);
}
