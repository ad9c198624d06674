using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Synthora.Features.Scripts;

/// <summary>The settings between two <c>---</c> lines at the top of a script.</summary>
internal static class FrontMatter
{
    /// <summary>Stream, document, keys and the list of colours are four.</summary>
    private const int DeepestNesting = 8;

    private static readonly string[] Keys =
        [
            "template", "voice", "captions", "caption-place", "caption-emoji", "palette", "music", "clear-speech", "platform", "aspect", "duration", "language",
            "grade", "logo", "progress-bar", "end-card",
        ];

    /// <summary>Number of lines the front matter takes, its two fences included; 0 when there is none.</summary>
    public static int CountLines(IReadOnlyList<string> lines, List<ScriptProblem> problems)
    {
        if (lines.Count == 0 || lines[0].TrimEnd() != "---") return 0;
        for (var line = 1; line < lines.Count; line++)
        {
            if (lines[line].TrimEnd() is "---" or "...") return line + 1;
        }

        problems.Add(new(1, "the front matter is not closed. End it with a line of ---."));
        return lines.Count;
    }

    public static ScriptSettings Read(IEnumerable<string> lines, MediaFolder? media, List<ScriptProblem> problems)
    {
        var settings = new ScriptSettings();
        var yaml = new YamlStream();
        // The line of the opening fence keeps its place, so that the reader's line numbers are the file's.
        var text = "\n" + string.Join('\n', lines);
        try
        {
            if (Tangle(text) is { } tangle)
            {
                problems.Add(tangle);
                return settings;
            }

            yaml.Load(new StringReader(text));
        }
        catch (YamlException wrong)
        {
            problems.Add(new((int)wrong.Start.Line, $"the front matter is not readable: {FirstLine(wrong.InnerException?.Message ?? wrong.Message)} Write lines of key: value."));
            return settings;
        }

        if (yaml.Documents.Count == 0) return settings;
        if (yaml.Documents[0].RootNode is not YamlMappingNode mapping)
        {
            problems.Add(new((int)yaml.Documents[0].RootNode.Start.Line, "the front matter must be lines of key: value."));
            return settings;
        }

        foreach (var (keyNode, value) in mapping.Children)
        {
            var line = (int)keyNode.Start.Line;
            try
            {
                settings = Apply(settings, (keyNode as YamlScalarNode)?.Value ?? "", value, line, media, problems);
            }
            catch (FormatException wrong)
            {
                problems.Add(new(line, wrong.Message));
            }
        }

        return settings;
    }

    /// <summary>The tree is built by recursion, which would end the process where text is nested without end or refers to itself; its events come one by one.</summary>
    private static ScriptProblem? Tangle(string text)
    {
        var (parser, depth) = (new Parser(new StringReader(text)), 0);
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > DeepestNesting) return new((int)parser.Current.Start.Line, "the front matter is nested too deeply. Write lines of key: value.");
            if (parser.Current is AnchorAlias alias) return new((int)alias.Start.Line, $"the front matter refers to '*{alias.Value}'. Write the value itself.");
        }

        return null;
    }

    private static ScriptSettings Apply(
        ScriptSettings settings, string key, YamlNode value, int line, MediaFolder? media, List<ScriptProblem> problems)
    {
        switch (key)
        {
            case "template": return settings with { Template = ScriptChoices.Template(Scalar(key, value)) };
            case "voice": return settings with { Voice = ScriptChoices.Voice(Scalar(key, value)) };
            case "captions": return settings with { Captions = ScriptChoices.Captions(Scalar(key, value)) };
            case "caption-place": return settings with { CaptionPlace = ScriptChoices.CaptionPlace(Scalar(key, value)) };
            case "caption-emoji": return settings with { CaptionEmoji = ScriptChoices.OnOff(key, Scalar(key, value)) };
            case "clear-speech": return settings with { ClearSpeech = ScriptChoices.OnOff(key, Scalar(key, value)) };
            case "palette": return settings with { Palette = Palette(value) };
            case "platform": return settings with { Platform = ScriptChoices.Platform(Scalar(key, value)) };
            case "aspect": return settings with { Aspect = ScriptChoices.Aspect(Scalar(key, value)) };
            case "duration": return settings with { Duration = ScriptChoices.VideoSeconds(Scalar(key, value)) };
            case "language": return settings with { Language = ScriptChoices.Language(Scalar(key, value)) };
            case "grade": return settings with { Grade = ScriptChoices.Grade(Scalar(key, value)) };
            case "logo": return settings with { Logo = ScriptChoices.PictureFile(key, Scalar(key, value), media) };
            case "progress-bar": return settings with { ProgressBar = ScriptChoices.ProgressBar(Scalar(key, value)) };
            case "end-card":
                var words = Scalar(key, value);
                return words.Length <= 80 ? settings with { EndCard = words } : throw new FormatException($"end-card has {words.Length} characters. Use at most 80.");
            case "music":
                var music = ScriptChoices.Music(Scalar(key, value));
                if (!ScriptChoices.IsMood(music) && MusicProblem(music, media) is { } problem) problems.Add(new(line, problem));
                return settings with { Music = music };
            default:
                throw new FormatException(
                    $"the key '{key}' is not known.{ScriptChoices.Suggestion(key, Keys)} Use {string.Join(", ", Keys)}.");
        }
    }

    private static string? MusicProblem(string path, MediaFolder? media) =>
        media is null ? $"music '{path}': files cannot be used here. Use a mood." : media.Resolve(path).Problem;

    private static List<string> Palette(YamlNode value)
    {
        if (value is not YamlSequenceNode { Children.Count: >= 1 and <= 8 } sequence)
            throw new FormatException("palette must be a list of 1–8 colours, such as [\"#0EA5E9\", \"#8B5CF6\"].");
        return [.. sequence.Select(colour => ScriptChoices.Colour(Scalar("palette", colour)))];
    }

    private static string Scalar(string key, YamlNode value) =>
        value is YamlScalarNode { Value: { Length: > 0 } text }
            ? text.Trim()
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{key} needs one value. Write {key}: value, or leave the line out."));

    private static string FirstLine(string message) => message.Split('\n')[0].TrimEnd('.', ' ') + ".";
}
