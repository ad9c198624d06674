using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Synthora.Features.LlmCache;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Text;
using Synthora.Rendering.Captions;

namespace Synthora.Features.Scripts.Writing;

/// <summary>Has a language model write a script, checks it like one of a person, and asks once more when it does not hold.</summary>
internal sealed class ModelWriter(ITextProvider model)
{
    private const double WordsPerSecond = 2.8;

    private const string PromptVersion = "2";

    private const string Schema = """
        {
          "type": "object", "additionalProperties": false, "required": ["title", "scenes"],
          "properties": {
            "title": { "type": "string", "maxLength": 80 },
            "scenes": {
              "type": "array", "minItems": 3, "maxItems": 20,
              "items": {
                "type": "object", "additionalProperties": false, "required": ["label", "narration", "on_screen", "visual"],
                "properties": {
                  "label": { "type": "string", "maxLength": 40 },
                  "narration": { "type": "string", "maxLength": 600 },
                  "on_screen": { "type": "string", "maxLength": 60 },
                  "visual": { "type": "string", "maxLength": 160 }
                }
              }
            }
          }
        }
        """;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>
    /// What tells one wish from another; a change in how answers are read needs another version. No language is asked for:
    /// the model writes in that of the words.
    /// </summary>
    public static CacheQuestion Question(ITextProvider model, GenerationInput input, TemplateConfig template) => new(
        "script", "any", model.Model ?? model.Info.Id, PromptVersion,
        new Dictionary<string, string>
        {
            ["provider"] = model.Info.Id,
            ["template"] = template.Slug,
            ["seconds"] = Seconds(input, template).ToString(CultureInfo.InvariantCulture),
            ["platform"] = string.IsNullOrWhiteSpace(input.Overrides.Platform) ? "universal" : input.Overrides.Platform.Trim().ToLowerInvariant(),
            ["wording"] = Wording(input, template),
        },
        string.Join('\n', new[] { input.Text, input.Title, input.Instructions }.Where(part => !string.IsNullOrWhiteSpace(part))));

    public async Task<Script> WriteAsync(GenerationInput input, TemplateConfig template, CancellationToken ct)
    {
        var seconds = Seconds(input, template);
        var prompt = Prompt(input, template, seconds);
        var answer = await model.CompleteAsync(new TextRequest(System(template), prompt, Schema), key: null, ct);
        var (script, problem) = Read(answer.Text, seconds);
        if (script is not null) return script;

        var repair = $"{prompt}\n\nYour last answer could not be used: {problem}\nAnswer again with the whole corrected JSON.\nThe last answer was:\n{Short(answer.Text, 6_000)}";
        answer = await model.CompleteAsync(new TextRequest(System(template), repair, Schema), key: null, ct);
        (script, problem) = Read(answer.Text, seconds);
        return script ?? throw new GenerationException(
            $"{model.Info.Name} gave no usable script in two attempts: {problem}", "Try again, choose a stronger model, or give notes or a script.");
    }

    private static int Seconds(GenerationInput input, TemplateConfig template) =>
        input.Overrides.DurationSeconds ?? Math.Clamp(40, template.Structure.DurationMinS, template.Structure.DurationMaxS);

    private static string System(TemplateConfig template) => $"""
        You write scripts for short vertical videos that are spoken by a narrator and shown with captions.
        {template.Script.ScriptStructurePrompt}
        Tone: {template.Script.ToneInstructions}
        Write narration as plain spoken sentences: no emoji, no Markdown, no web addresses, no stage directions, no speaker names.
        Write numbers the way they are said. State nothing as a fact that you are not sure of.
        on_screen stands above the captions, which show the narration word for word, so it adds to them: a figure, a name, a key noun or a label of one to four words, never the narration's own words. visual names one concrete thing to show, in English.
        Answer with JSON only.
        """;

    /// <summary>Stands for all that is said around the user's own words: a template keeps its name when it is edited.</summary>
    private static string Wording(GenerationInput input, TemplateConfig template)
    {
        var prompt = Prompt(input with { Text = "", Title = null, Instructions = null }, template, Seconds(input, template));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{System(template)}\0{prompt}\0{Schema}")))[..16];
    }

    private static string Prompt(GenerationInput input, TemplateConfig template, int seconds)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Topic: {input.Text.Trim()}\n");
        if (!string.IsNullOrWhiteSpace(input.Title)) text.Append(CultureInfo.InvariantCulture, $"Title: {input.Title}\n");
        if (!string.IsNullOrWhiteSpace(input.Instructions)) text.Append(CultureInfo.InvariantCulture, $"Wishes: {input.Instructions}\n");
        text.Append(CultureInfo.InvariantCulture, $"Length: about {seconds} seconds, which is {(int)(seconds * WordsPerSecond)} spoken words, in about {template.Structure.NumScenes} scenes.\n");
        text.Append(CultureInfo.InvariantCulture, $"Hook: {ScriptChoices.NameOf(template.Structure.HookStyle)}. Structure: {ScriptChoices.NameOf(template.Structure.NarrativeStructure)}.\n");
        if (template.Script.CtaType != CtaType.None) text.Append(CultureInfo.InvariantCulture, $"The last scene says: {template.Script.CtaText}\n");
        return text.ToString();
    }

    private static (Script? Script, string Problem) Read(string answer, int seconds)
    {
        WrittenAnswer? written;
        try
        {
            written = JsonSerializer.Deserialize<WrittenAnswer>(WithoutFence(answer), Json);
        }
        catch (JsonException wrong)
        {
            return (null, $"it is not the JSON asked for ({Short(wrong.Message, 160)}).");
        }

        if (written?.Scenes is null || written.Scenes.Any(scene => scene is null)) return (null, "it has no scenes.");
        var scenes = written.Scenes.Select(scene => new ScriptScene
        {
            Label = OneLine(scene!.Label),
            Narration = OneLine(scene.Narration),
            Texts = OnScreen(OneLine(scene.OnScreen), OneLine(scene.Narration)),
            Visual = OneLine(scene.Visual) is { Length: > 0 } visual ? visual : null,
        }).ToList();
        if (scenes.Exists(scene => scene.Narration.Length == 0)) return (null, "a scene has no narration.");
        var words = scenes.Sum(scene => scene.Narration.Split(' ').Length);
        if (words < seconds * WordsPerSecond * 0.4 || words > seconds * WordsPerSecond * 2)
            return (null, $"it has {words} spoken words; about {(int)(seconds * WordsPerSecond)} were asked for.");

        var script = new Script { Title = OneLine(written.Title), Scenes = scenes };
        // What a model writes has to hold as what a person writes does.
        var (checkedScript, problems) = ScriptParser.Parse(ScriptPrinter.Print(script), media: null);
        return checkedScript is null ? (null, string.Join(' ', problems.Take(5))) : (checkedScript, "");
    }

    private static IReadOnlyList<string> OnScreen(string words, string narration) =>
        (Echo.Of(words, narration) ? OnScreenWords.Of(narration) : words) is { Length: > 0 } text ? [text] : [];

    private static string WithoutFence(string answer)
    {
        var (start, end) = (answer.IndexOf('{', StringComparison.Ordinal), answer.LastIndexOf('}'));
        return start >= 0 && end > start ? answer[start..(end + 1)] : answer;
    }

    private static string OneLine(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Short(string text, int length) => text.Length <= length ? text : text[..length] + "…";

    private sealed record WrittenAnswer(string? Title, IReadOnlyList<WrittenScene?>? Scenes);

    private sealed record WrittenScene(string? Label, string? Narration, string? OnScreen, string? Visual);
}
