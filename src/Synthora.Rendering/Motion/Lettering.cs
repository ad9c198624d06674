using System.Globalization;
using System.Text;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Fonts;

namespace Synthora.Rendering.Motion;

/// <param name="X">Left edge in pixels, from the left edge of the setting.</param>
public sealed record SetWord(string Text, double X, double Width);

/// <param name="Middle">Height of the capitals' middle, from the top of the setting.</param>
public sealed record SetLine(string Text, double Width, double Middle, IReadOnlyList<SetWord> Words);

/// <summary>Words set in a face: broken into lines and as large as its box allows.</summary>
public sealed record Lettering(Typeface Face, double Em, IReadOnlyList<SetLine> Lines, double Width, double Height)
{
    public double CapHeight => Em * Face.CapHeight;
    public double LineStep => CapHeight * Face.Leading;

    /// <summary>Sets text as large as it fits, at most <paramref name="maxEm"/>, in the number of lines that gives the largest type.</summary>
    public static Lettering Fit(string text, Typeface face, double width, double height, double maxEm, int maxLines = 4)
    {
        var words = Break(face.Case(text));
        // Signs without width, such as joiners on their own, are nothing to see either.
        if (words.All(word => face.Width(word) <= 0)) return new(face, maxEm, [], 0, 0);
        face = face.RoomFor(text);
        var cap = face.CapHeight;
        List<List<string>>? best = null;
        double bestEm = 0;
        for (var count = 1; count <= Math.Min(maxLines, words.Count); count++)
        {
            var lines = Balance(words, count, face);
            var widest = lines.Max(line => face.Width(Join(line)));
            var em = Math.Min(maxEm, Math.Min(width / widest, height / (cap * (1 + ((count - 1) * face.Leading)))));

            // A further line must earn its place.
            if (em <= bestEm * 1.04) continue;
            (best, bestEm) = (lines, em);
        }

        // Space between letters ends with the last one, and each word is measured by itself: a line set comes out a little wider at times.
        var set = Set(best!, face, bestEm);
        return set.Width <= width ? set : Set(best!, face, bestEm * width / set.Width);
    }

    /// <summary>Writing without spaces falls apart into its words; what ended with a space there keeps it.</summary>
    private static List<string> Break(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => SpokenUnits.Pieces(word, ""))];

    private static string Join(IEnumerable<string> words) => Captions.Script.Join(words).TrimEnd();

    /// <summary>Breaks words into lines of the most equal length.</summary>
    private static List<List<string>> Balance(List<string> words, int count, Typeface face)
    {
        var widths = words.Select(face.Width).ToArray();
        var space = face.Width(" ");
        double Line(int from, int to)
        {
            var sum = space * (to - from - 1);
            for (var n = from; n < to; n++) sum += widths[n];
            return sum;
        }

        // worst[k, n]: how uneven the first n words are on k lines; the fourth power fears long lines and dislikes short ones.
        var worst = new double[count + 1, words.Count + 1];
        var cut = new int[count + 1, words.Count + 1];
        for (var n = 1; n <= words.Count; n++) worst[0, n] = double.PositiveInfinity;
        for (var k = 1; k <= count; k++)
        {
            for (var n = 0; n <= words.Count; n++)
            {
                worst[k, n] = double.PositiveInfinity;
                for (var from = Math.Max(0, k - 1); from < n; from++)
                {
                    var value = worst[k - 1, from] + Math.Pow(Line(from, n), 4);
                    if (value >= worst[k, n]) continue;
                    (worst[k, n], cut[k, n]) = (value, from);
                }
            }
        }

        var lines = new List<List<string>>();
        for (int k = count, end = words.Count; k > 0; end = cut[k--, end]) lines.Insert(0, words[cut[k, end]..end]);
        return lines;
    }

    private static Lettering Set(List<List<string>> lines, Typeface face, double em)
    {
        double cap = em * face.CapHeight, space = face.Width(" ") * em;
        var set = new List<SetLine>();
        foreach (var (words, index) in lines.Select((words, index) => (words, index)))
        {
            var placed = new List<SetWord>();
            double x = 0;
            foreach (var word in words)
            {
                if (placed.Count > 0 && Captions.Script.IsSpacedBetween(placed[^1].Text, word)) x += space;
                var width = face.Width(word) * em;
                placed.Add(new(word, x, width));
                x += width;
            }

            set.Add(new(Join(words), x - (face.TrackingOf(Join(words)) * em), (cap / 2) + (index * cap * face.Leading), placed));
        }

        return new(face, em, set, set.Max(line => line.Width), cap * (1 + ((set.Count - 1) * face.Leading)));
    }
}

/// <summary>Which way and by which rules a text is written.</summary>
public static class Script
{
    /// <summary>Whether letters change by their neighbours: Hebrew and Arabic to Khmer.</summary>
    public static bool IsJoined(string text) => text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC));

    public static bool IsRightToLeft(string text) => text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC));

    private static readonly FontStack AnyFont = new(FontLibrary.Find("Inter", 700), "", boldFallback: true);

    /// <summary>The characters that no font of the machine can draw.</summary>
    public static IReadOnlyList<string> Missing(string text) => AnyFont.Missing(text);

    /// <summary>Text without what nothing here can draw, such as emoji that have neither a drawing nor a font, and controls.</summary>
    public static string Drawable(string text)
    {
        var clean = new StringBuilder();
        foreach (var piece in EmojiLibrary.Apart(text))
        {
            if (EmojiLibrary.IsDrawn(piece)) clean.Append(piece);
            else AddLetters(clean, piece);
        }

        return string.Join(' ', clean.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void AddLetters(StringBuilder clean, string text)
    {
        foreach (var rune in AnyFont.Drawable(text).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append(' ');
            else clean.Append(rune);
        }
    }
}
