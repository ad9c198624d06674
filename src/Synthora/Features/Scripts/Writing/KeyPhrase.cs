using System.Text.RegularExpressions;

namespace Synthora.Features.Scripts.Writing;

/// <summary>The few words of a sentence that stand for it on screen.</summary>
public static partial class KeyPhrase
{
    private const int MostWords = 6;

    /// <summary>A clause that says it whole may be a little longer than a cut one.</summary>
    private const int WholeClause = 7;
    private static readonly HashSet<string> Small = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "and", "or", "but", "so", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "is", "are", "was", "were", "be", "been",
        "it", "its", "this", "that", "these", "those", "there", "here", "i", "you", "he", "she", "we", "they", "your", "our", "their", "his", "her", "my",
        "not", "no", "never", "always", "if", "when", "while", "who", "which", "what", "how", "why", "than", "then", "too", "very", "can", "cannot", "could", "will", "would", "should", "may",
        "might", "must", "do", "does", "did", "have", "has", "had", "just", "also", "even", "still", "yet", "into", "about", "up", "out", "over", "more", "most", "because", "since", "until", "yourself", "myself", "themselves", "me", "him", "them", "us", "mine", "yours", "hers", "ours", "theirs", "himself", "herself", "itself", "ourselves",
    };

    /// <returns>Two to six words in their order, without a closing full stop; empty when there are none.</returns>
    public static string Of(string text)
    {
        var best = Clauses().Split(text).Select(clause => clause.Trim()).Where(clause => clause.Length > 0)
            .Select(Trimmed).Where(words => words.Count > 0).ToList();
        if (best.Count == 0) return "";
        // A clause that fits whole beats the cut of a longer one.
        var chosen = best.OrderByDescending(words => words.Count is >= 2 and <= WholeClause).ThenByDescending(Weight).First();
        var kept = chosen.Count <= WholeClause ? chosen : Densest(chosen);
        var phrase = string.Join(' ', kept).Trim(' ', '.', ',', ';', ':', '"', '“', '”');
        return phrase.Length == 0 ? "" : char.ToUpperInvariant(phrase[0]) + phrase[1..];
    }

    public static bool IsSmall(string word) => Small.Contains(word.Trim('.', ',', ';', ':', '!', '?', '"', '“', '”', '(', ')'));

    private static List<string> Trimmed(string clause)
    {
        var words = clause.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        while (words.Count > 2 && Opening().IsMatch(words[0])) words.RemoveAt(0);
        return words;
    }

    /// <summary>The window of words that says most and sounds whole.</summary>
    private static List<string> Densest(List<string> words)
    {
        var window = Enumerable.Range(0, words.Count).SelectMany(from => Enumerable.Range(3, MostWords - 2).Select(length => (From: from, To: from + length)))
            .Where(span => span.To <= words.Count && (span.To == words.Count || !IsSmall(words[span.To - 1])) && !IsSmall(words[span.From]))
            .Select(span => (span.From, span.To, Words: words.GetRange(span.From, span.To - span.From)))
            .DefaultIfEmpty((From: 0, To: MostWords, Words: words.GetRange(0, MostWords)))
            .MaxBy(span => Weight(span.Words) + Wholeness(words, span.From, span.To));
        return window.Words;
    }

    /// <summary>How much a window sounds like a phrase of its own rather than like a piece of one.</summary>
    private static double Wholeness(List<string> words, int from, int to)
    {
        var whole = from == 0 || IsSmall(words[from - 1]) ? 0.5 : 0;
        if (to == words.Count) whole += 1.5;
        else if (Continuing().IsMatch(words[to])) whole -= 1;
        return from > 0 && words.Skip(from).Take(to - from).Any(word => Joining().IsMatch(word)) ? whole - 2 : whole;
    }

    private static double Weight(List<string> words) =>
        words.Sum(word => IsSmall(word) ? -0.4 : 1 + (word.Any(char.IsDigit) ? 1 : 0)) - (Math.Max(0, words.Count - WholeClause) * 0.5);

    [GeneratedRegex(@"[.,;:!?…—–]+(?=\s|$)|\s[-–—]\s")]
    private static partial Regex Clauses();

    /// <summary>Words after which what came before waits for an end.</summary>
    [GeneratedRegex("^(?:up|to|that|the|a|an|of|than|your|my|our|their|his|her|as|it|him|them|me|us|who|which)$", RegexOptions.IgnoreCase)]
    private static partial Regex Continuing();

    [GeneratedRegex("^(?:and|or|but)$", RegexOptions.IgnoreCase)]
    private static partial Regex Joining();

    [GeneratedRegex("^(?:and|but|so|or|because|then|that|well|now|also|even|still|just|at|of|the|a|an|to)$", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();
}
