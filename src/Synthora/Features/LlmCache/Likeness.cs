using System.Text.RegularExpressions;

namespace Synthora.Features.LlmCache;

/// <summary>
/// How alike two requests are: the weight of the keywords they share over the weight of all they have. A parameter weighs
/// twice a word. Numbers and negations are keywords, because "5 tips" is not "7 tips" and "with" is not "without".
/// </summary>
public static partial class Likeness
{
    private const int OfParameter = 2;

    private static readonly HashSet<string> Filling =
    [
        .. """
           a an the and or of to in on at for with from by is are was were be been it its this that these those as about into over
           i you we they he she my your our their me us them what which who how when where why do does did can could should would will
           """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    public static IEnumerable<string> Words(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Where(word => !Filling.Contains(word)).Distinct();

    /// <returns>0–1.</returns>
    public static double Of(IReadOnlyCollection<string> left, IReadOnlyCollection<string> right)
    {
        var both = left.Intersect(right).Sum(Weight);
        var all = left.Union(right).Sum(Weight);
        return all == 0 ? 0 : (double)both / all;
    }

    private static int Weight(string keyword) => keyword.Contains('=', StringComparison.Ordinal) ? OfParameter : 1;

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?")]
    private static partial Regex Word();
}
