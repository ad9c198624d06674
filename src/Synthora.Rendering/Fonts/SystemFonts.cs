using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Synthora.Rendering.Fonts;

/// <summary>
/// The fonts of the machine, for scripts no bundled font has. They are listed once, and only when a text needs them.
/// </summary>
internal static class SystemFonts
{
    private static readonly Lazy<IReadOnlyList<Entry>> Installed = new(List);
    private static readonly ConcurrentDictionary<(string Path, int Index), FontFace> Opened = new();

    /// <summary>The plainest font that has the character; bold where <paramref name="bold"/> and it exists.</summary>
    /// <param name="language">BCP 47; tells Japanese, Korean and Chinese shapes of one character apart.</param>
    public static FontFace? Find(Rune rune, bool bold, string language)
    {
        var best = Installed.Value
            .Where(font => font.Covers(rune.Value))
            .OrderBy(font => Strangeness(font, language))
            .ThenBy(font => font.Bold == bold ? 0 : 1)
            .ThenBy(font => font.Family, StringComparer.Ordinal)
            .ThenBy(font => font.Path, StringComparer.Ordinal)
            .FirstOrDefault();
        return best is null ? null : Opened.GetOrAdd((best.Path, best.Index), key => new FontFace(key.Path, key.Index));
    }

    private static int Strangeness(Entry font, string language)
    {
        var family = font.Family;
        if (family.StartsWith("Noto Sans CJK", StringComparison.Ordinal)) return family.EndsWith(" " + HanVariant(language), StringComparison.Ordinal) ? 0 : 2;
        if (family.StartsWith("Noto Sans", StringComparison.Ordinal)) return family.Contains("Mono", StringComparison.Ordinal) ? 4 : 1;
        return family.StartsWith("Noto", StringComparison.Ordinal) ? 3 : 5;
    }

    private static string HanVariant(string language) => language.ToUpperInvariant().Split('-') switch
    {
        ["JA", ..] => "JP",
        ["KO", ..] => "KR",
        ["ZH", "TW" or "HANT", ..] => "TC",
        ["ZH", "HK", ..] => "HK",
        _ => "SC",
    };

    private static IReadOnlyList<Entry> List()
    {
        var start = new ProcessStartInfo("fc-list") { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach (var argument in (string[])["-f", "%{file}|%{index}|%{family[0]}|%{weight}|%{charset}\n", ":outline=true:slant=0:variable=false"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
            var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return [.. lines.Select(Parse).OfType<Entry>()];
        }
        catch (Win32Exception)
        {
            // Without fontconfig there is no fallback; the characters are then reported as missing.
            return [];
        }
    }

    private static Entry? Parse(string line)
    {
        var parts = line.Split('|');
        if (parts.Length != 5 || Path.GetExtension(parts[0]).ToLowerInvariant() is not (".ttf" or ".otf" or ".ttc")) return null;
        var ranges = parts[4].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(range =>
        {
            var ends = range.Split('-');
            var first = int.Parse(ends[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            return (first, ends.Length == 1 ? first : int.Parse(ends[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        });
        // fontconfig's scale of weights: 200 is bold.
        return new Entry(parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), parts[2], parts[3].StartsWith("200", StringComparison.Ordinal), [.. ranges]);
    }

    private sealed record Entry(string Path, int Index, string Family, bool Bold, (int First, int Last)[] Ranges)
    {
        public bool Covers(int codePoint) => Array.Exists(Ranges, range => codePoint >= range.First && codePoint <= range.Last);
    }
}
