using System.Text.RegularExpressions;

namespace Synthora.Tests.Web;

public sealed class GalleryTests
{
    /// <summary>These stand on it inside another: the way back, a chart's numbers, the zone beside a date, the frame of a toast.</summary>
    private static readonly string[] Inside = ["Breadcrumbs", "ChartTable", "Notice", "TimeZoneSelect"];

    [Fact]
    public void Every_component_of_the_kit_is_shown()
    {
        var web = Path.Combine(TextTests.Root(), "src/Synthora/Web");
        var gallery = File.ReadAllText(Path.Combine(web, "Gallery/GalleryPage.razor"));
        var kit = Directory.EnumerateFiles(Path.Combine(web, "Ui"), "*.razor", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)).ToList();
        kit.Count.ShouldBeGreaterThan(25);
        kit.Where(name => !Regex.IsMatch(gallery, $@"<{name}\b", RegexOptions.CultureInvariant)).Order().ShouldBe(Inside);
    }
}
