using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Synthora.EndToEndTests;

/// <summary>Every page as somebody reads it who has chosen Spanish, beside the same page in English.</summary>
[Collection(FilledStudio.Shared)]
public sealed partial class LanguageTests(FilledStudio studio)
{
    /// <summary>What people wrote, credits that licences ask for, and what machines say to each other: the same in every language.</summary>
    private static readonly string[] Own =
    [
        "A long title of a film", "A question about the tides", "A title so long that", "A very long title", "Coast trip", "Drone over", "Evening at the sea", "Five tips for better", "Fractal background", "Grace Brewster",
        "Harbour at dawn", "How a bicycle", "How bees find", "How noise cancelling", "Interview, cut off", "Nightly upload script", "Old logo", "The first computer bug", "The shortest war", "Tides in two", "What bees know",
        "What makes coffee", "Why bread rises", "Why cats purr", "Why ice floats", "Why the sea glows", "Why the sky turns", "a bedroom at dawn", "evening tea lamp", "Sleep better", "woman sleeping", "cup of tea", "phone on a nightstand", "bedroom dawn", "phone nightstand",
        "Good sleep makes", "Go to bed on time", "Made by Runway", "Photo by Ann Berg", "Video by Vera Holm", "Video by Omar Said", "POST ", "ftyp moov", "text nowhere",
    ];

    [Fact]
    public async Task In_Spanish_no_page_says_anything_in_English()
    {
        var left = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var browsers = new Dictionary<(string, string), IPage>();
        // The gallery is for those who write these pages, and its samples are no texts.
        foreach (var name in FilledStudio.Pages.Keys.Where(name => name != "components"))
        {
            var (path, state) = studio.Find(name);
            var english = await TextsAsync("en");
            foreach (var text in (await TextsAsync("es")).Intersect(english).Where(text => !Own.Any(own => text.Contains(own, StringComparison.OrdinalIgnoreCase)))) left.TryAdd(text, name);

            async Task<HashSet<string>> TextsAsync(string language)
            {
                if (!browsers.TryGetValue((state ?? "", language), out var browser))
                {
                    browsers[(state ?? "", language)] = browser = await studio.OpenAsync(state, language: language);
                    await browser.Context.AddCookiesAsync([new() { Name = "synthora_language", Value = language, Url = studio.Address }]);
                }

                var html = await (await browser.APIRequest.GetAsync(path)).TextAsync();
                html.ShouldContain($"<html lang=\"{language}\"", Case.Sensitive, path);
                return SaidIn(html);
            }
        }

        foreach (var browser in browsers.Values) await browser.Context.CloseAsync();
        left.Select(pair => $"{pair.Value}: {pair.Key}").ShouldBeEmpty();
    }

    private static HashSet<string> SaidIn(string html)
    {
        html = Unread().Replace(html, " ");
        return [.. Spoken().Matches(html).Select(match => match.Groups[1].Value).Concat(Tag().Split(html)).Select(text => Space().Replace(WebUtility.HtmlDecode(text), " ").Trim()).Where(text => Words().IsMatch(text))];
    }

    [GeneratedRegex("<(script|style|code|kbd|pre|svg|datalist|textarea)\\b.*?</\\1>|<select[^>]*(?:timezone|time-zone)[^>]*>.*?</select>|<head>.*?</head>|<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex("(?:alt|title|placeholder|aria-label|data-label)=\"([^\"]*)\"")]
    private static partial Regex Spoken();

    [GeneratedRegex("<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    /// <summary>Two words that belong together; single ones are often names or the same in both languages.</summary>
    [GeneratedRegex(@"[A-Za-z]{2,}[ ’'][a-z]{2,}")]
    private static partial Regex Words();
}
