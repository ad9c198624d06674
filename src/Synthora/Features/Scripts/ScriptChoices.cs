using System.Globalization;
using System.Text.RegularExpressions;
using Synthora.Features.Templates;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Scripts;

/// <summary>
/// The values a script and the command line may give, by the words people write. Each returns the value, or throws a
/// <see cref="FormatException"/> that says what is allowed.
/// </summary>
public static partial class ScriptChoices
{
    public static readonly IReadOnlyList<string> Aspects = ["9:16", "16:9", "1:1", "4:5"];
    public const double LongestVideoSeconds = 180;
    public const double ShortestVideoSeconds = 5;
    public const double LongestSceneSeconds = 60;

    public static CaptionStyle Captions(string value) => OneOf<CaptionStyle>("captions", value);
    public static CaptionPlace CaptionPlace(string value) => OneOf<CaptionPlace>("caption-place", value);

    public static bool OnOff(string key, string value) => value switch
    {
        "on" => true,
        "off" => false,
        _ => throw Wrong(key, value, ["on", "off"]),
    };

    public static Platform Platform(string value) => OneOf<Platform>("platform", value);
    public static Motion Motion(string value) => OneOf<Motion>("motion", value);
    public static TransitionKind Transition(string value) => OneOf<TransitionKind>("transition", value);

    public static FillMode Fill(string value) => OneOf<FillMode>("fill", value);
    public static BarEdge ProgressBar(string value) => OneOf<BarEdge>("progress-bar", value);

    /// <summary>A look's name, and its strength behind it where another is wanted.</summary>
    public static ColourGrade Grade(string value)
    {
        var parts = value.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var grade = new ColourGrade(OneOf<GradeName>("grade", parts.FirstOrDefault() ?? ""));
        return parts.Length switch
        {
            1 => grade,
            2 => grade with { Strength = Number("grade", parts[1], 0, 1, "the strength of the look") },
            _ => throw new FormatException($"grade '{value}' is not known. Write a look and its strength, such as cinematic 0.5."),
        };
    }

    /// <summary>One pace, or several that the shot goes through.</summary>
    public static IReadOnlyList<double> Speed(string value)
    {
        var paces = value.Split(',', StringSplitOptions.TrimEntries);
        return paces.Length <= 8
            ? [.. paces.Select(pace => Number("speed", pace, SpeedKey.Slowest, SpeedKey.Fastest, "times the clip's own pace"))]
            : throw new FormatException($"speed has {paces.Length} paces. Use at most 8.");
    }

    /// <summary>A built-in icon's name, or a picture's path.</summary>
    public static string Sticker(string value, MediaFolder? media)
    {
        if (!MediaFolder.IsStill(value))
            return IconLibrary.Get(value) is not null ? value : throw new FormatException($"sticker '{value}' is not known. Use a picture file or the name of a built-in icon, such as star.{Suggestion(value, IconLibrary.Names)}");
        return PictureFile("sticker", value, media);
    }

    public static string PictureFile(string key, string value, MediaFolder? media)
    {
        if (!MediaFolder.IsStill(value)) throw new FormatException($"{key} '{value}' is not a picture file. Use a PNG, JPEG or WebP.");
        if (media is null) throw new FormatException($"{key} '{value}': files cannot be used here. Leave the line out.");
        return media.Resolve(value).Problem is { } problem ? throw new FormatException($"{key} {problem}") : value;
    }

    public static string Template(string value) =>
        SystemTemplates.Find(value) is not null ? value : throw Wrong("template", value, SystemTemplates.All.Select(template => template.Slug));

    public static string Aspect(string value) => Aspects.Contains(value) ? value : throw Wrong("aspect", value, Aspects);

    /// <summary>Width and height in pixels, even and 64 to 4096.</summary>
    public static Canvas Size(string value) =>
        SizeForm().Match(value) is { Success: true } form
        && int.Parse(form.Groups[1].Value, CultureInfo.InvariantCulture) is >= 64 and <= 4096 and var width && width % 2 == 0
        && int.Parse(form.Groups[2].Value, CultureInfo.InvariantCulture) is >= 64 and <= 4096 and var height && height % 2 == 0
            ? new(width, height)
            : throw new FormatException($"size '{value}' is not allowed. Use two even numbers of 64 to 4096 such as 1080x1920.");

    public static string Voice(string value) => VoiceForm().IsMatch(value)
        ? value
        : throw new FormatException($"voice '{value}' is not known. Use female, male, neutral or a voice id.");

    /// <summary>A mood or <c>none</c> as it is; anything else must be the path of a sound file.</summary>
    public static string Music(string value) =>
        IsMood(value) || MediaFolder.IsSound(value)
            ? value
            : throw new FormatException(
                $"music '{value}' is not known. Use {List(Names<MusicMood>())}, or a file ({MediaFolder.SoundFormats}).");

    public static bool IsMood(string music) => Names<MusicMood>().Contains(music);

    public static string Language(string value) => LanguageForm().IsMatch(value)
        ? value
        : throw new FormatException($"language '{value}' is not a language tag. Use one such as en, de or pt-BR.");

    public static string Colour(string value) => ColourForm().IsMatch(value)
        ? value.ToUpperInvariant()
        : throw new FormatException($"palette colour '{value}' is not known. Use \"#RRGGBB\", such as \"#0EA5E9\".");

    public static double VideoSeconds(string value) =>
        Number("duration", value, ShortestVideoSeconds, LongestVideoSeconds, "seconds");

    public static double SceneSeconds(string value) => Number("duration", value, 0.5, LongestSceneSeconds, "seconds");

    public static double Gain(string value) => Number("sound", value, 0, 1, "of the clip's own sound");

    public static string NameOf<T>(T value) where T : struct, Enum => value switch
    {
        Platform platform => platform.ToString().ToLowerInvariant(),
        _ => WordEdge().Replace(value.ToString(), "-").ToLowerInvariant(),
    };

    public static IEnumerable<string> Names<T>() where T : struct, Enum => Enum.GetValues<T>().Select(NameOf);

    /// <summary>The allowed word that a slip of the hand comes from, as a question; empty when none is near.</summary>
    public static string Suggestion(string written, IEnumerable<string> allowed)
    {
        var nearest = allowed.Select(word => (word, distance: Distance(written.ToLowerInvariant(), word))).MinBy(pair => pair.distance);
        return nearest.word is not null && nearest.distance <= Math.Max(1, nearest.word.Length / 3) ? $" Did you mean {nearest.word}?" : "";
    }

    private static T OneOf<T>(string key, string value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (NameOf(candidate) == value) return candidate;
        }

        throw Wrong(key, value, Names<T>());
    }

    private static double Number(string key, string value, double from, double to, string unit) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number >= from && number <= to
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{key} '{value}' is not allowed. Use {from}–{to} ({unit})."));

    private static FormatException Wrong(string key, string value, IEnumerable<string> allowed)
    {
        var words = allowed.ToList();
        return new FormatException($"{key} '{value}' is not known. Use {List(words)}.{Suggestion(value, words)}");
    }

    private static string List(IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} or {all[^1]}";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[b.Length];
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,99}$")]
    private static partial Regex VoiceForm();

    [GeneratedRegex("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
    private static partial Regex LanguageForm();

    [GeneratedRegex(@"^(\d{2,4})x(\d{2,4})$")]
    private static partial Regex SizeForm();

    [GeneratedRegex("^#[0-9A-Fa-f]{6}$")]
    private static partial Regex ColourForm();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordEdge();
}
