using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;

namespace Synthora.Rendering.Captions;

/// <summary>One flat shape of an emoji: <c>#RRGGBB</c>, opacity 0–1 and ASS drawing commands on the library's grid.</summary>
internal sealed record EmojiLayer(string Colour, double Opacity, string Drawing)
{
    /// <summary>Number of ASS's <c>\p</c> tag that <see cref="Scaled"/> is drawn with: eighths of a pixel.</summary>
    public const int Precision = 4;

    /// <summary>Specks in two corners give every layer the whole square as its extent, so that all stand on the same spot.</summary>
    private const string Corners = "m 0 0 l 2 0 0 2 m 512 512 l 510 512 512 510 ";

    /// <summary>The commands on the library's grid, for drawing at a scale.</summary>
    public string Square => Corners + Drawing;

    /// <summary>The commands for a side in pixels, which leaves the scale to motions.</summary>
    public string Scaled(double side)
    {
        var factor = side * (1 << (Precision - 1)) / EmojiLibrary.Grid;
        return string.Join(' ', Square.Split(' ').Select(word =>
            int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var place) ? ((int)Math.Round(place * factor)).ToString(CultureInfo.InvariantCulture) : word));
    }
}

/// <summary>
/// Colour emoji as drawings (Fluent Emoji by Microsoft and country-flag-icons, both MIT). libass draws outlines only and leaves colour fonts out, but it
/// fills shapes: a drawn emoji is as sharp at any size and moves like a word.
/// </summary>
internal static class EmojiLibrary
{
    /// <summary>Side of the square all drawings fill.</summary>
    public const int Grid = 512;

    private const char VariationSelector = '\uFE0F';
    private const char Joiner = '\u200D';
    private const char KeycapMark = '\u20E3';

    private static readonly Lazy<Dictionary<string, string>> Drawings = new(Load);
    private static readonly ConcurrentDictionary<string, IReadOnlyList<EmojiLayer>> Parsed = new(StringComparer.Ordinal);

    /// <summary>Whether a text is one emoji that can be drawn.</summary>
    public static bool IsDrawn(string text) =>
        MayBeEmoji(text) && StringInfo.GetNextTextElementLength(text) == text.Length && Find(text) is not null;

    /// <summary>The text in pieces: emoji that can be drawn stand alone, and whatever lies between them.</summary>
    public static IEnumerable<string> Apart(string text)
    {
        if (!MayBeEmoji(text)) return [text];
        var pieces = new List<string>();
        var plain = new StringBuilder();
        var graphemes = StringInfo.GetTextElementEnumerator(text);
        while (graphemes.MoveNext())
        {
            var grapheme = graphemes.GetTextElement();
            // People joined into a group that has no drawing stand side by side.
            var parts = IsDrawn(grapheme) ? [grapheme] : grapheme.Split(Joiner, StringSplitOptions.RemoveEmptyEntries);
            if (!Array.TrueForAll(parts, IsDrawn))
            {
                plain.Append(grapheme);
                continue;
            }

            if (plain.Length > 0) pieces.Add(plain.ToString());
            plain.Clear();
            pieces.AddRange(parts);
        }

        if (plain.Length > 0) pieces.Add(plain.ToString());
        return pieces;
    }

    /// <summary>Bottom first.</summary>
    public static IReadOnlyList<EmojiLayer> Layers(string emoji) =>
        Find(emoji) is { } key ? Parsed.GetOrAdd(key, name => [.. Drawings.Value[name].Split('\t').Select(Parse)]) : [];

    private static EmojiLayer Parse(string layer)
    {
        var space = layer.IndexOf(' ');
        var opacity = space > 6 ? int.Parse(layer.AsSpan(6, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 : 1;
        return new EmojiLayer("#" + layer[..6], opacity, layer[(space + 1)..]);
    }

    private static bool MayBeEmoji(string text)
    {
        foreach (var character in text)
        {
            if (character is VariationSelector or KeycapMark or (>= '\u231A' and <= '\u23F3') or (>= '\u25FD' and <= '\u27BF') or (>= '\u2B00' and <= '\u2BFF')
                or (>= '\uD83C' and <= '\uD83E')) return true;
        }

        return false;
    }

    /// <summary>The library's name of an emoji; one in a skin tone it lacks is drawn in the neutral one.</summary>
    private static string? Find(string emoji)
    {
        var points = emoji.EnumerateRunes().Select(rune => rune.Value).Where(value => value != VariationSelector).ToList();
        var whole = Name(points);
        if (Drawings.Value.ContainsKey(whole)) return whole;
        var neutral = Name(points.Where(value => value is not (>= 0x1F3FB and <= 0x1F3FF)));
        return neutral.Length > 0 && Drawings.Value.ContainsKey(neutral) ? neutral : null;
    }

    private static string Name(IEnumerable<int> points) => string.Join('-', points.Select(point => point.ToString("x4", CultureInfo.InvariantCulture)));

    private static Dictionary<string, string> Load()
    {
        using var packed = typeof(EmojiLibrary).Assembly.GetManifestResourceStream("emoji.tsv.br")!;
        using var reader = new StreamReader(new BrotliStream(packed, CompressionMode.Decompress));
        var drawings = new Dictionary<string, string>(4096, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            var tab = line.IndexOf('\t');
            drawings[line[..tab]] = line[(tab + 1)..];
        }

        return drawings;
    }
}
