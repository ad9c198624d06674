using System.Text.RegularExpressions;
using Synthora.Rendering.Captions;

namespace Synthora.Features.Scripts.Writing;

/// <param name="Order">Place in the source.</param>
internal sealed record RankedSentence(string Text, string Section, int Order, double Score, IReadOnlySet<string> Terms)
{
    public int Words => Sentences.CountWords(Text);
}

/// <summary>
/// Weighs sentences by how central they are to the text (a TextRank over shared words), where they stand, and what they
/// promise: figures, contrasts, conclusions.
/// </summary>
internal static partial class SentenceRank
{
    private const int MostSentences = 400;

    public static IReadOnlyList<RankedSentence> Rank(SourceText source)
    {
        var titleTerms = Terms(source.Title ?? "");
        var found = new List<(string Text, string Section, double Place, IReadOnlySet<string> Terms)>();
        foreach (var passage in source.Passages.Where(passage => passage.Kind != PassageKind.Heading))
        {
            var first = true;
            foreach (var sentence in Sentences.Split(passage.Text))
            {
                var spoken = Sentences.Spoken(sentence);
                if (IsUsable(spoken)) found.Add((spoken, passage.Section, first ? 0.6 : 0, Terms(spoken)));
                first = false;
                if (found.Count == MostSentences) break;
            }
        }

        var central = Centrality([.. found.Select(sentence => sentence.Terms)]);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. found.Select((sentence, i) => new RankedSentence(
            sentence.Text, sentence.Section, i,
            (2 * central[i]) + sentence.Place + (i == 0 ? 0.8 : 0) + Promise(sentence.Text) + (0.5 * sentence.Terms.Count(titleTerms.Contains)) + Fit(sentence.Text),
            sentence.Terms)).Where(sentence => seen.Add(sentence.Text))];
    }

    public static double Overlap(IReadOnlySet<string> one, IReadOnlySet<string> other) =>
        one.Count == 0 || other.Count == 0 ? 0 : (double)one.Count(other.Contains) / Math.Min(one.Count, other.Count);

    public static IReadOnlySet<string> Terms(string text) =>
        WordForm().Matches(text).Select(word => word.Value.ToLowerInvariant()).Where(word => word.Length > 2 && !KeyPhrase.IsSmall(word)).Select(WordStem.Of).ToHashSet();

    private static bool IsUsable(string sentence) =>
        Sentences.CountWords(sentence) is >= 3 and <= 40 && NarrationText.Unspeakable(sentence) is null && !Meta().IsMatch(sentence);

    private static double Promise(string text) =>
        (text.Any(char.IsDigit) ? 0.5 : 0) + (Cue().IsMatch(text) ? 0.5 : 0) - (Dangling().IsMatch(text) ? 0.9 : 0) - (text.EndsWith('?') ? 0.4 : 0);

    /// <summary>Sentences of 8 to 20 words are said and understood best.</summary>
    private static double Fit(string text) => Sentences.CountWords(text) switch { < 5 => -0.5, < 8 => -0.1, <= 20 => 0.3, <= 26 => 0, _ => -0.5 };

    private static double[] Centrality(IReadOnlyList<IReadOnlySet<string>> terms)
    {
        var count = terms.Count;
        var links = new double[count, count];
        var sums = new double[count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                if (i == j || terms[i].Count < 2 || terms[j].Count < 2) continue;
                links[i, j] = terms[i].Count(terms[j].Contains) / (Math.Log(terms[i].Count + 1) + Math.Log(terms[j].Count + 1));
                sums[i] += links[i, j];
            }
        }

        var rank = Enumerable.Repeat(1.0, count).ToArray();
        for (var round = 0; round < 20; round++)
        {
            rank = [.. Enumerable.Range(0, count).Select(i =>
                0.15 + (0.85 * Enumerable.Range(0, count).Where(j => links[j, i] > 0 && sums[j] > 0).Sum(j => links[j, i] / sums[j] * rank[j])))];
        }

        var most = rank.DefaultIfEmpty(1).Max();
        return [.. rank.Select(value => value / most)];
    }

    [GeneratedRegex(@"[\p{L}\p{N}][\p{L}\p{N}'’-]*")]
    private static partial Regex WordForm();

    [GeneratedRegex(@"\b(?:because|reason|therefore|means?|result|important|key|secret|first|finally|most|never|always|only|instead|but|however|found|shows?|proved?|discovered|turns? out|surpris\w+|in fact|the truth|mistake|problem|solution|best|worst|every)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cue();

    [GeneratedRegex(@"^(?:it|they|he|she|this|that|these|those|such|both|the latter|the former|here|there|his|her|their|its|then|another|others?|one of them|as such)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Dangling();

    [GeneratedRegex(@"\b(?:in this (?:article|post|guide|section|video)|this (?:article|post|guide)|as (?:mentioned|discussed|shown|noted) (?:above|below|earlier)|see (?:below|above|figure|table)|let's (?:dive|take a look)|read on|we'll (?:cover|look|explore)|table of contents)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();
}
