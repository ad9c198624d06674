using Synthora.Providers.Stock;

namespace Synthora.Providers.Tests.Specs;

/// <summary>What sources of others' material print, as the adapters read it.</summary>
public sealed class StockExampleTests : IDisposable
{
    private readonly PrintedAnswers _printed = new();

    [Fact]
    public async Task Pexels_printed_photo()
    {
        var (photo, total) = await FindAsync("pexels", "pexels-photos", StockKind.Photo);
        total.ShouldBe(10_000);
        (photo.Id, photo.Width, photo.Height, photo.Description).ShouldBe(("3573351", 3066, 3968, "Brown Rocks During Golden Hour"));
        (photo.Credit.Text, photo.Credit.AuthorUrl!.AbsoluteUri, photo.Credit.PageUrl.AbsoluteUri).ShouldBe(
            ("Photo by Lukas Rodriguez on Pexels", "https://www.pexels.com/@lukas-rodriguez-1845331", "https://www.pexels.com/photo/trees-during-day-3573351/"));
        photo.Files[0].ShouldBe(new StockFile(new Uri("https://images.pexels.com/photos/3573351/pexels-photo-3573351.png"), 3066, 3968, "image/png"));
        photo.Best(720, 1000).Url.Query.ShouldContain("dpr=2&h=650&w=940");
    }

    [Fact]
    public async Task Pexels_printed_clip_without_the_playlist_among_its_files()
    {
        var (clip, total) = await FindAsync("pexels", "pexels-clips", StockKind.Clip);
        total.ShouldBe(20_475);
        (clip.Id, clip.Seconds, clip.Description, clip.Credit.Text).ShouldBe(("1448735", 32, "video of forest", "Video by Ruvim Miksanskiy on Pexels"));
        clip.Files.Select(file => (file.Width, file.Height, file.ContentType)).ShouldBe([(640, 338, "video/mp4"), (2048, 1080, "video/mp4")]);
    }

    /// <summary>It has no address at which a use is counted, which all photos really have.</summary>
    [Fact]
    public async Task Unsplashs_printed_photo()
    {
        var (photo, total) = await FindAsync("unsplash", "unsplash-photos", StockKind.Photo);
        total.ShouldBe(133);
        (photo.Id, photo.Width, photo.Height, photo.Description).ShouldBe(("eOLpJytrbsQ", 4000, 3000, "A man drinking a coffee."));
        photo.UsageUrl.ShouldBe(new Uri("https://api.unsplash.com/photos/eOLpJytrbsQ/download"));
        photo.Best(1000, 800).ShouldBe(new StockFile(new Uri("https://images.unsplash.com/photo-1416339306562-f3d12fefd36f?w=1080&fm=jpg&q=85"), 1080, 810, "image/jpeg"));
        (photo.Credit.Text, photo.Credit.PageUrl.AbsoluteUri).ShouldBe(("Photo by Jeff Sheldon on Unsplash", "http://unsplash.com/photos/eOLpJytrbsQ?utm_source=synthora&utm_medium=referral"));
    }

    [Fact]
    public async Task Pixabays_printed_photo()
    {
        var (photo, total) = await FindAsync("pixabay", "pixabay-photos", StockKind.Photo);
        total.ShouldBe(500);
        (photo.Id, photo.Width, photo.Height).ShouldBe(("195893", 4000, 2250));
        photo.Tags.ShouldBe(["blossom", "bloom", "flower"]);
        photo.Files.Select(file => file.Width).ShouldBe([640, 1280, 1920]);
        (photo.Credit.Text, photo.Credit.AuthorUrl!.AbsoluteUri).ShouldBe(("Image by Josch13 from Pixabay", "https://pixabay.com/users/Josch13-48777/"));
    }

    [Fact]
    public async Task Pixabays_printed_clip()
    {
        var (clip, total) = await FindAsync("pixabay", "pixabay-clips", StockKind.Clip);
        total.ShouldBe(42);
        (clip.Id, clip.Seconds, clip.Credit.Text).ShouldBe(("125", 12, "Video by Coverr-Free-Footage from Pixabay"));
        clip.Best(1920, 1080).ShouldBe(new StockFile(new Uri("https://cdn.pixabay.com/video/2015/08/08/125-135736646_large.mp4"), 1920, 1080, "video/mp4", 6_615_235));
        (await _printed.Provider<IStockProvider>("pixabay").SearchAsync(new StockQuery("upright", StockKind.Clip), PrintedAnswers.Key, CancellationToken.None)).Items.ShouldBeEmpty();
    }

    public void Dispose() => _printed.Dispose();

    private async Task<(StockItem Item, int Total)> FindAsync(string id, string example, StockKind kind)
    {
        _printed.Give(example);
        var page = await _printed.Provider<IStockProvider>(id).SearchAsync(new StockQuery("nature", kind, StockOrientation.Landscape), PrintedAnswers.Key, CancellationToken.None);
        return (page.Items.ShouldHaveSingleItem(), page.Total);
    }
}
