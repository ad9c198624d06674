using System.Collections.Frozen;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>
/// Chooses the words that carry a sentence: figures first, then words of strong meaning, abbreviations, names and long
/// content words. The author's own marks win. The same words give the same choice.
/// </summary>
internal static class Keywords
{
    /// <summary>Emphasis that comes too often is none.</summary>
    private const int Distance = 3;
    private const double Least = 1.3;
    private const int LongWord = 7;
    private const int LongestWord = 14;

    private static readonly FrozenSet<string> Strong = string.Join(' ',
        "never always free secret secrets mistake mistakes best worst first last only stop warning danger dangerous truth lie lies million billion trillion percent half double twice zero nothing everything nobody everyone",
        "money rich poor death die dead love hate fear win lose proof proven science scientists instantly forever today now tonight simple easy hard fast faster slow cheap expensive huge tiny biggest smallest fastest",
        "nunca siempre gratis secreto error mejor peor dinero verdad millones nada todo jamais toujours gratuit erreur meilleur pire argent vérité rien tout nie immer kostenlos geheimnis fehler beste schlimmste geld wahrheit nichts alles",
        "mai sempre gratis segreto errore migliore peggiore soldi verità niente tutto nunca sempre grátis segredo erro melhor pior dinheiro verdade")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Common = string.Join(' ',
        "because through without another something anything thought between against before however although together already actually basically literally usually example different important probably instead himself herself yourself themselves",
        "people things course whether almost perhaps several")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static List<Word> Mark(List<Word> words)
    {
        if (words.Exists(word => word.Emphasis)) return words;
        var marked = words.ToList();
        var often = words.GroupBy(word => Bare(word.Text), StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var scores = words.Select((word, i) => (At: i, Score: Score(words, i, often))).Where(item => item.Score >= Least)
            .OrderByDescending(item => item.Score).ThenBy(item => item.At);
        var taken = new SortedSet<int>();
        foreach (var (at, _) in scores)
        {
            if (taken.GetViewBetween(at - Distance, at + Distance).Count > 0) continue;
            taken.Add(at);
            marked[at] = marked[at] with { Emphasis = true };
        }

        return marked;
    }

    private static double Score(List<Word> words, int at, HashSet<string> often)
    {
        var text = words[at].Text;
        var bare = Bare(text);
        if (bare.Length == 0) return 0;
        if (bare.Any(char.IsDigit)) return 3 + (text.AsSpan().IndexOfAny("%$€£") >= 0 ? 0.5 : 0);
        if (Strong.Contains(bare)) return 2.5;
        if (bare.Length > 1 && bare.Length <= 6 && bare.All(char.IsAsciiLetterUpper)) return 2;
        var startsSentence = at == 0 || BreakRules.EndsSentence(words[at - 1].Text);
        if (!startsSentence && char.IsUpper(bare[0]) && bare.Length > 2) return 1.6;
        if (bare.Length is < LongWord or > LongestWord || Common.Contains(bare) || bare.EndsWith("ly", StringComparison.OrdinalIgnoreCase) || !bare.All(char.IsLetter)) return 0;
        return 1.1 + (bare.Length / 30.0) + (often.Contains(bare) ? 0.3 : 0);
    }

    private static string Bare(string text) => text.Trim([.. ".,;:!?…\"'“”‘’()[]«»¿¡—–-"]);
}
