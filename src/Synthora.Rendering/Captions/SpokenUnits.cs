using System.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Brings the words of a voice into the shape captions are built of.</summary>
internal static class SpokenUnits
{
    private const string Opening = "([{“‘«„「『（《〈【¿¡";

    /// <summary>
    /// Sorted words with times that neither overlap nor vanish. Lone punctuation joins its word, emoji stand alone, and text
    /// without spaces falls apart into its words, each with its share of the time.
    /// </summary>
    public static List<Word> From(IEnumerable<Word> words, string language)
    {
        var units = new List<Word>();
        foreach (var word in words.OrderBy(word => word.StartMs))
        {
            var pieces = word.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(text => Pieces(text, language)).ToList();
            var total = pieces.Sum(piece => piece.Length);
            var done = 0;
            foreach (var piece in pieces)
            {
                var start = word.StartMs + Share(word, done, total);
                done += piece.Length;
                var end = word.StartMs + Share(word, done, total);
                if (units.Count > 0 && !piece.Any(char.IsLetterOrDigit) && IsPunctuation(piece)) units[^1] = Attach(units[^1], piece, end);
                else units.Add(word with { Text = piece, StartMs = start, EndMs = end });
            }
        }

        for (var i = 0; i < units.Count; i++)
        {
            var start = i == 0 ? Math.Max(0, units[i].StartMs) : Math.Max(units[i].StartMs, units[i - 1].StartMs + 1);
            var end = Math.Max(units[i].EndMs, start + 1);
            if (i + 1 < units.Count) end = Math.Max(start + 1, Math.Min(end, units[i + 1].StartMs));
            units[i] = units[i] with { StartMs = start, EndMs = end };
        }

        return units;
    }

    private static int Share(Word word, int done, int total) => (int)((long)(word.EndMs - word.StartMs) * done / total);

    private static bool IsPunctuation(string piece) => piece.EnumerateRunes().All(Rune.IsPunctuation);

    /// <summary>A dash keeps its space; a full stop or bracket does not.</summary>
    private static Word Attach(Word word, string piece, int end) => word with
    {
        Text = piece[0] is '-' or '–' or '—' ? $"{word.Text} {piece}" : word.Text + piece,
        EndMs = Math.Max(word.EndMs, end),
    };

    /// <summary>One written word in the units that lines may break between.</summary>
    public static IEnumerable<string> Pieces(string text, string language) => EmojiLibrary.Apart(text)
        .SelectMany(part => EmojiLibrary.IsDrawn(part) || !part.EnumerateRunes().Any(Script.HasNoSpaces) ? [part] : Words(part, language));

    private static List<string> Words(string text, string language)
    {
        var pieces = new List<string>();
        var opening = "";
        var joined = false;
        foreach (var piece in WordBreaks.Split(text, language))
        {
            var rune = Script.FirstRune(piece);
            if (piece.Length == 1 && Opening.Contains(piece[0])) opening += piece;
            else if (pieces.Count > 0 && opening.Length == 0 && (Rune.IsPunctuation(rune) || ClingsToPrevious(rune) || (joined && !Script.HasNoSpaces(rune))))
            {
                pieces[^1] += piece;
            }
            else
            {
                pieces.Add(opening + piece);
                opening = "";
            }

            joined = !Script.HasNoSpaces(rune);
        }

        if (opening.Length > 0 && pieces.Count > 0) pieces[^1] += opening;
        else if (opening.Length > 0) pieces.Add(opening);
        // Thai and Lao end a sentence with a space instead of a full stop.
        if (pieces.Count > 1 && text.EnumerateRunes().Any(Script.NeedsDictionary)) pieces[^1] += " ";
        return pieces;
    }

    /// <summary>Small kana and the long-vowel mark never begin a line.</summary>
    private static bool ClingsToPrevious(Rune rune) => rune.IsBmp && "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮー々".Contains((char)rune.Value);
}
