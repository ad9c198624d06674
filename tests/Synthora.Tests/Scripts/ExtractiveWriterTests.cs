using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Captions;
using Script = Synthora.Features.Scripts.Script;

namespace Synthora.Tests.Scripts;

public sealed class ExtractiveWriterTests
{
    private const string Page = """
        <!doctype html><html><head><title>How bees find their way home | Nature Daily</title></head><body>
        <nav><ul><li>Home</li><li>Politics</li><li>Sport</li></ul></nav>
        <div class="cookie-banner"><p>We use cookies to improve your experience. Accept all cookies to go on.</p></div>
        <article><h1>How bees find their way home</h1>
        <p class="byline">By Jane Writer, 3 min read</p>
        <p>A honeybee can fly five kilometres from its hive and still come straight home.[1] For a creature with a brain the size of a sesame seed, that is remarkable.</p>
        <p>Bees use the sun as a compass. Because the sun moves, they correct for the time of day with an inner clock (researchers proved this in the 1950s).</p>
        <h2>When clouds hide the sun</h2>
        <p>On cloudy days, bees read the pattern of polarised light in the sky, which people cannot see. A small patch of blue is enough for them.</p>
        <p>They also learn landmarks. Young bees make short learning flights, and they turn back to look at the hive before every one.</p>
        <h2>A dance that gives directions</h2>
        <p>Back in the hive, a bee tells the others where the flowers are by dancing. The angle of the dance shows the direction, and its length shows the distance.</p>
        <aside class="newsletter"><p>Sign up for our newsletter and never miss a story!</p></aside>
        <h2>References</h2><p>[1] Smith et al. 2012, Journal of Bees.</p>
        </article><footer><p>© 2024 Nature Daily. All rights reserved.</p></footer></body></html>
        """;

    private const string Tips = """
        # Seven ways to spend less on food

        - **Plan the week.** Ten minutes on Sunday save three trips to the shop.
        - Cook twice as much: freeze half of it for a day without time.
        - Never shop hungry. Hungry people buy a third more.
        - Look low. The cheap goods stand on the bottom shelf.
        - Buy frozen vegetables. They are as healthy as fresh ones and never rot.
        - Drink tap water
        - Write down what you throw away 🙂 see https://example.org
        """;

    private const string Story = """
        The night the river rose

        In March 1993 Anna Keller woke to the sound of water under her door. Her house stood two hundred metres from the river, and it had never flooded before.
        She carried her daughter upstairs and lit a candle. Then she saw a small boat come down the street with a man in it who shouted the names of her neighbours.
        The man was the baker. He had borrowed the boat from the fishing club, and by morning he had brought forty people to the church on the hill.
        Nobody had asked him to do it. When a reporter wanted to know why, he said that he had been awake anyway, because bakers always are.
        Today a line on the church wall shows how high the water stood. Below it somebody has drawn a loaf of bread.
        """;

    [Theory]
    [InlineData(Page, "educational-explainer", "How bees find their way home")]
    [InlineData(Tips, "viral-hook", "Seven ways to spend less on food")]
    [InlineData(Story, "storytelling", "The night the river rose")]
    public void An_article_becomes_a_script_with_hook_content_and_call_of_a_fitting_length(string source, string slug, string title)
    {
        var template = SystemTemplates.Find(slug)!;

        var script = ExtractiveWriter.Write(source, template);

        script.Title.ShouldBe(title);
        script.Scenes.Count.ShouldBeInRange(4, 20);
        script.Scenes[0].Label.ShouldBe("Hook");
        script.Scenes[^1].Narration.ShouldBe(template.Script.CtaText);
        script.Scenes.ShouldAllBe(scene => scene.Narration.Length > 0 && scene.Visual != null);
        script.Scenes.SkipLast(1).SelectMany(scene => scene.Texts.Where(text => Echo.Of(text, scene.Narration))).ShouldBeEmpty("captions say what is said already");
        (script.Scenes[0].Texts.Count, script.Scenes[^1].Texts.Count).ShouldBe((1, 1));
        var words = script.Scenes.Sum(scene => scene.Narration.Split(' ').Length);
        (words / 2.75).ShouldBeInRange(10, template.Structure.DurationMaxS);
        ScriptParser.Parse(ScriptPrinter.Print(script), media: null).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void The_furniture_of_a_page_is_not_read_out()
    {
        var said = Said(ExtractiveWriter.Write(Page, SystemTemplates.Find("educational-explainer")!, seconds: 90));

        foreach (var noise in (string[])["cookie", "Politics", "newsletter", "rights reserved", "Smith", "[1]", "(", "Jane"]) said.ShouldNotContain(noise);
        said.ShouldContain("compass");
        said.ShouldContain("dancing");
    }

    [Fact]
    public void Points_are_counted_and_keep_their_order()
    {
        var script = ExtractiveWriter.Write(Tips, SystemTemplates.Find("viral-hook")!, seconds: 60);

        script.Scenes.Skip(1).SkipLast(1).Select(scene => scene.Narration).ShouldBe(
        [
            "Number one: plan the week. Ten minutes on Sunday save three trips to the shop.", "Number two: cook twice as much. Freeze half of it for a day without time.",
            "Number three: never shop hungry. Hungry people buy a third more.", "Number four: look low. The cheap goods stand on the bottom shelf.",
            "Number five: buy frozen vegetables. They are as healthy as fresh ones and never rot.", "Number six: drink tap water.",
            "Number seven: write down what you throw away see.",
        ]);
    }

    [Fact]
    public void Points_that_need_many_words_make_a_longer_video_than_usual_but_none_above_a_minute()
    {
        string[] points = ["Sleep early", "Eat greens", "Walk daily", "Drink water", "Read books", "Call friends", "Stay curious"];
        var notes = "# Seven habits that last\n\n" + string.Join('\n', points.Select(point => $"- **{point}.** {point} before anything else gets in the way, because whatever waits until the evening of a long and noisy working day will be put off until the next one."));
        var words = ExtractiveWriter.Write(notes, SystemTemplates.Find("educational-explainer")!).Scenes.Sum(scene => scene.Narration.Split(' ').Length);

        (words / 2.75).ShouldBeInRange(40, 60);
    }

    [Fact]
    public void Everything_that_is_said_comes_from_the_source()
    {
        var template = SystemTemplates.Find("storytelling")!;
        var script = ExtractiveWriter.Write(Story, template);

        var source = Story.ReplaceLineEndings(" ");
        foreach (var sentence in script.Scenes.SkipLast(1).SelectMany(scene => scene.Narration.Split(". ")))
            source.ShouldContain(sentence.TrimEnd('.'), Case.Insensitive);
    }

    [Theory]
    [InlineData("Milk, eggs.")]
    [InlineData("<html><body><nav>Home</nav></body></html>")]
    public void Too_little_is_refused_with_a_remedy(string notes) =>
        Should.Throw<GenerationException>(() => ExtractiveWriter.Write(notes, SystemTemplates.All[0])).Remedy.ShouldContain("two full sentences");

    [Theory]
    [InlineData("", "- ", "a")]
    [InlineData("", "[", "a")]
    [InlineData("", "<ul><li>", "Bees fly home.")]
    [InlineData("<html><body>", "<ul><li>", "Bees fly home.")]
    [InlineData("<html><body>", "<table><tr><td>", "Bees fly home.")]
    public void Notes_nested_too_deeply_are_refused_with_a_remedy(string before, string repeated, string after) =>
        Should.Throw<GenerationException>(() => ExtractiveWriter.Write(before + string.Concat(Enumerable.Repeat(repeated, 20_000)) + after, SystemTemplates.All[0])).Remedy.ShouldContain("text alone");

    private static string Said(Script script) => string.Join(' ', script.Scenes.Select(scene => scene.Narration));
}
