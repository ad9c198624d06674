using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Synthora.Rendering.Quality;
using Synthora.Web;

namespace Synthora.Tests.Web;

public sealed partial class TextTests
{
    private static readonly Dictionary<string, string> English = Read("Text.resx");

    public static TheoryData<string> Languages => [.. Synthora.Web.Language.Known.Select(language => language.Code).Where(code => code != "en")];

    [Theory, MemberData(nameof(Languages))]
    public void A_language_has_every_text_with_the_same_places_to_fill(string code)
    {
        var translated = Read($"Text.{code}.resx");
        English.Keys.Except(translated.Keys).ShouldBeEmpty("not translated");
        translated.Keys.Except(English.Keys).ShouldBeEmpty("no longer used");
        foreach (var (key, text) in translated) Places(text).ShouldBe(Places(English[key]), $"{key} in {code}");
    }

    [Fact]
    public void Every_text_that_a_page_names_exists()
    {
        var missing = Directory.EnumerateFiles(Path.Combine(Root(), "src/Synthora"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal) || file.EndsWith(".cs", StringComparison.Ordinal))
            .SelectMany(file => Named().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Key: match.Groups[1].Value)))
            .Where(used => !English.ContainsKey(used.Key)).ToList();
        missing.ShouldBeEmpty();
    }

    /// <summary>Keys are named whole, or put together of a beginning and a word: $"status.{word}", or by a select that is told its beginning.</summary>
    [Fact]
    public void Every_text_is_used_by_a_page()
    {
        var sources = string.Join('\n', Sources("src/Synthora", ".razor", ".cs").Select(File.ReadAllText));
        var named = Quoted().Matches(sources).Select(match => match.Groups[1].Value).ToHashSet();
        var composed = Composed().Matches(sources).Select(match => match.Groups[1].Value).Concat(Selects().Matches(sources).Select(match => $"{match.Groups[1].Value}.{{Option}}")).Distinct()
            .Select(text => new Regex($"^{string.Join("[\\w.:]+", Hole().Split(text).Select(Regex.Escape))}$", RegexOptions.CultureInvariant)).ToList();
        composed.Count.ShouldBeGreaterThan(40);
        composed.ShouldNotContain(pattern => pattern.IsMatch("no_page.says_this"));
        English.Keys.Where(key => !named.Contains(key) && !(key.EndsWith(".one", StringComparison.Ordinal) && named.Contains(key[..^4])) && !composed.Exists(pattern => pattern.IsMatch(key))).ShouldBeEmpty();
    }

    /// <summary>The engine words its reports for the terminal; what can stand in one is translated where it is shown.</summary>
    [Fact]
    public void Every_sentence_of_a_quality_report_has_a_translation()
    {
        foreach (var (sentence, translation) in Read("Findings.es.resx")) Places(translation).ShouldBeSubsetOf(Places(sentence), sentence);
        var unseen = CheckCatalogue.All.SelectMany(check => new[] { check.How, check.Unit ?? "" }).ToHashSet();
        var said = Sources("src/Synthora.Rendering/Quality", "Checks.cs", "CheckCatalogue.cs", "CheckDefinition.cs", "QualityGate.cs").Concat(Sources("src/Synthora.Rendering", "TextFallbacks.cs", "RenderFallbacks.cs"))
            .SelectMany(file => Literals.In(File.ReadAllText(file))).Where(text => text.Contains(' ', StringComparison.Ordinal) && Word().Count(Between().Replace(text, "")) > 1 && !unseen.Contains(text)).Distinct().ToList();
        said.Count.ShouldBeGreaterThan(150);
        var language = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("es");
        try
        {
            said.Where(sentence => Findings.Say(sentence) == sentence).ShouldBeEmpty();
            CheckCatalogue.All.Where(check => Findings.Say(check.Title) == check.Title).ShouldBeEmpty();
            Findings.Figure("12.5 dB under speech, back after 300 ms").ShouldBe("12.5 dB bajo la voz, de vuelta tras 300 ms".Replace('.', CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator[0]));
            Findings.Say("somebody's own words").ShouldBe("somebody's own words");
        }
        finally
        {
            CultureInfo.CurrentUICulture = language;
        }
    }

    /// <summary>A refusal is translated by its own sentence, so a sentence that changes would silently fall back to English.</summary>
    [Fact]
    public void Every_translated_refusal_is_still_said_somewhere()
    {
        var sources = string.Concat(((string[])["src/Synthora/Features", "src/Synthora.Providers", "src/Synthora.Rendering/Probing"]).SelectMany(part => Directory.EnumerateFiles(Path.Combine(Root(), part), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)).Select(File.ReadAllText));
        var sentences = Read("Refusals.es.resx");
        sentences.Count.ShouldBeGreaterThan(140);
        // Where a sentence holds values, what stands between them is looked for.
        sentences.Keys.Where(sentence => !Place().IsMatch(sentence)
            ? !sources.Contains(sentence.TrimEnd('.'), StringComparison.Ordinal)
            : Between().Split(sentence).Select(part => part.Trim(' ', '.', '(', ')')).Any(part => part.Length > 3 && !sources.Contains(part, StringComparison.Ordinal))).ShouldBeEmpty();
        foreach (var (sentence, translation) in sentences) Places(translation).ShouldBeSubsetOf(Places(sentence), sentence);
    }

    /// <summary>Pages must stand for languages that are written from right to left, so nothing may say left or right where start and end are meant.</summary>
    [Fact]
    public void Pages_are_laid_out_by_start_and_end()
    {
        var physical = Directory.EnumerateFiles(Path.Combine(Root(), "src/Synthora"), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".razor", StringComparison.Ordinal))
            .SelectMany(file => Physical().Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value.Trim()}"));
        physical.ShouldBeEmpty();
    }

    /// <summary>A page comes in pieces: what is shown above the rest but stands behind it in the document pushes the rest down.</summary>
    [Fact]
    public void Pages_stand_in_the_document_in_the_order_in_which_they_are_seen() =>
        Sources("src/Synthora", ".razor").Where(file => Reordered().IsMatch(File.ReadAllText(file))).Select(Path.GetFileName).ShouldBeEmpty();

    private static List<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    internal static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Root(), "src/Synthora/Web", file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    internal static IEnumerable<string> Sources(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root(), folder), "*.*", SearchOption.AllDirectories).Where(file => endings.Any(end => file.EndsWith(end, StringComparison.Ordinal)));

    internal static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Synthora.slnx")))
                return folder.FullName;
        throw new DirectoryNotFoundException("The tests run outside the repository.");
    }

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Between();

    [GeneratedRegex("(?<=[\\s\":])-?(?:ml|mr|pl|pr|left|right|border-l|border-r|rounded-l|rounded-r)-[\\w\\[./]+(?=[\\s\"])|(?<=[\\s\":])text-(?:left|right)(?=[\\s\"])")]
    private static partial Regex Physical();

    [GeneratedRegex("\"([a-z0-9_.:]+)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex("\\$\"([a-z0-9_]+\\.[a-z0-9_.]*\\{[^\"]*)\"")]
    private static partial Regex Composed();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    [GeneratedRegex("[\\s\":]-?order-(?:first|last|\\d)|flex-(?:row|col)-reverse")]
    private static partial Regex Reordered();

    [GeneratedRegex("<CreateSelect Id=\"(\\w+)\"")]
    private static partial Regex Selects();

    [GeneratedRegex(@"\b[a-z]{2,}\b")]
    private static partial Regex Word();

    [GeneratedRegex("\\b(?:T|texts)\\[\"([a-z0-9_.:]+)\"[\\],]")]
    private static partial Regex Named();
}
