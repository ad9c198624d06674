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

    private static List<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> Read(string file) =>
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

    [GeneratedRegex("\\b(?:T|texts)\\[\"([a-z0-9_.:]+)\"[\\],]")]
    private static partial Regex Named();
}
