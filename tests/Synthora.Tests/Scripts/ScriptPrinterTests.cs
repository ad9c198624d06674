using System.Text.Json;
using Synthora.Features.Scripts;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Scripts;

public sealed class ScriptPrinterTests
{
    /// <summary>Words that mean something to Markdown or YAML when they stand where they stand.</summary>
    private static readonly string[] Awkward =
    [
        "sleep", "1.", "2)", "-", "+", "*bold*", "_low_", "`tick`", "[link]", "(round)", "#1", "<tag>", "|", "&amp;", "~wave~", "a\\b", "5 < 6", "=", "é", "你好", "\"quoted\"", "it's",
        "100%", "$8", "![x]", "---", "> text:", "key: value", "==", "^up^", "C++", "!", "¿Qué?",
    ];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Reading_what_was_printed_gives_the_same_script(int seed)
    {
        var script = Any(new Random(seed));

        var printed = ScriptPrinter.Print(script);
        var (read, problems) = ScriptParser.Parse(printed, media: null);

        problems.ShouldBeEmpty($"{string.Join('\n', problems)}\n{printed}");
        JsonSerializer.Serialize(read).ShouldBe(JsonSerializer.Serialize(script), printed);
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    private static Script Any(Random random) => new()
    {
        Title = Words(random, 5),
        Settings = new ScriptSettings
        {
            Template = Maybe(random, "storytelling"),
            Voice = Maybe(random, random.Next(2) == 0 ? "female" : "yes"),
            Captions = random.Next(2) == 0 ? CaptionStyle.Karaoke : null,
            Palette = random.Next(2) == 0 ? ["#0EA5E9", "#FFFFFF"] : null,
            Music = Maybe(random, "none"),
            ClearSpeech = random.Next(2) == 0,
            Platform = random.Next(2) == 0 ? Platform.YouTube : null,
            Aspect = Maybe(random, "9:16"),
            Duration = random.Next(2) == 0 ? 12.5 : null,
            Language = Maybe(random, "no"),
            Grade = random.Next(2) == 0 ? new ColourGrade(GradeName.Vintage, 0.35) : null,
            ProgressBar = random.Next(2) == 0 ? BarEdge.Bottom : null,
            EndCard = Maybe(random, "Follow: for \"more\""),
        },
        Scenes = [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => new ScriptScene
        {
            Label = random.Next(4) == 0 ? "" : Words(random, 3),
            Narration = string.Join("\n\n", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Words(random, 9))),
            Texts = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Words(random, 3))],
            Visual = Maybe(random, Words(random, 4)),
            Motion = random.Next(2) == 0 ? Motion.PanLeft : null,
            Transition = random.Next(2) == 0 ? TransitionKind.Wipe : null,
            Duration = random.Next(2) == 0 ? 3.25 : null,
            Fill = random.Next(2) == 0 ? FillMode.Split : null,
            Speed = random.Next(2) == 0 ? [1, 0.25, 2.5] : [],
            LowerThird = Maybe(random, "Ada Lovelace | Engineer"),
            Stickers = random.Next(2) == 0 ? ["star", "moon"] : [],
            CaptionsOff = random.Next(2) == 0,
        })],
    };

    private static string? Maybe(Random random, string value) => random.Next(2) == 0 ? value : null;

    private static string Words(Random random, int most) =>
        string.Join(' ', Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => Awkward[random.Next(Awkward.Length)]).Append("word"));
}
