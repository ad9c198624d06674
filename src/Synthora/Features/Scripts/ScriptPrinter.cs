using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Synthora.Features.Scripts;

/// <summary>Writes a script in the format that <see cref="ScriptParser"/> reads; reading it back gives the same script.</summary>
public static partial class ScriptPrinter
{
    public static string Print(Script script)
    {
        var text = new StringBuilder();
        AppendFrontMatter(text, script.Settings);
        if (script.Title.Length > 0) text.Append("# ").Append(EscapeInline(script.Title)).Append('\n');
        foreach (var scene in script.Scenes)
        {
            text.Append("\n## ").Append(EscapeInline(scene.Label)).Append('\n');
            if (scene.Narration.Length > 0) text.Append(Narration(scene)).Append('\n');
            if (scene.Narration.Length > 0 && scene.Footage.Count > 0) text.Append('\n');
            foreach (var footage in scene.Footage) text.Append(Link(footage)).Append('\n');
            foreach (var (key, value) in Directives(scene)) text.Append("> ").Append(key).Append(": ").Append(value).Append('\n');
        }

        return text.ToString();
    }

    private static void AppendFrontMatter(StringBuilder text, ScriptSettings settings)
    {
        var lines = new List<(string Key, string? Value)>
        {
            ("template", settings.Template),
            ("voice", settings.Voice is { } voice ? Quote(voice) : null),
            ("captions", settings.Captions is { } captions ? ScriptChoices.NameOf(captions) : null),
            ("caption-place", settings.CaptionPlace is { } place ? ScriptChoices.NameOf(place) : null),
            ("caption-emoji", settings.CaptionEmoji ? "on" : null),
            ("palette", settings.Palette is { } palette ? $"[{string.Join(", ", palette.Select(Quote))}]" : null),
            ("music", settings.Music is { } music ? Quote(music) : null),
            ("clear-speech", settings.ClearSpeech ? "on" : null),
            ("platform", settings.Platform is { } platform ? ScriptChoices.NameOf(platform) : null),
            ("aspect", settings.Aspect is { } aspect ? Quote(aspect) : null),
            ("duration", settings.Duration is { } duration ? Number(duration) : null),
            ("language", settings.Language is { } language ? Quote(language) : null),
            ("grade", settings.Grade is { } grade ? $"{ScriptChoices.NameOf(grade.Name)} {Number(grade.Strength)}" : null),
            ("logo", settings.Logo is { } logo ? Quote(logo) : null),
            ("progress-bar", settings.ProgressBar is { } bar ? ScriptChoices.NameOf(bar) : null),
            ("end-card", settings.EndCard is { } words ? Quote(words) : null),
        };
        lines.RemoveAll(line => line.Value is null);
        if (lines.Count == 0) return;
        text.Append("---\n");
        foreach (var (key, value) in lines) text.Append(key).Append(": ").Append(value).Append('\n');
        text.Append("---\n");
    }

    private static IEnumerable<(string Key, string Value)> Directives(ScriptScene scene)
    {
        foreach (var words in scene.Texts) yield return ("text", words);
        if (scene.Visual is { } visual) yield return ("visual", visual);
        if (scene.Motion is { } motion) yield return ("motion", ScriptChoices.NameOf(motion));
        if (scene.Transition is { } transition) yield return ("transition", ScriptChoices.NameOf(transition));
        if (scene.Duration is { } duration) yield return ("duration", Number(duration));
        if (scene.Sound is { } sound) yield return ("sound", Number(sound));
        if (scene.Fill is { } fill) yield return ("fill", ScriptChoices.NameOf(fill));
        if (scene.Speed.Count > 0) yield return ("speed", string.Join(", ", scene.Speed.Select(Number)));
        if (scene.LowerThird is { } name) yield return ("lower-third", name);
        foreach (var sticker in scene.Stickers) yield return ("sticker", sticker);
        if (scene.CaptionsOff) yield return ("captions", "off");
    }

    private static string Link(Footage footage)
    {
        var path = string.Join('/', footage.Path.Split('/').Select(Uri.EscapeDataString)).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal);
        var fragment = (footage.InSeconds, footage.OutSeconds) switch
        {
            (null, null) => "",
            (var from, null) => $"#t={Number(from.Value)}",
            (var from, var to) => $"#t={(from is { } start ? Number(start) : "")},{Number(to.Value)}",
        };
        return $"![{Escape(footage.Description)}]({path}{fragment})";
    }

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    // Plain words need no quotes; everything else gets YAML's double quotes.
    private static string Quote(string value) => PlainWord().IsMatch(value)
        ? value
        : $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Paragraphs with their emphasised words between double asterisks again.</summary>
    private static string Narration(ScriptScene scene)
    {
        var emphasis = new Queue<string>(scene.Emphasis);
        return string.Join("\n\n", scene.Narration.Split("\n\n").Select(paragraph =>
        {
            var text = new StringBuilder();
            var at = 0;
            while (emphasis.TryPeek(out var words) && paragraph.IndexOf(words, at, StringComparison.Ordinal) is >= 0 and var found)
            {
                text.Append(EscapeInline(paragraph[at..found])).Append("**").Append(EscapeInline(words)).Append("**");
                at = found + words.Length;
                emphasis.Dequeue();
            }

            return LeadingNumber().Replace(text.Append(EscapeInline(paragraph[at..])).ToString(), "$1\\$2");
        }));
    }

    private static string Escape(string text) => LeadingNumber().Replace(EscapeInline(text), "$1\\$2");

    private static string EscapeInline(string text) => Special().Replace(text, match => "\\" + match.Value);

    [GeneratedRegex("^(?!(?:no|yes|on|off|true|false|null)$)[A-Za-z][A-Za-z0-9_-]*$", RegexOptions.IgnoreCase)]
    private static partial Regex PlainWord();

    [GeneratedRegex(@"[\\`*_\[\]<>#|~&^=]|(?<=^\s*)[+\-:]|\+\+")]
    private static partial Regex Special();

    // "1. " and "2) " at the start of a paragraph would become a list.
    [GeneratedRegex(@"^(\d+)([.)])(?=\s|$)")]
    private static partial Regex LeadingNumber();
}
