using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Variants;

namespace Synthora.Cli;

/// <summary>What was asked on the command line, before it is known to be usable.</summary>
public sealed partial record MakeRequest
{
    /// <summary>About two minutes of speech.</summary>
    private const int MostSpokenWords = 350;

    public required string Input { get; init; }
    public string? Kind { get; init; }
    public string? Output { get; init; }
    public string? Template { get; init; }
    public string? Variants { get; init; }
    public bool KeepWork { get; init; }
    public GenerationOverrides Overrides { get; init; } = new();

    /// <exception cref="CommandException">The input, an option or the output cannot be used.</exception>
    public async Task<MakeJob> CheckAsync(CancellationToken ct)
    {
        var overrides = CheckChoices();
        var (kind, text, file) = await ReadAsync(ct);
        var folder = file is null ? Directory.GetCurrentDirectory() : Path.GetDirectoryName(file)!;
        var input = new GenerationInput(kind, text, folder, Template ?? SystemTemplates.DefaultSlug) { Overrides = overrides };
        var files = kind == SourceKind.Script ? CheckScript(text, folder, file, isMeant: Kind is not null || SaysItIsOne(text)) : [];
        var given = new[] { overrides.Logo, overrides.Thumbnail, overrides.Music is { } music && !ScriptChoices.IsMood(music) ? music : null };
        return new MakeJob(input, OutputPath(file, text), Key(input, [.. files, .. given.OfType<string>()]), KeepWork)
        {
            Renditions = Variants is { } list ? Rendition.ParseAll(list) : [],
            ReadAs = Kind is null && file is not null ? ReadAs(kind, file) : null,
        };
    }

    private GenerationOverrides CheckChoices()
    {
        try
        {
            if (Template is not null) ScriptChoices.Template(Template);
            if (Overrides.Voice is not null) ScriptChoices.Voice(Overrides.Voice);
            if (Overrides.Captions is not null) ScriptChoices.Captions(Overrides.Captions);
            if (Overrides.Platform is not null) ScriptChoices.Platform(Overrides.Platform);
            if (Overrides.Aspect is not null) ScriptChoices.Aspect(Overrides.Aspect);
            if (Overrides.Size is not null) ScriptChoices.Size(Overrides.Size);
            if (Overrides.DurationSeconds is { } seconds) ScriptChoices.VideoSeconds(seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
            if (Overrides.Logo is { } logo && !MediaFolder.IsStill(logo)) throw new FormatException($"logo '{logo}' is not a picture file. Use a PNG, JPEG or WebP.");
            var checkedOverrides = Overrides with { Thumbnail = FullPath("thumbnail", Overrides.Thumbnail), Logo = FullPath("logo", Overrides.Logo) };
            return Overrides.Music is not { } music || ScriptChoices.IsMood(ScriptChoices.Music(music)) ? checkedOverrides : checkedOverrides with { Music = FullPath("music", music) };
        }
        catch (FormatException wrong)
        {
            throw Bad($"--{wrong.Message}", "Correct the option and run it again.");
        }
    }

    private static string? FullPath(string option, string? file) =>
        file is null || File.Exists(file) ? file is null ? null : Path.GetFullPath(file) : throw new FormatException($"{option} '{file}' does not exist.");

    private async Task<(SourceKind Kind, string Text, string? File)> ReadAsync(CancellationToken ct)
    {
        if (Kind is not (null or "script" or "notes" or "topic")) throw Bad($"--as '{Kind}' is not known.", "Use script, notes or topic.");
        if (string.IsNullOrWhiteSpace(Input)) throw Bad("The input is empty.", "Give a script, notes, or a topic in quotes.");
        if (Kind == "topic") return (SourceKind.Topic, Input, null);
        var path = Path.GetFullPath(Input);
        if (Directory.Exists(path)) throw Bad($"{Input} is a folder.", "Give a file, or a topic in quotes.");
        if (!File.Exists(path))
        {
            if (Kind is null && !LooksLikePath().IsMatch(Input)) return (SourceKind.Topic, CheckTopic(Input), null);
            throw Bad($"{Input} does not exist.", "Check the path, or put a topic in quotes.");
        }

        var text = await ReadTextAsync(path, ct);
        return (Kind switch
        {
            "script" => SourceKind.Script,
            "notes" => SourceKind.Notes,
            _ => IsScript(path, text) ? SourceKind.Script : SourceKind.Notes,
        }, text, path);
    }

    /// <summary>
    /// A Markdown file is a script when it opens with front matter, directs a scene with a <c>&gt; key:</c> line, shows
    /// files of its own in <c>##</c> scenes, or is short enough to be spoken as it stands. Longer Markdown, text and HTML
    /// are notes to be condensed.
    /// </summary>
    private static bool IsScript(string path, string text) =>
        IsMarkdown(path)
        && (SaysItIsOne(text)
            || (SceneHeading().IsMatch(text) && MediaLink().Matches(text).Any(link => MediaFolder.IsPicture(link.Groups[1].Value)))
            || text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= MostSpokenWords);

    private static bool SaysItIsOne(string text) => text.TrimStart('\uFEFF').StartsWith("---", StringComparison.Ordinal) || Directive().IsMatch(text);

    private static bool IsMarkdown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown";

    /// <summary>What was told by the form of a file is said, with the word that tells otherwise.</summary>
    private static string ReadAs(SourceKind kind, string file) => kind == SourceKind.Script
        ? $"{Terminal.Named(file)} is read as a script; --as notes would condense it."
        : $"{Terminal.Named(file)} is read as notes to be condensed{(IsMarkdown(file) ? "; --as script would make it as it stands" : "")}.";

    private async Task<string> ReadTextAsync(string path, CancellationToken ct)
    {
        try
        {
            if (new FileInfo(path).Length > ScriptParser.MaxBytes) throw Bad($"{Input} is larger than 1 MiB.", "Give a shorter script or the notes that matter.");
            var bytes = await File.ReadAllBytesAsync(path, ct);
            if (bytes.Length == 0) throw Bad($"{Input} is empty.", "Write a title (# …) and what is to be said.");
            var text = bytes is [0xFF, 0xFE, ..] ? new UnicodeEncoding(false, true, true).GetString(bytes.AsSpan(2))
                : bytes is [0xFE, 0xFF, ..] ? new UnicodeEncoding(true, true, true).GetString(bytes.AsSpan(2))
                : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            if (string.IsNullOrWhiteSpace(text)) throw Bad($"{Input} is empty.", "Write a title (# …) and what is to be said.");
            if (text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t' or '\f'))) throw new DecoderFallbackException();
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw Bad($"{Input} is not text in UTF-8.", "Give a Markdown, text or HTML file.");
        }
        catch (UnauthorizedAccessException)
        {
            throw Bad($"{Input} may not be read.", "Change its permissions.");
        }
    }

    private static string CheckTopic(string topic) => topic.Length is >= 3 and <= CreateVideoRequest.MostTopic ? topic : throw Bad($"'{topic}' is no topic.", "Give 3–2,000 characters, or the path of a file.");

    /// <param name="isMeant">It was not only taken for a script.</param>
    /// <returns>The files that the script names, by full path.</returns>
    private static List<string> CheckScript(string text, string folder, string? file, bool isMeant)
    {
        var media = new MediaFolder(folder);
        var (script, problems) = ScriptParser.Parse(text, media);
        if (script is null)
        {
            var name = file is null ? "The script" : Terminal.Named(file);
            throw Bad(string.Join('\n', problems.Select(problem => $"{name}, {problem}")),
                (problems.Count == 1 ? "Correct the line and run it again" : $"Correct these {problems.Count} lines and run it again") + (isMeant ? "." : ", or have it condensed with --as notes."));
        }

        var settings = new[] { script.Settings.Logo, script.Settings.Music is { } music && !ScriptChoices.IsMood(music) ? music : null }.OfType<string>();
        var pictures = script.Scenes.SelectMany(scene => scene.Footage.Select(footage => footage.Path).Concat(scene.Stickers.Where(MediaFolder.IsStill)));
        return [.. settings.Concat(pictures).Select(path => media.Resolve(path).FullPath!)];
    }

    private string OutputPath(string? file, string text)
    {
        var name = file is not null ? Path.GetFileNameWithoutExtension(file) : Slug().Replace(text.ToLowerInvariant(), "-").Trim('-');
        if (name.Length > 60) name = name[..60].Trim('-');
        if (name.Length == 0) name = "video";
        var asked = Output ?? "out/";
        var isFolder = asked.EndsWith('/') || Directory.Exists(asked) || Path.GetExtension(asked).Length == 0;
        if (!isFolder && !Path.GetExtension(asked).Equals(".mp4", StringComparison.OrdinalIgnoreCase))
            throw Bad($"--out '{asked}' is no MP4.", "Name a file that ends in .mp4, or a folder.");
        return Path.GetFullPath(isFolder ? Path.Combine(asked, name + ".mp4") : asked);
    }

    /// <summary>Changes when anything does that finished steps depend on.</summary>
    /// <param name="files">What is read besides the text, by full path: under the same name it may be another song or picture.</param>
    private static string Key(GenerationInput input, IEnumerable<string> files)
    {
        // Another build may do a step differently, so it does not go on from the steps of this one.
        var text = new StringBuilder().Append(typeof(MakeRequest).Module.ModuleVersionId).Append(typeof(Synthora.Rendering.Renderer).Module.ModuleVersionId).Append(input.Kind).Append('\0').Append(input.Text).Append('\0').Append(input.Template).Append('\0').Append(input.Overrides);
        foreach (var file in files.Select(path => new FileInfo(path))) text.Append('\0').Append(file.FullName).Append(file.Length).Append(file.LastWriteTimeUtc.Ticks);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..32];
    }

    private static CommandException Bad(string cause, string remedy) => new(cause, remedy, ExitCode.BadUsage);

    [GeneratedRegex(@"^\s{0,3}>\s*(?:text|visual|motion|transition|duration|sound|captions|fill|speed|lower-third|sticker)\s*:", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^\s{0,3}##\s+\S", RegexOptions.Multiline)]
    private static partial Regex SceneHeading();

    /// <summary>A link to a file, without its fragment.</summary>
    [GeneratedRegex(@"\]\((?![a-z]+:)([^)\s#]+)(?:#[^)\s]*)?\)", RegexOptions.IgnoreCase)]
    private static partial Regex MediaLink();

    [GeneratedRegex(@"^\S*[\\/]\S*$|^\S+\.\w{2,8}$")]
    private static partial Regex LooksLikePath();

    [GeneratedRegex(@"[^\p{L}\p{N}]+")]
    private static partial Regex Slug();
}

/// <param name="OutputPath">Full path of the MP4.</param>
/// <param name="Key">Equal for runs that may go on from each other's steps.</param>
public sealed record MakeJob(GenerationInput Input, string OutputPath, string Key, bool KeepWork)
{
    /// <summary>To be made besides the video itself.</summary>
    public IReadOnlyList<Rendition> Renditions { get; init; } = [];

    /// <summary>How the input was understood, for people; null where they said so themselves.</summary>
    public string? ReadAs { get; init; }

    public VideoProject Project => VideoProject.OfVideo(OutputPath);
}
