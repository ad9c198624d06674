using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Features;
using Synthora.Features.StockFootage;
using Synthora.Providers.Stock;
using Synthora.Rendering.Timelines;
using Synthora.Tests.Hosting;

namespace Synthora.Tests.StockFootage;

public sealed class SearchStockTests(SimulatedStudio studio) : IClassFixture<SimulatedStudio>
{
    [Fact]
    public async Task Every_stock_provider_of_the_user_is_searched_and_the_best_fit_comes_first_with_its_credit()
    {
        var user = await studio.NewUserAsync();
        await (await user.Api.GetAsync("/api/v1/stock?query=bees")).ShouldRefuseAsync(400, "integration_required");
        await user.AddCheckedKeyAsync("pexels");
        await user.AddCheckedKeyAsync("unsplash");

        var found = await user.GetJsonAsync("/stock?query=bees+humming+garden&narration=The+garden+is+full+of+bees&orientation=portrait");
        found.GetProperty("providers").EnumerateArray().Select(one => one.GetString()).ShouldBe(["pexels", "unsplash"], ignoreOrder: true);
        var items = found.GetProperty("items").EnumerateArray().ToList();
        items.Select(item => item.GetProperty("kind").GetString()).Distinct().ShouldBe(["clip", "photo"], ignoreOrder: true);
        var matches = items.Select(item => item.GetProperty("match").GetDouble()).ToList();
        matches[0].ShouldBeGreaterThan(0.8);
        matches[^1].ShouldBeLessThan(0.5);
        items[0].GetProperty("credit").GetString()!.ShouldContain(" on ");
        items[0].GetProperty("licence").GetString()!.ShouldContain("License");
        (await user.GetJsonAsync("/stock?query=nothing")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await (await user.Api.GetAsync("/api/v1/stock?query=bees&orientation=round")).ShouldRefuseAsync(400, "validation_error");
    }

    [Fact]
    public async Task A_chosen_item_is_fetched_looked_into_and_credited()
    {
        var user = await studio.NewUserAsync();
        await user.AddCheckedKeyAsync("pexels");
        var caller = new Caller(user.Id, Role.Free);
        var search = new SearchStockRequest { Query = "bees humming", Kind = "clip" };
        var item = (await studio.Services.GetRequiredService<SearchStock>().HandleAsync(caller, search, CancellationToken.None)).Value!.Items[0];
        var folder = Path.Combine(studio.DataFolder, "fetched");
        var fetch = studio.Services.GetRequiredService<FetchStock>();
        var wanted = new FetchStockRequest { Search = search, Provider = item.Provider, ItemId = item.Id, Kind = item.Kind };

        var taken = (await fetch.HandleAsync(caller, wanted, new Canvas(270, 480), folder, CancellationToken.None)).Value!;

        File.Exists(taken.Path).ShouldBeTrue();
        taken.Media.Video.ShouldNotBeNull();
        taken.Credit.Author.ShouldBe(item.Author);
        taken.Credit.Licence.ShouldContain("Pexels License");
        taken.Credit.Link.ShouldBe(item.PageUrl);
        (await fetch.HandleAsync(caller, wanted with { ItemId = "404" }, new Canvas(270, 480), folder, CancellationToken.None)).Error!.Code.ShouldBe("not_found");
    }

    [Theory]
    [InlineData("woman running beach", "She runs at dawn.", "woman runs along the beach at dawn", 0.9, 1)]
    [InlineData("woman running beach", "She runs at dawn.", "a bowl of soup", 0, 0)]
    [InlineData("bees honey", "Bees make honey.", "bee on a flower", 0.3, 0.6)]
    public void The_score_follows_the_words_whatever_their_endings(string query, string narration, string told, double least, double most) =>
        FootageMatch.Score(query, narration, Item(told))!.Value.ShouldBeInRange(least, most);

    [Fact]
    public void A_picture_without_words_has_no_score() => FootageMatch.Score("bees", "", Item("")).ShouldBeNull();

    internal static StockItem Item(string told, string id = "1") => new(
        "pexels", id, StockKind.Clip, told, [], 1080, 1920, 5, null, [],
        new StockCredit("Video by Ann on Pexels", "Ann", null, new Uri("https://pexels.com/1"), "Pexels License", new Uri("https://pexels.com/license"), false));
}
