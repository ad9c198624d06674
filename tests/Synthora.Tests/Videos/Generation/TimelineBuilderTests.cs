using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Speech;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

public sealed class TimelineBuilderTests
{
    [Theory]
    [InlineData("Still tired?", 3, 0, 2.2)]
    [InlineData("Still tired?", 2, 0, 1.4)]
    [InlineData("Still tired?", 0, 2, 1.2)]
    [InlineData("Sleep well. ) Good night.", 0, 2, 5)]
    [InlineData("He said \" and left. ” Then he slept", 1, 0, 5)]
    public void A_short_scene_shows_all_that_its_author_gave_it(string narration, int pictures, int texts, double seconds)
    {
        var timeline = Build([Scene(narration, pictures, texts)], [seconds]);

        Valid(timeline);
        timeline.Fallbacks.ShouldBeEmpty();
        Shown(timeline.Scenes[0]).ShouldBe([.. Enumerable.Range(0, pictures).Select(Picture), .. Enumerable.Range(0, texts).Select(Text)], ignoreOrder: true);
    }

    [Fact]
    public void What_a_scene_is_too_short_for_is_told()
    {
        var timeline = Build([Scene("Hello.", 4, 0), Scene("Bye.", 0, 3)], [1, 0.9]);

        Valid(timeline);
        Shown(timeline.Scenes[0]).ShouldBe([Picture(0), Picture(1)]);
        timeline.Fallbacks.Select(fallback => fallback.Asked).ShouldBe(["“2.jpg” in the scene 'One'", "“3.jpg” in the scene 'One'", "“Words c” in the scene 'One'"]);
        timeline.Fallbacks[0].Why.ShouldMatch(@"^the scene lasts 1\.\d s, too short for 4 pictures in turn$");
    }

    [Fact]
    public void Titles_that_no_frame_is_left_for_are_told_of()
    {
        var timeline = Build([Scene("Hello.", 1, 0), Scene("Bye.", 1, 0) with { Texts = [.. Enumerable.Range(1, 90).Select(number => $"Line {number}")] }], [1, 0.9]);

        Valid(timeline);
        timeline.Scenes[1].Texts.ShouldAllBe(text => text.EndFrame - text.StartFrame >= 15);
        (timeline.Scenes[1].Texts.Count + timeline.Fallbacks.Count).ShouldBe(90);
    }

    /// <summary>Every script that can be read has a timeline that can be rendered, and nothing of it is lost without a word.</summary>
    [Fact]
    public void Any_script_becomes_a_timeline()
    {
        string[] tokens = ["sleep", "well.", ")", "\"", "”", "’", "…", "—", "7", "50%", "Really?", "(now)", "and", "🙂", "日本語。", "שלום"];
        var random = new Random(4711);
        for (var run = 0; run < 150; run++)
        {
            var scenes = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Scene(
                string.Join(' ', Enumerable.Range(0, random.Next(1, 30)).Select(_ => tokens[random.Next(tokens.Length)])), random.Next(3) == 0 ? random.Next(1, 8) : 0, random.Next(0, 7))).ToList();
            var seconds = scenes.Select(_ => 0.1 + (random.NextDouble() * (random.Next(4) == 0 ? 20 : 4))).ToList();

            var timeline = Build(scenes, seconds, SystemTemplates.All[run % SystemTemplates.All.Count].Slug);

            Valid(timeline);
            foreach (var (scene, given) in timeline.Scenes.Zip(scenes))
                given.Footage.Select(picture => picture.Path).Concat(given.Texts).Except(Shown(scene)).Where(lost => !timeline.Fallbacks.Any(fallback => fallback.Asked.Contains(lost, StringComparison.Ordinal))).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void Any_seed_varies_the_design(int seed) =>
        Valid(Build([Scene("Sleep well.", 0, 1), Scene("Good night.", 0, 0), Scene("Bye.", 0, 0)], [2, 2, 2], seed: seed));

    private static string Picture(int number) => $"{number}.jpg";

    private static string Text(int number) => $"Words {(char)('a' + number)}";

    private static IEnumerable<string> Shown(Scene scene) => scene.Shots.Select(shot => shot.Visual switch
    {
        StillVisual still => still.Path,
        CardVisual card => card.Headline,
        _ => "",
    }).Concat(scene.Texts.Select(text => text.Text)).Where(shown => shown.Length > 0).Distinct();

    private static void Valid(Timeline timeline) => TimelineValidator.Validate(timeline, checkFiles: false).ShouldBeEmpty();

    private static ScriptScene Scene(string narration, int pictures, int texts) => new()
    {
        Label = "One",
        Narration = narration,
        Footage = [.. Enumerable.Range(0, pictures).Select(number => new Footage(Picture(number)))],
        Texts = [.. Enumerable.Range(0, texts).Select(Text)],
    };

    /// <param name="seconds">How long each scene is spoken.</param>
    private static Timeline Build(IReadOnlyList<ScriptScene> scenes, IReadOnlyList<double> seconds, string template = SystemTemplates.DefaultSlug, int? seed = null)
    {
        var plan = GenerationPlan.Settle(new GenerationInput(SourceKind.Script, "", null, template) { Overrides = new() { Seed = seed } }, new Script { Title = "Sleep", Scenes = scenes });
        var voice = new VoiceResult("test", [.. scenes.Zip(seconds, (scene, length) => Spoken(scene.Narration, (int)(length * 1000)))]);
        var media = new MediaResult([.. scenes.Select(scene => scene.Footage.Select(picture => new SceneFootage(picture.Path, IsStill: true, null, null, null)).ToList())]);
        return new TimelineBuilder(plan, voice, media, path => path).Build(null, [], [], file => file);
    }

    private static SceneVoice Spoken(string narration, int ms)
    {
        var words = narration.Split(' ');
        return new("voice.wav", ms, "test", [.. words.Select((word, i) => new SpokenWord(word, ms * i / words.Length, ms * (i + 1) / words.Length))]);
    }
}
