using System.Text.RegularExpressions;

namespace Synthora.Features.LlmCache;

/// <summary>
/// How alike two requests are: the words they share over all the words they have. Requests whose parameters differ are not
/// alike at all, however long their words: 30 seconds are not 60. Nor are those whose numbers or negations differ: "5 tips" is
/// not "7 tips", "with" is not "without".
/// </summary>
public static partial class Likeness
{
    private static readonly HashSet<string> Filling =
    [
        .. """
           a an the and or of to in on at for with from by is are was were be been it its this that these those as about into over
           i you we they he she my your our their me us them what which who how when where why do does did can could should would will
           """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    private static readonly HashSet<string> Negations = ["not", "no", "never", "nor", "none", "nothing", "without", "cannot"];

    public static IEnumerable<string> Words(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Where(word => !Filling.Contains(word)).Distinct();

    /// <returns>0–1.</returns>
    public static double Of(IReadOnlyCollection<string> left, IReadOnlyCollection<string> right)
    {
        if (!left.Where(IsTelling).ToHashSet().SetEquals(right.Where(IsTelling))) return 0;
        var both = left.Intersect(right).Count(IsWord);
        var all = left.Union(right).Count(IsWord);
        return all == 0 ? 0 : (double)both / all;
    }

    private static bool IsTelling(string keyword) => !IsWord(keyword) || keyword.All(char.IsDigit) || Negations.Contains(keyword) || keyword.EndsWith("n't", StringComparison.Ordinal) || keyword.EndsWith("n’t", StringComparison.Ordinal);

    private static bool IsWord(string keyword) => !keyword.Contains('=', StringComparison.Ordinal);

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?")]
    private static partial Regex Word();
}
