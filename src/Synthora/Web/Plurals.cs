using Microsoft.Extensions.Localization;

namespace Synthora.Web;

/// <summary>
/// Sentences that count. What is said of exactly one stands beside the text under the same key with <c>.one</c> at its end;
/// the languages there are need no other form.
/// </summary>
public static class Plurals
{
    /// <param name="count">Stands at {0}.</param>
    /// <param name="more">Stand at {1} and on.</param>
    public static string Count(this IStringLocalizer<Text> texts, string key, long count, params object[] more)
    {
        if (count == 1 && texts[$"{key}.one", [count, .. more]] is { ResourceNotFound: false } one) return one;
        return texts[key, [count, .. more]];
    }
}
