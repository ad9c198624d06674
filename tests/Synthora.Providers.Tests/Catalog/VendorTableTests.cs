using System.Globalization;
using System.Text;
using Synthora.Providers.Catalog;

namespace Synthora.Providers.Tests.Catalog;

/// <summary>docs/vendors.md is written from the catalogue: run this test with SYNTHORA_UPDATE_DOCS=1 after changing a row.</summary>
public sealed class VendorTableTests
{
    [Fact]
    public void The_documented_table_is_the_catalogue()
    {
        var file = Path.Combine(Root(), "docs", "vendors.md");
        var table = Write();
        if (Environment.GetEnvironmentVariable("SYNTHORA_UPDATE_DOCS") == "1") File.WriteAllText(file, table);
        File.ReadAllText(file).ShouldBe(table, "Run this test with SYNTHORA_UPDATE_DOCS=1 to write docs/vendors.md anew.");
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Synthora.slnx"))) folder = folder.Parent;
        return folder.FullName;
    }

    private static string Write()
    {
        var text = new StringBuilder("# Vendors\n\nWritten from `src/Synthora.Providers/Catalog/providers.json` by a test. Prices are US dollars as last reviewed; a dash is a price nobody could confirm.\n");
        foreach (var group in ProviderTable.Shipped.Rows.GroupBy(row => row.Capability))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {Title(group.Key)}\n\n| Id | Vendor | State | Key | Recommended model | Price | Reviewed |\n|---|---|---|---|---|---|---|\n");
            foreach (var row in group)
            {
                var model = row.RecommendedModel;
                text.Append(CultureInfo.InvariantCulture, $"| `{row.Id}` | [{row.Name}]({row.DocsUrl}) | {State(row)} | {Key(row)} | {(model is null ? "–" : $"`{model.Id}`")} | {Price(row, model)} | {row.ReviewedAt:yyyy-MM-dd} |\n");
            }
        }

        return text.ToString();
    }

    private static string Title(Capability capability) => capability switch
    {
        Capability.Text => "Language models",
        Capability.Speech => "Voices",
        Capability.Transcription => "Transcription",
        Capability.Stock => "Stock photos and clips",
        Capability.VideoAi => "Video models",
        Capability.Assembly => "Assembly",
        _ => "Sounds",
    };

    private static string State(ProviderInfo row) => row.Lifecycle switch
    {
        Lifecycle.Retired => string.Create(CultureInfo.InvariantCulture, $"retired {row.RetiredOn:yyyy-MM-dd}, see `{row.ReplacedBy}`"),
        var state => state.ToString().ToLowerInvariant(),
    };

    private static string Key(ProviderInfo row) => row.Auth.Kind switch { AuthKind.None => "none", AuthKind.OptionalKey => "optional", AuthKind.KeyPair => "pair", _ => "key" };

    private static string Price(ProviderInfo row, ProviderModel? model) => model?.Price switch
    {
        null => row.EstimatedPerVideoUsd is 0 ? "free" : "–",
        { Unit: PriceUnit.Free } => "free",
        { Unit: PriceUnit.MillionTokens } price => string.Create(CultureInfo.InvariantCulture, $"{price.Usd:0.###} in, {price.OutputUsd:0.###} out a million tokens"),
        var price => string.Create(CultureInfo.InvariantCulture, $"{price.Usd:0.#####} {(price.Unit switch { PriceUnit.ThousandCharacters => "a thousand characters", PriceUnit.AudioMinute => "a minute", PriceUnit.Second => "a second", PriceUnit.Generation => price.UpToSeconds is { } most ? $"a clip of at most {most} s" : "a clip", _ => "a rendered minute" })}"),
    };
}
