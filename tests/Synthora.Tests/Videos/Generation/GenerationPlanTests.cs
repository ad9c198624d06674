using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

public sealed class GenerationPlanTests
{
    [Theory]
    [InlineData("viral-hook", "", null, CaptionPlace.Centre)]
    [InlineData("educational-explainer", "", null, CaptionPlace.Bottom)]
    [InlineData("educational-explainer", "caption-place: top\n", null, CaptionPlace.Top)]
    [InlineData("educational-explainer", "captions: pop\n", null, null)]
    [InlineData("educational-explainer", "", "bold", null)]
    public void A_template_places_the_captions_of_its_own_style(string template, string front, string? captions, CaptionPlace? place) =>
        Plan($"---\n{front}---\n# Tea\n\nHi there.\n", template, new() { Captions = captions }).Look.CaptionPlace.ShouldBe(place);

    /// <summary>What is asked for, what the script says, what the template says and what the creator usually has.</summary>
    [Theory]
    [InlineData("bold", "pop", "minimal", "karaoke", CaptionStyle.Bold, null)]
    [InlineData("none", "pop", "minimal", "karaoke", CaptionStyle.None, null)]
    [InlineData(null, "pop", "minimal", "karaoke", CaptionStyle.Pop, null)]
    [InlineData(null, null, "minimal", "karaoke", CaptionStyle.Minimal, CaptionPlace.Bottom)]
    [InlineData(null, null, "none", "karaoke", CaptionStyle.None, CaptionPlace.Bottom)]
    [InlineData(null, null, null, "karaoke", CaptionStyle.Karaoke, null)]
    [InlineData(null, null, null, null, CaptionStyle.Modern, null)]
    public void Captions_are_as_asked_for_else_as_in_the_template_else_as_usual_else_modern(
        string? asked, string? written, string? template, string? usual, CaptionStyle style, CaptionPlace? place)
    {
        var config = SystemTemplates.Find("educational-explainer")!;
        config = config with { Text = config.Text with { CaptionStyle = template is null ? null : Enum.Parse<CaptionStyle>(template, ignoreCase: true) } };
        var script = ScriptParser.Parse($"---\n{(written is null ? "" : $"captions: {written}\n")}---\n# Tea\n\nHi there.\n", null).Script.ShouldNotBeNull();

        var look = GenerationPlan.Settle(new GenerationInput(SourceKind.Script, "", null, "educational-explainer") { Preset = config, UsualCaptions = usual, Overrides = new() { Captions = asked } }, script).Look;

        (look.Captions, look.CaptionPlace).ShouldBe((style, place));
    }

    /// <summary>A script of the run itself names a template at most because an earlier version wrote it down.</summary>
    [Theory]
    [InlineData(SourceKind.Notes, "educational-explainer", "#123456", CaptionStyle.Karaoke)]
    [InlineData(SourceKind.Topic, "019a9c2e-0000-7000-8000-000000000000", "#123456", CaptionStyle.Karaoke)]
    [InlineData(SourceKind.Script, "viral-hook", null, CaptionStyle.Bold)]
    public void What_a_video_keeps_of_its_template_gives_way_only_to_one_that_a_given_script_names(SourceKind source, string named, string? colour, CaptionStyle captions)
    {
        var known = SystemTemplates.Find("educational-explainer")!;
        var kept = known with { Slug = named == "viral-hook" ? known.Slug : named, Visual = known.Visual with { ColorPalette = ["#123456"] }, Text = known.Text with { CaptionStyle = null } };
        var script = ScriptParser.Parse("# Tea\n\nHi there.\n", null).Script.ShouldNotBeNull();

        var plan = GenerationPlan.Settle(new GenerationInput(source, "", null, kept.Slug) { Preset = kept, UsualCaptions = "karaoke" }, script with { Settings = new() { Template = named } });

        plan.Look.Palette[0].ShouldBe(colour ?? SystemTemplates.Find(named)!.Visual.ColorPalette[0]);
        plan.Look.Captions.ShouldBe(captions);
        ScriptParser.Parse(ScriptPrinter.Print(plan.Script), null).Problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SourceKind.Notes, true, 1)]
    [InlineData(SourceKind.Notes, false, 0)]
    [InlineData(SourceKind.Script, false, 1)]
    public void A_templates_words_choose_type_thumbnail_and_whether_the_hook_has_words_on_its_footage(SourceKind source, bool overlay, int titles)
    {
        var known = SystemTemplates.Find("educational-explainer")!;
        var template = known with { Text = known.Text with { FontStyle = "serif", HookTextOverlay = overlay }, Platform = known.Platform with { ThumbnailStyle = "cinematic" } };
        var script = ScriptParser.Parse("# Tea\n\n## Hook\nHot tea.\n> text: Hot\n> duration: 3\n\n## More\nMore tea.\n> text: More\n> duration: 3\n", null).Script.ShouldNotBeNull();
        var plan = GenerationPlan.Settle(new GenerationInput(source, "", null, "educational-explainer") { Preset = template }, script);
        IReadOnlyList<SceneFootage> photo = [new("pot.jpg", IsStill: true, null, null, null)];

        var timeline = new TimelineBuilder(plan, new VoiceResult("offline", [null, null]), new MediaResult([photo, photo]), path => path).Build(null, [], [], path => path);

        (timeline.Look.Fonts, timeline.Thumbnail.Design).ShouldBe((FontStyle.Serif, Aesthetic.Cinematic));
        timeline.Scenes.Select(scene => scene.Texts.Count).ShouldBe([titles, 1]);
        var plain = GenerationPlan.Settle(new GenerationInput(source, "", null, "educational-explainer") { Preset = template with { Text = template.Text with { FontStyle = "Comic" } } }, script);
        plain.Look.Fonts.ShouldBeNull("nobody knows that type");
    }

    [Fact]
    public async Task The_next_video_does_not_have_the_music_of_the_last_one_unless_its_seed_is_asked_for()
    {
        var first = await Soundtrack.ChooseAsync(Plan("# Tea\n\nHi.\n"), null, CancellationToken.None);
        var title = first.Credit.ShouldNotBeNull().Title;

        (await Soundtrack.ChooseAsync(Plan("# Tea\n\nHi.\n", last: title), null, CancellationToken.None)).Credit!.Title.ShouldNotBe(title);
        var seed = Plan("# Tea\n\nHi.\n").Seed;
        (await Soundtrack.ChooseAsync(Plan("# Tea\n\nHi.\n", wishes: new() { Seed = seed }, last: title), null, CancellationToken.None)).Credit!.Title.ShouldBe(title);
    }

    [Theory]
    [InlineData("", null, 15)]
    [InlineData("---\nclear-speech: on\n---\n", null, 21)]
    [InlineData("---\nclear-speech: on\n---\n", false, 15)]
    [InlineData("", true, 21)]
    public async Task Music_stays_further_under_the_voice_where_clear_speech_is_asked_for(string settings, bool? wish, double decibels) =>
        (await Soundtrack.ChooseAsync(Plan(settings + "# Tea\n\nHi.\n", wishes: new() { ClearSpeech = wish }), null, CancellationToken.None)).Track!.UnderSpeechDb.ShouldBe(decibels);

    [Fact]
    public void No_card_is_left_without_word_and_picture_and_none_shows_a_label_of_structure()
    {
        var plan = Plan("---\nend-card: Order today\n---\n# The letter\n\n## Opening\nA letter nobody was meant to read. Nobody was meant to read that letter.\n> text: A letter nobody was meant to read\n> visual: a letter in an envelope\n");
        var writer = new CardWriter(plan);

        var cards = writer.Write(0, plan.Script.Scenes[0], [new(0, 60, "A letter nobody was meant to read."), new(60, 120, "Nobody was meant to read that letter.")]);
        cards.ShouldAllBe(card => card.Headline.Length > 0 || IconLibrary.Get(card.Icon) != null);

        var end = writer.Write(1, plan.Script.Scenes[1], [new(120, 190, "")]).ShouldHaveSingleItem();
        (end.Layout, end.Headline, end.Kicker).ShouldBe((CardLayout.CallToAction, "Order today", ""));
    }

    private static GenerationPlan Plan(string text, string template = "viral-hook", GenerationOverrides? wishes = null, string? last = null)
    {
        var script = ScriptParser.Parse(text, null).Script.ShouldNotBeNull();
        return GenerationPlan.Settle(new GenerationInput(SourceKind.Script, text, null, template) { Overrides = wishes ?? new(), LastMusic = last }, script);
    }
}
