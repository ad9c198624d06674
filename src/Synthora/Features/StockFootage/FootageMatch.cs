using System.Text.RegularExpressions;
using Synthora.Features.Scripts.Writing;
using Synthora.Providers.Stock;
using Synthora.Rendering.Captions;

namespace Synthora.Features.StockFootage;

/// <summary>
/// How well what a vendor says of a picture fits what is looked for and what is said meanwhile: the share of the looked-for
/// words it has, and, for a quarter of the score, whether it has words of the narration too.
/// </summary>
internal static partial class FootageMatch
{
    private const double OfQuery = 0.75;

    /// <summary>So many words shared with the narration are all that can be asked of a description.</summary>
    private const int EnoughShared = 3;
    private const int LongestQuery = 6;

    /// <returns>0–1; null for a picture that comes without a word.</returns>
    public static double? Score(string query, string narration, StockItem item)
    {
        var told = Stems($"{item.Description} {string.Join(' ', item.Tags)}");
        if (told.Count == 0) return null;
        var (asked, said) = (Stems(query), Stems(narration));
        var ofSaid = said.Count == 0 ? 0 : Math.Min(1, (double)said.Count(word => Has(told, word)) / Math.Min(EnoughShared, said.Count));
        if (asked.Count == 0) return Math.Round(ofSaid, 2);
        var ofAsked = (double)asked.Count(word => Has(told, word)) / asked.Count;
        return Math.Round((ofAsked * OfQuery) + (ofSaid * (1 - OfQuery)), 2);
    }

    /// <summary>A few concrete words to search by, in their order.</summary>
    public static string Query(string text) => string.Join(' ', Telling(text).Distinct(StringComparer.OrdinalIgnoreCase).Take(LongestQuery));

    private static IEnumerable<string> Telling(string text) =>
        Word().Matches(text).Select(match => match.Value).Where(word => word.Length > 2 && !KeyPhrase.IsSmall(word) && !OfPictures.Contains(word));

    /// <summary>Words that a script uses for any picture, which thus tell none from another.</summary>
    private static readonly HashSet<string> OfPictures = new(StringComparer.OrdinalIgnoreCase)
    {
        "shot", "shots", "scene", "view", "video", "photo", "picture", "image", "footage", "clip", "camera", "closeup", "close-up", "showing", "shows", "someone", "something", "stock", "simulated",
    };

    private static HashSet<string> Stems(string text) => [.. Telling(text).Select(word => WordStem.Of(word.ToLowerInvariant()))];

    private static bool Has(HashSet<string> told, string word) =>
        told.Contains(word) || (word.Length >= 5 && told.Any(other => other.Length >= 5 && (other.StartsWith(word, StringComparison.Ordinal) || word.StartsWith(other, StringComparison.Ordinal))));

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:[-'’][\p{L}\p{M}\p{N}]+)*")]
    private static partial Regex Word();
}
