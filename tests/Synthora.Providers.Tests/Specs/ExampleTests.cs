using System.Text.RegularExpressions;

namespace Synthora.Providers.Tests.Specs;

/// <summary>Every example is one that a vendor printed, and the table beside the examples says where.</summary>
public sealed partial class ExampleTests
{
    [Fact]
    public void Every_example_says_who_prints_it_where_and_when_it_was_read()
    {
        var rows = File.ReadAllLines(Path.Combine(PrintedAnswers.Folder, "README.md")).Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        rows.Select(row => row.Groups["file"].Value).Order(StringComparer.Ordinal)
            .ShouldBe(Directory.GetFiles(PrintedAnswers.Folder).Select(file => Path.GetFileName(file)!).Where(file => file != "README.md").Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| `(?<file>[^`]+)` \| [^|]+ \| [^|]+ \| [^|]*https://[^|]+ \| \d{4}-\d\d-\d\d \|$")]
    private static partial Regex Row();
}
