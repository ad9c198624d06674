using System.Runtime.CompilerServices;
using Synthora.Rendering.Quality;

namespace Synthora.Rendering.Tests.Quality;

public sealed class CheckCatalogueTests
{
    [Fact]
    public void The_documented_table_is_the_catalogue()
    {
        var documented = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "../../../docs/quality.md"));
        var table = documented.Split("<!-- checks -->")[1].Split("<!-- /checks -->")[0].Trim();
        table.ShouldBe(Table(), "docs/quality.md has to show this table");
        CheckCatalogue.All.Select(check => check.Id).ShouldBeUnique();
    }

    private static string Table() => string.Join("\n\n", CheckCatalogue.All.GroupBy(check => check.Group).Select(group =>
        $"### {QualityReportPage.Title(group.Key)}\n\n| Check | | Limit | Set by | How it is measured | Needs |\n|---|---|---|---|---|---|\n"
        + string.Join('\n', group.Select(check =>
            $"| {check.Title} `{check.Id}` | {check.Severity.ToString().ToLowerInvariant()} | {check.Limit} | {check.Source} | {check.How} | {check.Need.ToString().ToLowerInvariant()} |"))));

    private static string Here([CallerFilePath] string path = "") => path;
}
