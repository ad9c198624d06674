using System.Globalization;
using System.Text;

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
        if (words.Count == 0) return new(face, maxEm, [], 0, 0);
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

        return Set(best!, face, bestEm);
    }

    /// <summary>Words of one unbroken script keep spaces; CJK breaks between characters.</summary>
    private static List<string> Break(string text)
    {
        var words = new List<string>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (!word.EnumerateRunes().Any(Script.IsCjk)) words.Add(word);
            else words.AddRange(CjkPieces(word));
        }

        return words;
    }

    private static IEnumerable<string> CjkPieces(string word)
    {
        var piece = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            // Punctuation stays with the character before it.
            if (piece.Length > 0 && Script.IsCjk(rune) && !Rune.IsPunctuation(rune))
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(rune);
        }

        if (piece.Length > 0) yield return piece.ToString();
    }

    private static string Join(IEnumerable<string> words)
    {
        var line = new StringBuilder();
        foreach (var word in words)
        {
            if (line.Length > 0 && !(word.EnumerateRunes().Any(Script.IsCjk) && Script.IsCjk(line.ToString().EnumerateRunes().Last()))) line.Append(' ');
            line.Append(word);
        }

        return line.ToString();
    }

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
                if (placed.Count > 0 && !(Script.IsCjk(word.EnumerateRunes().First()) && Script.IsCjk(placed[^1].Text.EnumerateRunes().Last()))) x += space;
                var width = face.Width(word) * em;
                placed.Add(new(word, x, width));
                x += width;
            }

            set.Add(new(Join(words), x - (face.Tracking * em), (cap / 2) + (index * cap * face.Leading), placed));
        }

        return new(face, em, set, set.Max(line => line.Width), cap * (1 + ((set.Count - 1) * face.Leading)));
    }
}

/// <summary>Which way and by which rules a text is written.</summary>
public static class Script
{
    /// <summary>Whether letters change by their neighbours: Hebrew and Arabic to Khmer.</summary>
    public static bool IsJoined(string text) => text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and <= 0x109F) or (>= 0x1780 and <= 0x18AF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC));

    /// <summary>Whether lines may break after the character without a space; Korean keeps its words whole.</summary>
    public static bool IsCjk(Rune rune) => rune.Value is (>= 0x2E80 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);

    public static bool IsRightToLeft(string text) => text.EnumerateRunes().Any(rune => rune.Value is (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC));

    /// <summary>Whether the bundled display faces, which are Latin, can set the text.</summary>
    public static bool IsLatin(string text) => text.EnumerateRunes().All(rune => rune.Value is < 0x0250 or (>= 0x1E00 and <= 0x1EFF) or (>= 0x2000 and <= 0x22FF));

    /// <summary>Text without what libass cannot draw: emoji, joiners and controls.</summary>
    public static string Drawable(string text)
    {
        var clean = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is (>= 0x1F000 and <= 0x1FAFF) or (>= 0x2600 and <= 0x27BF) or (>= 0x2B00 and <= 0x2BFF) or (>= 0xFE00 and <= 0xFE0F) or 0x200D or (>= 0xE0000 and <= 0xE007F)) continue;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) clean.Append(' ');
            else clean.Append(rune);
        }

        return string.Join(' ', clean.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
