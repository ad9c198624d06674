using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>A caption's words set in lines that fit a frame at a size.</summary>
internal sealed record FittedCaption(IReadOnlyList<IReadOnlyList<Word>> Lines, double EmSize, CaptionFrame Frame)
{
    private const int MostLines = 2;

    /// <summary>
    /// Keeps the lines of the cue where they fit; else breaks anew, then makes the letters smaller, then takes the
    /// whole box, then breaks words. The result always fits.
    /// </summary>
    public static FittedCaption Fit(Cue cue, Typesetter type, CaptionFrame frame)
    {
        var design = type.Design;
        var words = cue.Lines.SelectMany(line => line).ToList();
        var lines = Widest(cue.Lines, design.EmSize) <= frame.LineWidth && cue.Lines.Count <= MostLines
            ? cue.Lines
            : new LineBreaker(type, frame.LineWidth).Break(words) ?? Halves(words);

        foreach (var room in (CaptionFrame[])[frame, frame.Widest(design)])
        {
            var em = Shrunk(room.LineWidth);
            if (em >= design.SmallestEmSize) return new FittedCaption(lines, em, room);
        }

        // Longer than any caption should be; it still must not leave the box, however small its letters become.
        var whole = frame.Widest(design);
        var roughly = design.EmSize * MostLines * whole.LineWidth / Width(words, design.EmSize);
        for (var em = Math.Min(design.SmallestEmSize, roughly * 1.1); ; em *= 0.94)
        {
            var broken = Filled(words, em, whole.LineWidth);
            if (broken.Count <= MostLines) return new FittedCaption(broken, em, whole);
        }

        // Letter spacing does not shrink with the letters, so one division does not hit the width.
        double Shrunk(double room)
        {
            var em = design.EmSize;
            for (var width = Widest(lines, em); width > room; width = Widest(lines, em)) em *= Math.Min(0.999, room / width);
            return em;
        }

        double Widest(IEnumerable<IReadOnlyList<Word>> candidates, double em) => candidates.Max(line => Width(line, em));

        double Width(IReadOnlyList<Word> line, double em) => type.Width(line, em);

        List<IReadOnlyList<Word>> Filled(List<Word> all, double em, double room)
        {
            var filled = new List<IReadOnlyList<Word>>();
            var line = new List<Word>();
            foreach (var word in all)
            {
                if (Width([.. line, word], em) <= room)
                {
                    line.Add(word);
                    continue;
                }

                var rest = word;
                while (Width([.. line, rest], em) > room)
                {
                    var (head, tail) = Split(rest, piece => Width([.. line, piece], em) <= room);
                    if (head is null && line.Count == 0) break;
                    if (head is not null && (line.Count == 0 || Width([rest], em) > room)) line.Add(head);
                    else tail = rest;
                    filled.Add(line);
                    line = [];
                    rest = tail;
                }

                line.Add(rest);
            }

            filled.Add(line);
            return filled;
        }
    }

    private static IReadOnlyList<IReadOnlyList<Word>> Halves(List<Word> words)
    {
        if (words.Count == 1) return [words];
        var total = words.Sum(word => word.Text.Length + 1);
        var at = 1;
        for (var sum = words[0].Text.Length; at < words.Count - 1 && sum + words[at].Text.Length / 2 < total / 2; at++) sum += words[at].Text.Length + 1;
        return [words.Take(at).ToList(), words.Skip(at).ToList()];
    }

    /// <summary>The longest beginning that fits, hyphenated where the script has hyphens, and what is left.</summary>
    private static (Word? Head, Word Tail) Split(Word word, Func<Word, bool> fits)
    {
        var starts = StringInfo.ParseCombiningCharacters(word.Text);
        var (low, high) = (0, starts.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (fits(Head(word, starts[middle]))) low = middle;
            else high = middle - 1;
        }

        return low == 0 ? (null, word) : (Head(word, starts[low]), word with { Text = word.Text[starts[low]..], StartMs = TimeAt(word, starts[low]) });
    }

    private static Word Head(Word word, int at)
    {
        var hyphen = char.IsAsciiLetter(word.Text[at - 1]) && char.IsAsciiLetter(word.Text[at]) ? "-" : "";
        return word with { Text = word.Text[..at] + hyphen, EndMs = TimeAt(word, at) };
    }

    private static int TimeAt(Word word, int at) => word.StartMs + (int)((long)(word.EndMs - word.StartMs) * at / word.Text.Length);
}
