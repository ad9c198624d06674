using System.Text;

namespace Synthora.Rendering.Captions;

/// <summary>
/// In which order the words of a line stand from left to right: the bidirectional algorithm of Unicode (UAX 9) for units
/// that are drawn one by one, whose letters the drawing tool orders itself.
/// </summary>
internal static class WordOrder
{
    private enum Kind { Left, Right, Number, Neutral }

    /// <returns>Indices of the words, leftmost first.</returns>
    public static IReadOnlyList<int> Visual(IReadOnlyList<string> words, bool rightToLeft)
    {
        var kinds = words.Select(KindOf).ToList();
        var runs = new List<List<int>>();
        Kind? strong = null;
        for (var i = 0; i < kinds.Count; i++)
        {
            // Figures after a foreign word belong to it, as the 15 of "iPhone 15".
            var against = kinds[i] switch
            {
                Kind.Left => rightToLeft,
                Kind.Right => !rightToLeft,
                Kind.Number => strong == (rightToLeft ? Kind.Left : Kind.Right),
                _ => false,
            };
            var joins = against && i > 0 && runs.Count > 0 && IsAgainst(runs[^1][^1], kinds, rightToLeft);
            if (joins) runs[^1].Add(i);
            else runs.Add([i]);
            if (kinds[i] is Kind.Left or Kind.Right) strong = kinds[i];
        }

        // Within a run against the line's direction words follow their own direction.
        foreach (var run in runs.Where(run => run.Count > 1 && !rightToLeft)) run.Reverse();
        if (rightToLeft) runs.Reverse();
        return [.. runs.SelectMany(run => run)];
    }

    private static bool IsAgainst(int index, List<Kind> kinds, bool rightToLeft)
    {
        for (var i = index; i >= 0; i--)
        {
            if (kinds[i] == Kind.Neutral) return false;
            if (kinds[i] != Kind.Number) return kinds[i] == (rightToLeft ? Kind.Left : Kind.Right);
        }

        return false;
    }

    private static Kind KindOf(string word)
    {
        foreach (var rune in word.EnumerateRunes())
        {
            if (Script.IsRightToLeft(rune)) return Kind.Right;
            if (Rune.IsLetter(rune)) return Kind.Left;
        }

        return word.EnumerateRunes().Any(Rune.IsDigit) ? Kind.Number : Kind.Neutral;
    }
}
