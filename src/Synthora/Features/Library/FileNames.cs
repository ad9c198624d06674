using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Synthora.Features.Library;

/// <summary>Names that people gave to files, made safe to show and to save under on every system.</summary>
internal static partial class FileNames
{
    private const int Most = 200;
    private const int LongestExtension = 10;

    public static string Clean(string? name)
    {
        var last = (name ?? "").Replace('\\', '/').Split('/')[^1];
        var clean = Visible(last, letter => letter is not ('<' or '>' or ':' or '"' or '|' or '?' or '*')).Trim(' ', '.');
        if (clean.Length > Most)
        {
            var extension = Path.GetExtension(clean) is { Length: <= LongestExtension } kept ? kept : "";
            clean = Cut(clean, Most - extension.Length).TrimEnd(' ', '.') + extension;
        }

        return clean.Length == 0 ? "file" : Reserved().IsMatch(clean) ? "_" + clean : clean;
    }

    public static string TitleOf(string? given, string fileName)
    {
        var title = Visible(string.IsNullOrWhiteSpace(given) ? Path.GetFileNameWithoutExtension(fileName).Replace('_', ' ') : given).Trim();
        return Cut(title.Length == 0 ? fileName : title, Media.MostTitle);
    }

    /// <summary>The title with the file's true extension, for saving.</summary>
    public static string Of(Media media) => Clean($"{media.Title.Replace('/', '-').Replace('\\', '-')}.{media.Extension}");

    /// <summary>Without signs that cannot be seen: they hide what a name is, such as an exe that reads backwards. Those that join letters stay.</summary>
    private static string Visible(string text, Func<char, bool>? isFit = null)
    {
        var seen = text.Where(letter => !char.IsControl(letter) && (letter is '\u200C' or '\u200D' || char.GetUnicodeCategory(letter) != UnicodeCategory.Format) && (isFit?.Invoke(letter) ?? true));
        // Half of a pair is no letter.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(string.Concat(seen)));
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>Devices of one system, whatever follows the dot.</summary>
    [GeneratedRegex(@"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
