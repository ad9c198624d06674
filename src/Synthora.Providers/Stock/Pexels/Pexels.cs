using System.Globalization;
using System.Text.RegularExpressions;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Stock.Pexels;

/// <summary>Photos and clips from Pexels, who ask for a link and, where possible, the author's name.</summary>
internal sealed partial class Pexels : IStockProvider
{
    public const string Id = "pexels";
    private const int MostPerPage = 80;
    private static readonly Uri License = new("https://www.pexels.com/license/");
    private readonly Vendor vendor;
    private readonly AnswerCache cache;

    public Pexels(Vendors vendors)
    {
        // The key stands alone in the header, without a word before it.
        vendor = vendors.Open(Id, VendorManners.Header("Authorization"));
        cache = new AnswerCache(vendor.Clock, TimeSpan.FromHours(1));
    }

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync("v1/curated?per_page=1", key, ct);

    public Task<StockPage> SearchAsync(StockQuery query, ApiKey? key, CancellationToken ct) => cache.GetAsync(query, key, async () =>
    {
        var asked = $"query={Uri.EscapeDataString(query.Text)}&orientation={query.Orientation.ToString().ToLowerInvariant()}&page={query.Page}&per_page={Math.Clamp(query.PerPage, 1, MostPerPage)}";
        if (query.Kind == StockKind.Photo)
        {
            var photos = await vendor.GetAsync<PhotoAnswer>($"v1/search?{asked}", key, ct);
            return new StockPage([.. photos.Photos.Select(Photo)], photos.TotalResults);
        }

        var clips = await vendor.GetAsync<VideoAnswer>($"v1/videos/search?{asked}", key, ct);
        return new StockPage([.. clips.Videos.Where(clip => clip.Duration >= query.MinSeconds).Select(Clip).Where(clip => clip.Files.Count > 0)], clips.TotalResults);
    });

    public Task<long> DownloadAsync(StockItem item, StockFile file, ApiKey? key, Stream to, long limit, CancellationToken ct) =>
        vendor.DownloadAsync(new ResultFile(file.Url, file.ContentType), key, to, limit, ct);

    private static StockItem Photo(PexelsPhoto photo)
    {
        var files = new List<StockFile>();
        if (photo.Src.GetValueOrDefault("original") is { } whole) files.Add(new StockFile(new Uri(whole), photo.Width, photo.Height, PictureType.Of(whole)));
        // Sizes as documented: a height of 940 or 650 pixels at twice or once the density, or a cut of 800 × 1200.
        if (photo.Src.GetValueOrDefault("large2x") is { } large) files.Add(Scaled(large, photo, 1880, 1300));
        if (photo.Src.GetValueOrDefault("large") is { } medium) files.Add(Scaled(medium, photo, 940, 650));
        return new StockItem(
            Id, photo.Id.ToString(CultureInfo.InvariantCulture), StockKind.Photo, photo.Alt ?? "", [], photo.Width, photo.Height, null, Link(photo.Src.GetValueOrDefault("medium")), files,
            Credit("Photo", photo.Photographer, photo.PhotographerUrl, photo.Url));
    }

    private static StockFile Scaled(string url, PexelsPhoto photo, int width, int height)
    {
        var scale = Math.Min(1, Math.Min((double)width / photo.Width, (double)height / photo.Height));
        return new StockFile(new Uri(url), (int)(photo.Width * scale), (int)(photo.Height * scale), PictureType.Of(url));
    }

    private static StockItem Clip(PexelsVideo clip) => new(
        Id, clip.Id.ToString(CultureInfo.InvariantCulture), StockKind.Clip, Described(clip.Url), [], clip.Width, clip.Height, clip.Duration, Link(clip.Image),
        [
            // Playlists of pieces are no files.
            .. clip.VideoFiles.Where(file => file.Quality != "hls" && file is { Width: > 0, Height: > 0 })
                .Select(file => new StockFile(new Uri(file.Link), file.Width!.Value, file.Height!.Value, file.FileType ?? "video/mp4", file.Size)),
        ],
        Credit("Video", clip.User.Name, clip.User.Url, clip.Url));

    /// <summary>A clip has no words of its own but those in its address.</summary>
    private static string Described(string url) => Slug().Match(url) is { Success: true } slug ? slug.Groups[1].Value.Replace('-', ' ') : "";

    private static StockCredit Credit(string what, string author, string? authorUrl, string page) =>
        new($"{what} by {author} on Pexels", author, Link(authorUrl), new Uri(page), "Pexels License", License, MustBeShown: false);

    private static Uri? Link(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var link) ? link : null;

    [GeneratedRegex(@"/(?:video|photo)/([a-z0-9-]+?)-\d+/?$")]
    private static partial Regex Slug();
}
