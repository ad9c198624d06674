using Synthora.Providers.Stock;

namespace Synthora.Providers.Tests.Stock;

/// <summary>What every source of others' photos and clips owes the product and the authors.</summary>
public sealed class StockContract(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    private static readonly ApiKey Key = new("right-key-0123");

    public static TheoryData<string, StockKind> Sources => new()
    {
        { "pexels", StockKind.Photo }, { "pexels", StockKind.Clip }, { "unsplash", StockKind.Photo }, { "pixabay", StockKind.Photo }, { "pixabay", StockKind.Clip },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task A_search_finds_upright_material_with_its_licence_and_author(string id, StockKind kind)
    {
        var page = await Provider(id).SearchAsync(new StockQuery("bees in a garden", kind), Key, CancellationToken.None);

        page.Items.ShouldNotBeEmpty();
        foreach (var item in page.Items)
        {
            (item.ProviderId, item.Kind).ShouldBe((id, kind));
            item.Height.ShouldBeGreaterThan(item.Width);
            item.Credit.Author.ShouldNotBeEmpty();
            item.Credit.Text.ShouldContain(item.Credit.Author);
            item.Credit.License.ShouldNotBeEmpty();
            item.Credit.LicenseUrl.Scheme.ShouldBe("https");
            item.Files.ShouldNotBeEmpty();
            item.Files.ShouldAllBe(file => file.Width > 0 && file.Height > 0);
            (item.Seconds > 0).ShouldBe(kind == StockKind.Clip);
        }

        (await Provider(id).SearchAsync(new StockQuery("nothing at all", kind), Key, CancellationToken.None)).Items.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Sources))]
    public async Task What_was_found_can_be_fetched_and_a_limit_is_kept(string id, StockKind kind)
    {
        var item = (await Provider(id).SearchAsync(new StockQuery("bees", kind), Key, CancellationToken.None)).Items[0];
        var file = item.Best(300, 500);
        using var bytes = new MemoryStream();
        (await Provider(id).DownloadAsync(item, file, Key, bytes, 50 << 20, CancellationToken.None)).ShouldBe(bytes.Length);
        var start = Convert.ToHexString(bytes.ToArray()[..8]);
        start.ShouldStartWith(kind == StockKind.Photo ? "FFD8" : "000000");

        (await Should.ThrowAsync<ProviderException>(() => Provider(id).DownloadAsync(item, file, Key, new MemoryStream(), 100, CancellationToken.None))).Fault.ShouldBe(ProviderFault.BadAnswer);
    }

    [Theory]
    [InlineData("pexels")]
    [InlineData("unsplash")]
    [InlineData("pixabay")]
    public async Task A_key_is_checked_and_a_bad_one_is_told_from_a_busy_one(string id)
    {
        (await Provider(id).CheckKeyAsync(Key, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        (await Provider(id).CheckKeyAsync(new ApiKey("wrong"), CancellationToken.None)).Status.ShouldBe(KeyStatus.Invalid);
        (await Should.ThrowAsync<ProviderException>(() => Provider(id).SearchAsync(new StockQuery("a", StockKind.Photo), new ApiKey("busy"), CancellationToken.None))).Fault.ShouldBe(ProviderFault.RateLimited);
    }

    [Fact]
    public async Task Pixabays_answers_are_kept_for_a_day_and_its_key_stays_out_of_the_question()
    {
        var query = new StockQuery("a question asked twice", StockKind.Photo);
        await Provider("pixabay").SearchAsync(query, Key, CancellationToken.None);
        await Provider("pixabay").SearchAsync(query, Key, CancellationToken.None);
        vendors.Seen.Count(request => request.Query.Contains("asked", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Unsplash_counts_a_use_before_the_pixels_are_fetched_and_its_links_say_who_sent_them()
    {
        var item = (await Provider("unsplash").SearchAsync(new StockQuery("count me", StockKind.Photo), Key, CancellationToken.None)).Items[1];
        item.Credit.MustBeShown.ShouldBeTrue();
        item.Credit.PageUrl.Query.ShouldContain("utm_source=synthora");
        await Provider("unsplash").DownloadAsync(item, item.Best(720, 1080), Key, new MemoryStream(), 50 << 20, CancellationToken.None);

        var paths = vendors.Seen.Where(request => request.Path.Contains(item.Id, StringComparison.Ordinal)).Select(request => request.Path).ToList();
        paths.Count.ShouldBe(2);
        paths[0].ShouldEndWith("/download");

        var elsewhere = item with { UsageUrl = new Uri("https://example.com/steal") };
        (await Should.ThrowAsync<ProviderException>(() => Provider("unsplash").DownloadAsync(elsewhere, item.Files[0], Key, new MemoryStream(), 1, CancellationToken.None))).Fault.ShouldBe(ProviderFault.BadAnswer);
    }

    [Fact]
    public void The_smallest_file_that_covers_the_frame_is_taken()
    {
        StockFile File(int width, int height) => new(new Uri("https://x.test"), width, height, "video/mp4");
        var item = new StockItem("x", "1", StockKind.Clip, "", [], 1080, 1920, 5, null, [File(2160, 3840), File(1080, 1920), File(360, 640)], new StockCredit("", "", null, new Uri("https://x.test"), "", new Uri("https://x.test"), false));
        item.Best(720, 1280).Width.ShouldBe(1080);
        item.Best(4000, 8000).Width.ShouldBe(2160);
    }

    private IStockProvider Provider(string id) => vendors.Provider<IStockProvider>(id);
}
