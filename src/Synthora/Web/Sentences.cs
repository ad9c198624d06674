using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;

namespace Synthora.Web;

/// <summary>
/// Sentences that are made far from any page and kept or sent in English. The English sentence itself is the key of its
/// translation, with {0} where it holds a value, so that what was kept years ago is translated like what is said today.
/// </summary>
internal sealed class Sentences(string resource)
{
    private static readonly Regex Place = new(@"\\\{\d\}", RegexOptions.CultureInvariant);
    private readonly ResourceManager _texts = new(resource, typeof(Sentences).Assembly);
    private readonly ConcurrentDictionary<string, IReadOnlyList<Pattern>> _patterns = new();

    /// <returns>The sentence in the language of the page; null where it has no translation or is somebody's own words.</returns>
    public string? Say(string sentence)
    {
        if (_texts.GetString(sentence, CultureInfo.CurrentUICulture) is { } known) return known;
        foreach (var (start, said, translation) in _patterns.GetOrAdd(Language.Current, _ => Read(CultureInfo.CurrentUICulture)))
            if (sentence.StartsWith(start, StringComparison.Ordinal) && said.Match(sentence) is { Success: true } match)
                return string.Format(CultureInfo.CurrentCulture, translation, [.. match.Groups.Values.Skip(1).Select(value => (object?)(Say(value.Value) ?? value.Value))]);
        return null;
    }

    /// <summary>The sentences with values in them, the longest first because it says most exactly what is meant.</summary>
    private List<Pattern> Read(CultureInfo culture) =>
    [
        .. _texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)?.Cast<DictionaryEntry>()
            .Select(entry => (Key: (string)entry.Key, Value: (string)entry.Value!)).Where(entry => entry.Key.Contains("{0}", StringComparison.Ordinal)).OrderByDescending(entry => entry.Key.Length)
            .Select(entry => new Pattern(
                entry.Key[..entry.Key.IndexOf('{', StringComparison.Ordinal)],
                new Regex($"^{Place.Replace(Regex.Escape(entry.Key), "(.+?)")}$", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking), entry.Value)) ?? [],
    ];

    /// <param name="Start">What stands before the first value, which tells most sentences apart at once.</param>
    private sealed record Pattern(string Start, Regex Said, string Translation);
}
