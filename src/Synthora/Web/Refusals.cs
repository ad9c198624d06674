using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Synthora.Web;

/// <summary>
/// What use cases say, in the language of the page: why they refuse, what a provider is missing, what a job is doing. Programs
/// get it in English, so the English sentence itself is the key, with {0} where it holds a value; what has no translation, or
/// is somebody's own words, is shown as it is.
/// </summary>
internal static class Refusals
{
    private static readonly ResourceManager Sentences = new("Synthora.Web.Refusals", typeof(Refusals).Assembly);
    private static readonly Regex Place = new(@"\\\{\d\}", RegexOptions.CultureInvariant);
    private static readonly ConcurrentDictionary<string, IReadOnlyList<(Regex Said, string Translation)>> Patterns = new();

    public static string? Say(string? sentence)
    {
        if (sentence is not { Length: > 0 } || Language.Current == "en") return sentence;
        if (Whole(sentence) is { } translated) return translated;
        // Causes and remedies are often said in one breath.
        var parts = sentence.Split(". ");
        return parts.Length == 1 ? sentence : string.Join(' ', parts.Select((part, at) => at == parts.Length - 1 ? part : part + ".").Select(part => Whole(part) ?? part));
    }

    private static string? Whole(string sentence)
    {
        if (Sentences.GetString(sentence, CultureInfo.CurrentUICulture) is { } known) return known;
        foreach (var (said, translation) in Patterns.GetOrAdd(Language.Current, _ => Read(CultureInfo.CurrentUICulture)))
            if (said.Match(sentence) is { Success: true } match)
                return string.Format(CultureInfo.CurrentCulture, translation, [.. match.Groups.Values.Skip(1).Select(value => (object?)Say(value.Value))]);
        return null;
    }

    /// <summary>The sentences with values in them, the longest first because it says most exactly what is meant.</summary>
    private static List<(Regex, string)> Read(CultureInfo culture) =>
    [
        .. Sentences.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.Cast<DictionaryEntry>()
            .Select(entry => (Key: (string)entry.Key, Value: (string)entry.Value!)).Where(entry => entry.Key.Contains("{0}", StringComparison.Ordinal)).OrderByDescending(entry => entry.Key.Length)
            .Select(entry => (new Regex($"^{Place.Replace(Regex.Escape(entry.Key), "(.+?)")}$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking), entry.Value)) ?? [],
    ];
}
