using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Of all ways to cut a stream of words into cues, the one that costs least in all.</summary>
internal static class CheapestCues
{
    /// <param name="cue">The lines of a cue of these words and what it costs before the word that follows; null where they, and so any more, are too many for one.</param>
    /// <returns>The lines of each cue, in order. A single word has to be a cue.</returns>
    public static List<IReadOnlyList<IReadOnlyList<Word>>> Of(List<Word> words, Func<List<Word>, Word?, (double Cost, IReadOnlyList<IReadOnlyList<Word>> Lines)?> cue)
    {
        // best[i] is the cheapest way to cut the first i words.
        var best = new (double Cost, int From, IReadOnlyList<IReadOnlyList<Word>> Lines)[words.Count + 1];
        Array.Fill(best, (double.PositiveInfinity, 0, []));
        best[0].Cost = 0;
        for (var end = 1; end <= words.Count; end++)
        {
            for (var start = end - 1; start >= 0; start--)
            {
                if (cue(words.GetRange(start, end - start), end < words.Count ? words[end] : null) is not { } last) break;
                var cost = best[start].Cost + last.Cost;
                if (cost < best[end].Cost) best[end] = (cost, start, last.Lines);
            }
        }

        var cues = new Stack<IReadOnlyList<IReadOnlyList<Word>>>();
        for (var end = words.Count; end > 0; end = best[end].From) cues.Push(best[end].Lines);
        return [.. cues];
    }
}
