using System.Text.Json;
using Synthora.Features.Scripts;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Scripts;

public sealed class ScriptParserTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-scripts-");

    public ScriptParserTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "images"));
        File.WriteAllText(Path.Combine(_folder.FullName, "images", "bed.jpg"), "x");
        File.WriteAllText(Path.Combine(_folder.FullName, "lamp.mp4"), "x");
    }

    [Fact]
    public void Everything_the_format_offers_is_read()
    {
        var script = Read("""
            ---
            template: viral-hook
            voice: male
            captions: karaoke
            palette: ["#0ea5e9", "#8B5CF6"]
            music: calm
            clear-speech: on
            platform: tiktok
            aspect: "9:16"
            duration: 30
            language: pt-BR
            ---
            # Five *tips*

            ## Hook
            Are you **tired** of [waking up](https://example.org) with `coffee`?
            > text: 5 tips
            > text: for better sleep
            > visual: an alarm clock: red

            ## Light
            Dim the lights.
            > motion: zoom-in

            A second paragraph.
            ![A bed](images/bed.jpg)
            ![](lamp.mp4#t=3,8.5)
            > transition: slide
            > sound: 0.2
            > captions: off

            ## Silence
            > duration: 2.5
            """);

        script.Title.ShouldBe("Five tips");
        JsonSerializer.Serialize(script.Settings).ShouldBe(JsonSerializer.Serialize(new ScriptSettings
        {
            Template = "viral-hook",
            Voice = "male",
            Captions = CaptionStyle.Karaoke,
            Palette = ["#0EA5E9", "#8B5CF6"],
            Music = "calm",
            ClearSpeech = true,
            Platform = Platform.TikTok,
            Aspect = "9:16",
            Duration = 30,
            Language = "pt-BR",
        }));
        script.Scenes.Select(scene => scene.Label).ShouldBe(["Hook", "Light", "Silence"]);
        script.Scenes[0].Narration.ShouldBe("Are you tired of waking up with coffee?");
        script.Scenes[0].Texts.ShouldBe(["5 tips", "for better sleep"]);
        script.Scenes[0].Visual.ShouldBe("an alarm clock: red");
        script.Scenes[1].Narration.ShouldBe("Dim the lights.\n\nA second paragraph.");
        script.Scenes[1].Footage.ShouldBe([new Footage("images/bed.jpg", "A bed"), new Footage("lamp.mp4", "", 3, 8.5)]);
        script.Scenes[1].ShouldSatisfyAllConditions(
            scene => scene.Motion.ShouldBe(Motion.ZoomIn), scene => scene.Transition.ShouldBe(TransitionKind.Slide),
            scene => scene.Sound.ShouldBe(0.2), scene => scene.CaptionsOff.ShouldBeTrue());
        script.Scenes[2].Duration.ShouldBe(2.5);
    }

    [Fact]
    public void Without_headings_every_paragraph_and_list_item_is_a_scene()
    {
        var script = Read("# Title\n\nOne.\nStill one.\n\nTwo.\n> text: second\n\n- Three\n- Four\n");

        script.Scenes.Select(scene => scene.Narration).ShouldBe(["One. Still one.", "Two.", "Three", "Four"]);
        script.Scenes[1].Texts.ShouldBe(["second"]);
    }

    [Fact]
    public void A_directive_does_not_swallow_the_narration_on_the_next_line() =>
        Read("## A\n> text: x\nSpoken words.\n").Scenes[0].ShouldSatisfyAllConditions(
            scene => scene.Texts.ShouldBe(["x"]), scene => scene.Narration.ShouldBe("Spoken words."));

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("  \n\n", 1, "empty")]
    [InlineData("# Only a title", 1, "at least one scene")]
    [InlineData("---\nvoice: female\n", 1, "not closed")]
    [InlineData("---\ntemplat: viral-hook\n---\n## A\nHi there.", 2, "Did you mean template?")]
    [InlineData("---\nvoice: female\ntemplate: nope\n---\n## A\nHi.", 3, "viral-hook, educational-explainer")]
    [InlineData("---\nvoice: a b c\n---\n## A\nHi.", 2, "female, male, neutral")]
    [InlineData("---\ncaptions: loud\n---\n## A\nHi.", 2, "classic, modern, bold, minimal, karaoke, box, glow, pop, marker, gradient, underline, typewriter, punch, comic or none")]
    [InlineData("---\npalette: blue\n---\n## A\nHi.", 2, "list of 1–8 colours")]
    [InlineData("---\npalette: [\"#12\"]\n---\n## A\nHi.", 2, "#RRGGBB")]
    [InlineData("---\nmusic: jazz\n---\n## A\nHi.", 2, "calm")]
    [InlineData("---\nmusic: gone.mp3\n---\n## A\nHi.", 2, "does not exist")]
    [InlineData("---\nplatform: vimeo\n---\n## A\nHi.", 2, "youtube, tiktok")]
    [InlineData("---\naspect: \"3:2\"\n---\n## A\nHi.", 2, "9:16, 16:9, 1:1 or 4:5")]
    [InlineData("---\nduration: 2\n---\n## A\nHi.", 2, "5–180")]
    [InlineData("---\nlanguage: 12345\n---\n## A\nHi.", 2, "language tag")]
    [InlineData("---\nvoice:\n---\n## A\nHi.", 2, "needs one value")]
    [InlineData("---\nvoice: male\nvoice: male\n---\n## A\nHi.", 3, "front matter is not readable")]
    [InlineData("---\n- a\n---\n## A\nHi.", 2, "key: value")]
    [InlineData("---\nvoice: [\n---\n## A\nHi.", 3, "front matter is not readable")]
    [InlineData("## A\nHi.\n> transiton: slide", 3, "Did you mean transition?")]
    [InlineData("## A\nHi.\n> just a quotation", 3, "text, visual, motion")]
    [InlineData("## A\nHi.\n> motion: spin", 3, "none, zoom-in, zoom-out, pan-left, pan-right or punch")]
    [InlineData("## A\nHi.\n> transition: star", 3, "cut, fade, dissolve, slide, zoom, wipe, push")]
    [InlineData("## A\nHi.\n> duration: 0", 3, "0.5–60")]
    [InlineData("## A\nHi.\n> captions: on", 3, "Use off")]
    [InlineData("## A\nHi.\n> text:", 3, "needs a value")]
    [InlineData("## A\nHi.\n> visual: a\n> visual: b", 4, "given twice")]
    [InlineData("## A\nHi.\n> sound: 0.5", 1, "no clip")]
    [InlineData("## A\n![](lamp.mp4#t=1,4)\n> sound: 2", 3, "0–1")]
    [InlineData("# T\n> text: x\n\n## A\nHi.", 2, "directs no scene")]
    [InlineData("# T\n\nStray words.\n\n## A\nHi.", 3, "before the first scene")]
    [InlineData("# T\n# U\n## A\nHi.", 2, "second title")]
    [InlineData("## A\nHi.\n### Deep\n", 3, "level 3")]
    [InlineData("## A\n> text: x", 1, "says nothing")]
    [InlineData("## A\nHi.\n![](images/none.jpg)", 3, "does not exist")]
    [InlineData("## A\nHi.\n\n![](../x.jpg)", 4, "outside the script's folder")]
    [InlineData("## A\nHi.\n\n![](/etc/x.jpg)", 4, "relative to the script")]
    [InlineData("## A\nHi.\n\n![](https://example.org/x.jpg)", 4, "not a local file")]
    [InlineData("## A\nHi.\n\n![](file.pdf)", 4, "no picture or clip")]
    [InlineData("## A\nHi.\n\n![](lamp.mp4#t=8,3)", 4, "#t=in,out")]
    [InlineData("## A\nHi.\n\n![](images/bed.jpg#t=1,2)", 4, "means nothing for a still")]
    [InlineData("## A\nHi.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", 4, "table")]
    [InlineData("## A\nHi.\n\n```\ncode\n> text: not a directive\n```\n", 4, "code block")]
    [InlineData("## A\nHi.\n\n<div>x</div>\n", 4, "HTML")]
    [InlineData("## A\nHi <b>there</b>.", 2, "HTML")]
    [InlineData("## A\nHi.\n\n🔥🔥", 4, "cannot be spoken")]
    [InlineData("## A\nSo hot 🔥 today.", 2, "'🔥'")]
    [InlineData("## A\nWords here\nand 🔥 there.", 3, "'🔥'")]
    [InlineData("## A\nGo to https://example.org now.", 2, "https://example.org")]
    [InlineData("## A\n...\n", 2, "cannot be spoken")]
    public void Every_problem_is_named_with_its_line_and_what_is_allowed(string text, int line, string says)
    {
        var problems = Parse(text).Problems;

        problems.ShouldContain(problem => problem.Line == line && problem.Message.Contains(says, StringComparison.Ordinal), string.Join('\n', problems));
    }

    [Fact]
    public void All_problems_are_listed_at_once_in_the_order_of_the_lines() =>
        Parse("---\nvoice: male\nfoo: 1\n---\n## A\nHi.\n> motion: spin\n\n![](gone.jpg)\n\n<p>x</p>\n").Problems.Select(problem => problem.Line).ShouldBe([3, 7, 9, 11]);

    /// <summary>Deep text would end the process on the way down; it takes a million brackets no longer to be refused than ten.</summary>
    [Theory]
    [InlineData("---\npalette: ", "[", "\n---\n## A\nHi.", 2, "nested too deeply")]
    [InlineData("---\nvoice: male\npalette:\n ", "- ", "a\n---\n## A\nHi.", 4, "nested too deeply")]
    [InlineData("---\nvoice: ", "{a: ", "\n---\n## A\nHi.", 2, "nested too deeply")]
    [InlineData("---\nvoice: male\n? ", "? ", "a\n---\n## A\nHi.", 3, "nested too deeply")]
    [InlineData("## A\nHi there.\n\n", "- ", "a\n\nMore words.\n", 4, "nested too deeply")]
    [InlineData("## A\nHi there.\n", "[", "a\n", 3, "nested too deeply")]
    [InlineData("## A\nHi there.\n", "*a ", "a\n", null, null)]
    public void Deep_nesting_is_refused_with_its_line(string before, string repeated, string after, int? line, string? message)
    {
        foreach (var times in (int[])[130, 9_000])
        {
            var reading = Parse(before + string.Concat(Enumerable.Repeat(repeated, times)) + after);
            if (message is null) continue;
            var problem = reading.Problems.ShouldHaveSingleItem();
            problem.Message.ShouldContain(message);
            problem.Line.ShouldBe(line!.Value);
        }
    }

    [Theory]
    [InlineData("---\npalette: &a [*a]\n---\n## A\nHi.")]
    [InlineData("---\n? &a [*a]\n: b\n---\n## A\nHi.")]
    public void Front_matter_that_refers_to_itself_is_refused(string text)
    {
        var problem = Parse(text).Problems.ShouldHaveSingleItem();
        problem.Message.ShouldBe("the front matter refers to '*a'. Write the value itself.");
        problem.Line.ShouldBe(2);
    }

    [Fact]
    public void Limits_keep_a_script_a_short_one()
    {
        Parse(new string('a', ScriptParser.MaxBytes + 1)).Problems.ShouldHaveSingleItem().Message.ShouldContain("1 MiB");
        Parse("PK\u0003\0\0").Problems.ShouldHaveSingleItem().Message.ShouldContain("not text");
        Parse(string.Concat(Enumerable.Range(0, 41).Select(i => $"## S{i}\nWords.\n"))).Problems.ShouldHaveSingleItem().Message.ShouldContain("at most 40");
    }

    [Fact]
    public void Without_a_media_folder_no_file_is_touched()
    {
        var problems = ScriptParser.Parse("## A\nHi.\n\n![](images/bed.jpg)\n", media: null).Problems;

        problems.ShouldHaveSingleItem().Message.ShouldContain("cannot be used here");
    }

    [Fact]
    public void A_link_out_of_the_folder_does_not_get_out()
    {
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "sly.jpg"), "/etc/hostname");

        Parse("## A\nHi.\n\n![](sly.jpg)").Problems.ShouldHaveSingleItem().Message.ShouldContain("link out of");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ScriptReading Parse(string text) => ScriptParser.Parse(text, new MediaFolder(_folder.FullName));

    private Script Read(string text)
    {
        var (script, problems) = Parse(text);
        problems.ShouldBeEmpty(string.Join('\n', problems));
        return script!;
    }
}
