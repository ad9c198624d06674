using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Finds the words a script emphasises among those the voice spoke.</summary>
internal static class EmphasisedWords
{
    /// <param name="phrases">In the order in which they are spoken; one that the voice said otherwise is passed over.</param>
    public static IReadOnlyList<Word> Mark(IReadOnlyList<Word> words, IReadOnlyList<string> phrases)
    {
        var marked = words.ToArray();
        var at = 0;
        foreach (var phrase in phrases)
        {
            var parts = phrase.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Bare).Where(part => part.Length > 0).ToList();
            var found = parts.Count == 0 ? -1 : Enumerable.Range(at, Math.Max(0, words.Count - parts.Count + 1 - at))
                .FirstOrDefault(start => parts.Select((part, i) => Bare(words[start + i].Text) == part).All(same => same), -1);
            if (found < 0) continue;
            for (var i = found; i < found + parts.Count; i++) marked[i] = marked[i] with { Emphasis = true };
            at = found + parts.Count;
        }

        return marked;
    }

    private static string Bare(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
