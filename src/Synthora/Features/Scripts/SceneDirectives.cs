namespace Synthora.Features.Scripts;

/// <summary>The <c>&gt; key: value</c> lines that direct a scene.</summary>
internal static class SceneDirectives
{
    private const int LongestText = 120;
    private const int LongestVisual = 300;
    private static readonly string[] Keys = ["text", "visual", "motion", "transition", "duration", "sound", "captions", "fill", "speed", "lower-third", "sticker"];

    /// <param name="Line">1-based.</param>
    public sealed record Directive(int Line, string Content);

    /// <summary>Takes the directives out of the lines, leaving blank ones, so that Markdown cannot run them into paragraphs.</summary>
    public static List<Directive> TakeFrom(string[] lines)
    {
        var found = new List<Directive>();
        string? fence = null;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            if (fence is null && (line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal))) fence = line[..3];
            else if (fence is not null && line.StartsWith(fence, StringComparison.Ordinal)) fence = null;
            if (fence is not null || !line.StartsWith('>')) continue;

            found.Add(new(i + 1, line[1..].Trim()));
            lines[i] = "";
        }

        found.RemoveAll(directive => directive.Content.Length == 0);
        return found;
    }

    public static ScriptScene Apply(ScriptScene scene, IEnumerable<Directive> directives, MediaFolder? media, List<ScriptProblem> problems)
    {
        var given = new HashSet<string>();
        foreach (var (line, content) in directives)
        {
            var colon = content.IndexOf(':', StringComparison.Ordinal);
            var key = (colon < 0 ? content : content[..colon]).Trim();
            if (!Keys.Contains(key))
            {
                problems.Add(new(line, colon < 0
                    ? $"a quoted line directs the scene and must be > key: value. Use {string.Join(", ", Keys)}; a spoken quotation goes without the >."
                    : $"the key '{Short(key)}' is not known.{ScriptChoices.Suggestion(key, Keys)} Use {string.Join(", ", Keys)}."));
                continue;
            }

            if (colon < 0 || content[(colon + 1)..].Trim() is not { Length: > 0 } value)
            {
                problems.Add(new(line, $"{key} needs a value. Write > {key}: value."));
                continue;
            }

            if (!given.Add(key) && key is not ("text" or "sticker"))
            {
                problems.Add(new(line, $"{key} is given twice in this scene. Keep one."));
                continue;
            }

            try
            {
                scene = Apply(scene, key, value, media);
            }
            catch (FormatException wrong)
            {
                problems.Add(new(line, wrong.Message));
            }
        }

        return scene;
    }

    private static ScriptScene Apply(ScriptScene scene, string key, string value, MediaFolder? media) => key switch
    {
        "text" => scene with { Texts = [.. scene.Texts, AtMost(LongestText, key, value)] },
        "visual" => scene with { Visual = AtMost(LongestVisual, key, value) },
        "motion" => scene with { Motion = ScriptChoices.Motion(value) },
        "transition" => scene with { Transition = ScriptChoices.Transition(value) },
        "duration" => scene with { Duration = ScriptChoices.SceneSeconds(value) },
        "sound" => scene with { Sound = ScriptChoices.Gain(value) },
        "fill" => scene with { Fill = ScriptChoices.Fill(value) },
        "speed" => scene with { Speed = ScriptChoices.Speed(value) },
        "lower-third" => scene with { LowerThird = AtMost(LongestText, key, value) },
        "sticker" => scene with { Stickers = [.. scene.Stickers, ScriptChoices.Sticker(value, media)] },
        _ when value == "off" => scene with { CaptionsOff = true },
        _ => throw new FormatException($"captions '{value}' is not known. Use off, or leave the line out."),
    };

    private static string AtMost(int length, string key, string value) => value.Length <= length
        ? value
        : throw new FormatException($"{key} has {value.Length} characters. Use at most {length}.");

    private static string Short(string key) => key.Length <= 40 ? key : key[..39] + "…";
}
