using System.Text.RegularExpressions;
using System.Xml.Linq;

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

    /// <summary>A refusal is translated by its own sentence, so a sentence that changes would silently fall back to English.</summary>
    [Fact]
    public void Every_translated_refusal_is_still_said_somewhere()
    {
        var sources = string.Concat(((string[])["src/Synthora/Features", "src/Synthora.Providers"]).SelectMany(part => Directory.EnumerateFiles(Path.Combine(Root(), part), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)).Select(File.ReadAllText));
        var sentences = Read("Refusals.es.resx");
        sentences.Count.ShouldBeGreaterThan(140);
        // Where a sentence holds values, what stands between them is looked for.
        sentences.Keys.Where(sentence => !Place().IsMatch(sentence)
            ? !sources.Contains(sentence.TrimEnd('.'), StringComparison.Ordinal)
            : Between().Split(sentence).Select(part => part.Trim(' ', '.')).Any(part => part.Length > 3 && !sources.Contains(part, StringComparison.Ordinal))).ShouldBeEmpty();
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

    private static List<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    internal static Dictionary<string, string> Read(string file) =>
        XDocument.Load(Path.Combine(Root(), "src/Synthora/Web", file)).Root!.Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    private static string Root()
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

    [GeneratedRegex("\\b(?:T|texts)\\[\"([a-z0-9_.:]+)\"[\\],]")]
    private static partial Regex Named();
}
