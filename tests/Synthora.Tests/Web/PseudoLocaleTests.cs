using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Synthora.Features.Integrations;
using Synthora.Features.Templates;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.Web;

/// <summary>
/// The pages in a language that does not exist: every letter of every text is replaced, and what people wrote is Greek. A word
/// in plain letters is then one that nobody can translate.
/// </summary>
public sealed partial class PseudoLocaleTests(PseudoLocaleTests.PseudoHost host) : IClassFixture<PseudoLocaleTests.PseudoHost>
{
    private static readonly string[] Pages =
    [
        "/", "/login", "/register", "/forgot-password", "/reset-password?token=spent", "/verify-email?token=spent", "/offline", "/nowhere", "/dashboard", "/create", "/videos", "/videos?q=α", "/templates", "/templates?kind=personal",
        "/templates/new", "/library", "/library?shelf=trash", "/library?shelf=archive", "/library?q=α", "/integrations", "/integrations?category=voice", "/integrations?category=video_ai", "/notifications",
        "/notifications?type=export_ready", "/notifications/dismiss-all", "/settings/notifications", "/settings/generation", "/account/profile", "/account/preferences", "/account/security", "/account/tokens", "/account/usage",
        "/account/data", "/account/branding", "/llm-cache", "/help", "/admin", "/admin/jobs", "/admin/users", "/admin/settings", "/admin/audit", "/admin/logs",
    ];

    /// <summary>The same in every language: names, units, formats and what is typed as it stands.</summary>
    private static readonly string[] Names =
    [
        "Synthora", "English", "Español", "kB", "KB", "MB", "GB", "MP4", "SRT", "PNG", "JPEG", "JPG", "WebP", "SVG", "MOV", "MP3", "WAV", "TikTok", "YouTube", "Instagram", "Facebook", "Universal", "fps", "px", "UTC", "USD",
        "API", "LLM", "URL", "example", "com", "https", "http", "www", "Ctrl", "Esc", "Bearer", "curl", "Authorization", "Markdown", "HTML", "FFmpeg", "ffmpeg", "PostgreSQL", "Inter", "min", "ms", "AM", "PM", "sk", "ant", "vk", "AIza", "luma", "api", "llm",
    ];

    [Fact]
    public async Task No_page_holds_a_word_that_cannot_be_translated()
    {
        var user = await host.NewUserAsync();
        using (var named = await user.Api.PatchAsJsonAsync("/api/v1/users/profile", new { name = "Ωμέγα" })) named.EnsureSuccessStatusCode();
        var browser = await SignedInAsync(user.Email);
        var known = Known();
        var found = new List<string>();
        foreach (var path in Pages)
        {
            var html = await (await browser.GetAsync(path)).Content.ReadAsStringAsync();
            html.ShouldContain("</html>", Case.Sensitive, path);
            found.AddRange(WordsOf(html).Where(word => !known.Contains(word.Word) && !IsSaid(word.Text) && !word.Text.Contains(user.Email, StringComparison.OrdinalIgnoreCase)).Select(word => $"{path}: {word.Word} in “{word.Text}”").Distinct());
        }

        found.ShouldBeEmpty();
    }

    [Fact]
    public void A_word_that_cannot_be_translated_would_be_found()
    {
        var words = WordsOf("<p title='Hard'>Héllò <b>coded</b></p><script>let x;</script><code>plain</code>").Select(word => word.Word).ToList();
        words.ShouldBe(["Hard", "coded"]);
    }

    /// <summary>What use cases say is translated by the sentence, when it is shown.</summary>
    private static bool IsSaid(string text) => Said.Value.Any(sentence => sentence.IsMatch(text));

    private static readonly Lazy<IReadOnlyList<Regex>> Said = new(() =>
    [
        .. TextTests.Read("Refusals.es.resx").Keys.Where(sentence => sentence.Any(char.IsLower)).OrderByDescending(sentence => sentence.Length)
            .Select(sentence => new Regex(string.Concat(Regex.Escape(sentence.Length > 80 ? sentence[..80] : sentence).Replace(@"\{0}", ".+", StringComparison.Ordinal).Replace(@"\{1}", ".+", StringComparison.Ordinal)), RegexOptions.CultureInvariant)),
    ]);

    /// <summary>Names of providers, models, templates and the calendar come from elsewhere than the texts.</summary>
    private HashSet<string> Known()
    {
        var directory = host.Services.GetRequiredService<ProviderDirectory>();
        var told = Enum.GetValues<ProviderCategory>().SelectMany(directory.Of).SelectMany(info => new[] { info.Name, info.Id, info.RecommendedModel?.Id ?? "", info.Note ?? "" })
            .Concat(SystemTemplates.All.SelectMany(template => new[] { template.Name, template.Description, template.Script.ScriptStructurePrompt, template.Script.ToneInstructions, template.Script.CtaText }))
            .Append(Environment.MachineName).Append(host.Services.GetRequiredService<Synthora.Jobs.NodeName>().Value)
            .Concat(EffectiveProviders.BuiltIn.Values.SelectMany(own => new[] { own.Name, own.Id }))
            .Concat(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames).Concat(CultureInfo.InvariantCulture.DateTimeFormat.MonthNames).Concat(CultureInfo.InvariantCulture.DateTimeFormat.DayNames);
        return [.. told.Concat(Names).SelectMany(text => Word().Matches(text).Select(match => match.Value))];
    }

    private async Task<HttpClient> SignedInAsync(string email)
    {
        var browser = new HttpClient(new SocketsHttpHandler()) { BaseAddress = host.Address };
        var token = Token().Match(await browser.GetStringAsync("/login")).Groups[1].Value;
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("email", email), KeyValuePair.Create("password", StudioHost.User.Password), KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/login") { Content = form };
        request.Headers.Referrer = new(host.Address, "/login");
        (await browser.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return browser;
    }

    private static IEnumerable<(string Word, string Text)> WordsOf(string html)
    {
        html = Unread().Replace(html, " ");
        var texts = Spoken().Matches(html).Select(match => match.Groups[1].Value.Length > 0 ? match.Groups[1].Value : match.Groups[2].Value).Concat(Tag().Replace(html, "\n").Split('\n'));
        foreach (var text in texts.Select(text => WebUtility.HtmlDecode(text).Trim()).Where(text => text.Length > 0))
            foreach (Match word in Word().Matches(text)) yield return (word.Value, text.Length > 80 ? text[..80] : text);
    }

    /// <summary>Scripts, styles, code, addresses and lists of time zones are the same for everybody.</summary>
    [GeneratedRegex("[\\w-]+\\.md\\b|&gt; \\w+:|<(script|style|code|kbd|pre|svg|datalist)\\b.*?</\\1>|<select[^>]*(?:timezone|time-zone)[^>]*>.*?</select>|<head>.*?</head>", RegexOptions.Singleline)]
    private static partial Regex Unread();

    [GeneratedRegex("(?:alt|title|placeholder|aria-label|data-label)=(?:\"([^\"]*)\"|'([^']*)')")]
    private static partial Regex Spoken();

    [GeneratedRegex("<(?:\"[^\"]*\"|'[^']*'|[^>\"'])*>")]
    private static partial Regex Tag();

    [GeneratedRegex("(?<![\\w@.])[A-Za-z]{2,}(?![\\w@])")]
    private static partial Regex Word();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    public sealed class PseudoHost : StudioHost
    {
        protected override void Replace(IServiceCollection services)
        {
            base.Replace(services);
            services.Replace(ServiceDescriptor.Singleton(typeof(IStringLocalizer<>), typeof(PseudoTexts<>)));
        }
    }

    /// <summary>The real texts with an accent on every letter.</summary>
    private sealed class PseudoTexts<T>(IStringLocalizerFactory factory) : IStringLocalizer<T>
    {
        private readonly IStringLocalizer _texts = factory.Create(typeof(T));

        public LocalizedString this[string name] => _texts[name] is { ResourceNotFound: false } found ? new(name, Accented(found.Value)) : _texts[name];

        public LocalizedString this[string name, params object[] arguments] => new(name, string.Format(CultureInfo.InvariantCulture, this[name].Value, arguments), _texts[name].ResourceNotFound);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => _texts.GetAllStrings(includeParentCultures);

        private static string Accented(string text) => string.Concat(text.Select(letter => char.IsAsciiLetterLower(letter) ? (char)('а' + (letter - 'a')) : char.IsAsciiLetterUpper(letter) ? (char)('А' + (letter - 'A')) : letter));
    }
}
