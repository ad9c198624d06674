using System.Globalization;
using System.Text;

namespace Synthora.Providers.Speech.Timing;

/// <summary>Gives the words of a text the times at which a transcription heard them, though it spells some of them differently.</summary>
internal static class WordMatch
{
    private const double SkipCost = 0.7;

    /// <returns>The written words in order; null when the transcription is of something else.</returns>
    public static IReadOnlyList<(double Start, double End)?>? Times(IReadOnlyList<string> written, IReadOnlyList<(string Text, double Start, double End)> heard)
    {
        var (a, b) = (written.Select(Plain).ToList(), heard.Select(word => Plain(word.Text)).ToList());
        // Needleman–Wunsch: the cheapest way to lay both in line, where alike words cost little and a skipped one costs more.
        var cost = new double[a.Count + 1, b.Count + 1];
        for (var i = 1; i <= a.Count; i++) cost[i, 0] = i * SkipCost;
        for (var j = 1; j <= b.Count; j++) cost[0, j] = j * SkipCost;
        for (var i = 1; i <= a.Count; i++)
            for (var j = 1; j <= b.Count; j++)
                cost[i, j] = Math.Min(cost[i - 1, j - 1] + Unlike(a[i - 1], b[j - 1]), Math.Min(cost[i - 1, j], cost[i, j - 1]) + SkipCost);

        var times = new (double, double)?[a.Count];
        var (sure, at, to) = (0, a.Count, b.Count);
        while (at > 0 && to > 0)
        {
            var unlike = Unlike(a[at - 1], b[to - 1]);
            if (cost[at, to] == cost[at - 1, to - 1] + unlike)
            {
                (at, to) = (at - 1, to - 1);
                times[at] = (heard[to].Start, heard[to].End);
                if (unlike < 0.5) sure++;
            }
            else if (cost[at, to] == cost[at - 1, to] + SkipCost) at--;
            else to--;
        }

        return sure * 2 >= a.Count(word => word.Length > 0) ? times : null;
    }

    private static string Plain(string word)
    {
        var plain = new StringBuilder(word.Length);
        foreach (var letter in word.Normalize(NormalizationForm.FormD))
            if (char.IsLetterOrDigit(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(char.ToLowerInvariant(letter));
        return plain.ToString();
    }

    /// <summary>0 for the same word, 1 for one that shares nothing: edit distance by length.</summary>
    private static double Unlike(string a, string b)
    {
        if (a == b) return 0;
        if (a.Length == 0 || b.Length == 0) return 1;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(diagonal + (a[i - 1] == b[j - 1] ? 0 : 1), Math.Min(row[j - 1], above) + 1);
                diagonal = above;
            }
        }

        return (double)row[b.Length] / Math.Max(a.Length, b.Length);
    }
}
