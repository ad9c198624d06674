using System.Globalization;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Stock.Pixabay;

/// <summary>Photos and clips from Pixabay, who want searches kept for a day and pictures fetched rather than linked.</summary>
internal sealed class Pixabay : IStockProvider
{
    public const string Id = "pixabay";
    private const int LongestQuery = 100;
    private static readonly Uri License = new("https://pixabay.com/service/license-summary/");
    private readonly Vendor vendor;
    private readonly AnswerCache cache;

    public Pixabay(Vendors vendors)
    {
        vendor = vendors.Open(Id, new VendorManners(SignIn, Fault));
        cache = new AnswerCache(vendor.Clock, TimeSpan.FromHours(24));
    }

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync("?per_page=3", key, ct);

    public Task<StockPage> SearchAsync(StockQuery query, ApiKey? key, CancellationToken ct) => cache.GetAsync(query, key, async () =>
    {
        var text = Uri.EscapeDataString(query.Text.Length > LongestQuery ? query.Text[..LongestQuery] : query.Text);
        var asked = $"q={text}&safesearch=true&page={query.Page}&per_page={Math.Clamp(query.PerPage, 3, 200)}";
        if (query.Kind == StockKind.Clip)
        {
            var clips = await vendor.GetAsync<PixabayClips>($"videos/?{asked}", key, ct);
            // Clips cannot be searched by shape, so the wrong ones are left out here.
            return new StockPage([.. clips.Hits.Where(clip => clip.Duration >= query.MinSeconds).Select(Clip).Where(item => item.Files.Count > 0 && Fits(item, query.Orientation))], clips.TotalHits);
        }

        var orientation = query.Orientation switch { StockOrientation.Portrait => "&orientation=vertical", StockOrientation.Landscape => "&orientation=horizontal", _ => "" };
        var photos = await vendor.GetAsync<PixabayPhotos>($"?{asked}&image_type=photo{orientation}", key, ct);
        return new StockPage([.. photos.Hits.Select(Photo)], photos.TotalHits);
    });

    public Task<long> DownloadAsync(StockItem item, StockFile file, ApiKey? key, Stream to, long limit, CancellationToken ct) =>
        vendor.DownloadAsync(new ResultFile(file.Url, file.ContentType), key, to, limit, ct);

    private static bool Fits(StockItem item, StockOrientation orientation) => orientation switch
    {
        StockOrientation.Portrait => item.Height > item.Width,
        StockOrientation.Landscape => item.Width > item.Height,
        _ => true,
    };

    private static StockItem Photo(PixabayPhoto photo)
    {
        List<StockFile> files = [new(new Uri(photo.WebformatUrl), photo.WebformatWidth, photo.WebformatHeight, PictureType.Of(photo.WebformatUrl))];
        if (photo.LargeImageUrl is { Length: > 0 } large) files.Add(Scaled(large, photo, 1280));
        if (photo.FullHdUrl is { Length: > 0 } full) files.Add(Scaled(full, photo, 1920));
        return Item(photo.Id, StockKind.Photo, photo.Tags, photo.ImageWidth, photo.ImageHeight, null, photo.WebformatUrl, files, photo.User, photo.UserId, photo.PageUrl);
    }

    private static StockFile Scaled(string url, PixabayPhoto photo, int longest)
    {
        var scale = Math.Min(1.0, (double)longest / Math.Max(photo.ImageWidth, photo.ImageHeight));
        return new StockFile(new Uri(url), (int)(photo.ImageWidth * scale), (int)(photo.ImageHeight * scale), PictureType.Of(url));
    }

    private static StockItem Clip(PixabayClip clip)
    {
        // The largest size may be there in name only.
        var files = clip.Videos.Values.Where(file => file.Url is { Length: > 0 }).Select(file => new StockFile(new Uri(file.Url!), file.Width, file.Height, "video/mp4", file.Size)).ToList();
        var largest = files.MaxBy(file => file.Width);
        return Item(clip.Id, StockKind.Clip, clip.Tags, largest?.Width ?? 0, largest?.Height ?? 0, clip.Duration, clip.Videos.Values.Select(file => file.Thumbnail).FirstOrDefault(url => url is { Length: > 0 }), files, clip.User, clip.UserId, clip.PageUrl);
    }

    private static StockItem Item(long id, StockKind kind, string tags, int width, int height, double? seconds, string? preview, IReadOnlyList<StockFile> files, string user, long userId, string page) => new(
        Id, id.ToString(CultureInfo.InvariantCulture), kind, tags, tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), width, height, seconds,
        preview is null ? null : new Uri(preview), files,
        new StockCredit($"{(kind == StockKind.Photo ? "Image" : "Video")} by {user} from Pixabay", user, new Uri($"https://pixabay.com/users/{Uri.EscapeDataString(user)}-{userId}/"), new Uri(page), "Pixabay Content License", License, MustBeShown: false));

    private static void SignIn(HttpRequestMessage request, ApiKey key)
    {
        var url = new UriBuilder(request.RequestUri!);
        url.Query = $"key={Uri.EscapeDataString(key.Reveal())}&{url.Query.TrimStart('?')}";
        request.RequestUri = url.Uri;
    }

    /// <summary>Errors are plain text, and a wrong key is HTTP 400.</summary>
    private static ProviderFault? Fault(VendorAnswer answer) => answer.Status == 400 && answer.Text.Contains("API key", StringComparison.OrdinalIgnoreCase) ? ProviderFault.BadKey : null;
}
