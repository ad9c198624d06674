using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Catalog;

namespace Synthora.Providers.Tests.Catalog;

public sealed class ProviderTableTests
{
    [Fact]
    public void Every_row_that_is_not_retired_can_be_called_and_no_retired_one()
    {
        using var services = new ServiceCollection().AddProviders(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var catalog = services.GetRequiredService<ProviderCatalog>();

        // FFmpeg is the engine of this product, not a vendor.
        foreach (var row in catalog.Infos.Where(row => row.Id != "ffmpeg"))
            (catalog.Find<IProvider>(row.Id) is not null).ShouldBe(row.Lifecycle != Lifecycle.Retired, row.Id);
        catalog.Infos.Where(row => row.Lifecycle == Lifecycle.Retired).Select(row => row.Id).ShouldBe(["playht", "openai_sora"]);
        catalog.Infos.Where(row => row.Lifecycle == Lifecycle.Retired).ShouldAllBe(row => row.RetiredOn != null && catalog.FindInfo(row.ReplacedBy!) != null);
    }

    [Theory]
    [InlineData(Capability.Text, "openai_gpt", "anthropic", "groq", "gemini", "xai")]
    [InlineData(Capability.Speech, "openai_tts", "elevenlabs", "playht")]
    [InlineData(Capability.Stock, "pexels", "unsplash", "pixabay")]
    [InlineData(Capability.VideoAi, "openai_sora", "runway", "veo", "luma", "kling", "minimax", "pixverse", "hailuo", "imagineart", "seedance", "wan", "ltx")]
    [InlineData(Capability.Assembly, "ffmpeg", "creatomate", "shotstack", "remotion", "editframe")]
    [InlineData(Capability.AudioFx, "mmaudio")]
    public void The_services_that_were_promised_are_all_there(Capability capability, params string[] ids) =>
        ids.ShouldAllBe(id => ProviderTable.Shipped[id].Capability == capability);

    [Fact]
    public void A_model_taken_without_being_asked_for_is_one_that_its_vendor_still_serves()
    {
        foreach (var row in ProviderTable.Shipped.Rows.Where(row => row.Lifecycle != Lifecycle.Retired && row.Models.Count > 0))
            row.RecommendedModel.ShouldNotBeNull(row.Id).Lifecycle.ShouldBe(Lifecycle.Active, row.Id);
        string[] gone = ["gpt-4o", "gpt-3.5-turbo", "tts-1-hd", "claude-3-5-sonnet-20241022", "sora-1.0", "sora-2", "gemini-1.5-pro", "llama-3.3-70b-versatile", "veo-3.0-generate-001", "gen3a_turbo"];
        ProviderTable.Shipped.Rows.Select(row => row.RecommendedModel?.Id).ShouldNotContain(id => gone.Contains(id));
        ProviderTable.Shipped.Rows.SelectMany(row => row.Models).ShouldNotContain(model => gone.Contains(model.Id) && model.Lifecycle == Lifecycle.Active);
    }

    [Theory]
    [InlineData("openai_gpt", 0.05), InlineData("anthropic", 0.06), InlineData("openai_tts", 0.08), InlineData("elevenlabs", 0.15), InlineData("playht", 0.05)]
    [InlineData("pexels", 0), InlineData("unsplash", 0), InlineData("pixabay", 0), InlineData("openai_sora", 0.40), InlineData("runway", 1.00), InlineData("veo", 0.60)]
    [InlineData("luma", 0.90), InlineData("kling", 0.40), InlineData("minimax", 0.30), InlineData("pixverse", 0.60), InlineData("hailuo", 0.20), InlineData("ffmpeg", 0)]
    [InlineData("creatomate", 0.10), InlineData("shotstack", 0.08)]
    public void A_typical_videos_share_is_what_the_price_table_says(string id, double usd) => ProviderTable.Shipped[id].EstimatedPerVideoUsd.ShouldBe((decimal)usd);

    [Fact]
    public void A_typical_video_costs_what_the_price_table_says()
    {
        string[] chosen = ["openai_gpt", "elevenlabs", "pexels", "openai_sora", "ffmpeg"];
        chosen.Sum(id => ProviderTable.Shipped[id].EstimatedPerVideoUsd).ShouldBe(0.60m);
    }

    [Fact]
    public void A_model_makes_the_shortest_clip_that_holds_the_scene()
    {
        ProviderModel steps = new("a", Seconds: [4, 6, 8]), range = new("b", Seconds: [2, 10], AnySecond: true);
        new[] { 1.0, 4.2, 6, 20 }.Select(steps.Fit).ShouldBe([4, 6, 6, 8]);
        new[] { 1.0, 4.2, 20 }.Select(range.Fit).ShouldBe([2, 5, 10]);
    }

    [Fact]
    public void An_operators_file_replaces_rows_and_names_what_is_wrong_with_it()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """[{"id":"groq"}]""");
            Should.Throw<InvalidDataException>(() => ProviderTable.Load(file)).Message.ShouldContain("provider catalogue");
            File.WriteAllText(file, """
                [{"id":"groq","name":"Our gateway","vendor":"groq","capability":"text","auth":{"kind":"api_key"},"docs_url":"https://x.test","base_url":"https://x.test/v1","keys_url":null,
                  "lifecycle":"active","retired_on":null,"replaced_by":null,"models":[],"features":[],"estimated_per_video_usd":0.01,"reviewed_at":"2026-11-21","credit":null,"note":null}]
                """);
            var table = ProviderTable.Load(file);
            table["groq"].Name.ShouldBe("Our gateway");
            table.Rows.Count.ShouldBe(ProviderTable.Shipped.Rows.Count);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
