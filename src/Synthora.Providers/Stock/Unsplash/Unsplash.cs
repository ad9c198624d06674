using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Jobs;

namespace Synthora.Providers.Stock.Unsplash;

/// <summary>Photos from Unsplash, who count every use and want the author named with links back.</summary>
/// <remarks>https://help.unsplash.com/en/articles/2511245-unsplash-api-guidelines</remarks>
internal sealed class Unsplash : IStockProvider
{
    public const string Id = "unsplash";
    private const int MostPerPage = 30;
    private const string Referral = "utm_source=synthora&utm_medium=referral";
    private static readonly Uri License = new("https://unsplash.com/license");
    private static readonly int[] Widths = [720, 1080, 1440, 2160];
    private readonly Vendor vendor;
    private readonly AnswerCache cache;

    public Unsplash(Vendors vendors)
    {
        vendor = vendors.Open(Id, new VendorManners(SignIn, Fault));
        cache = new AnswerCache(vendor.Clock, TimeSpan.FromHours(1));
    }

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync("photos?per_page=1", key, ct);

    public Task<StockPage> SearchAsync(StockQuery query, ApiKey? key, CancellationToken ct) => query.Kind == StockKind.Clip
        ? Task.FromResult(new StockPage([], 0))
        : cache.GetAsync(query, key, async () =>
        {
            var orientation = query.Orientation == StockOrientation.Square ? "squarish" : query.Orientation.ToString().ToLowerInvariant();
            var answer = await vendor.GetAsync<UnsplashAnswer>(
                $"search/photos?query={Uri.EscapeDataString(query.Text)}&orientation={orientation}&content_filter=high&page={query.Page}&per_page={Math.Clamp(query.PerPage, 1, MostPerPage)}", key, ct);
            return new StockPage([.. answer.Results.Select(Item)], answer.Total);
        });

    /// <remarks>https://unsplash.com/documentation#track-a-photo-download: the use is counted before the pixels are fetched.</remarks>
    public async Task<long> DownloadAsync(StockItem item, StockFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
    {
        if (item.UsageUrl is { } usage) await vendor.SendAsync<JsonElement>(new HttpRequestMessage(HttpMethod.Get, Own(usage)), key, ct);
        return await vendor.DownloadAsync(new ResultFile(file.Url, file.ContentType), key, to, limit, ct);
    }

    /// <summary>The key only goes to the vendor's own address, whatever a stored item says.</summary>
    private Uri Own(Uri usage) => usage.Host == vendor.Settings.BaseUrl!.Host && usage.Port == vendor.Settings.BaseUrl.Port ? usage : throw vendor.Fault(ProviderFault.BadAnswer, "the photo's use is counted elsewhere");

    private static StockItem Item(UnsplashPhoto photo) => new(
        Id, photo.Id, StockKind.Photo, photo.AltDescription ?? photo.Description ?? "", [.. (photo.Tags ?? []).Select(tag => tag.Title).OfType<string>()], photo.Width, photo.Height, null,
        photo.Urls.Small is { } small ? new Uri(small) : null,
        [
            // The picture server scales: https://unsplash.com/documentation#dynamically-resizable-images
            .. Widths.Where(width => width < photo.Width).Append(photo.Width).Select(width => new StockFile(
                new Uri($"{photo.Urls.Raw}{(photo.Urls.Raw.Contains('?', StringComparison.Ordinal) ? '&' : '?')}w={width}&fm=jpg&q=85"), width, (int)((long)photo.Height * width / photo.Width), "image/jpeg")),
        ],
        new StockCredit($"Photo by {photo.User.Name} on Unsplash", photo.User.Name, With(photo.User.Links.Html), With(photo.Links.Html), "Unsplash License", License, MustBeShown: true),
        // The documentation's own example leaves the address out: https://unsplash.com/documentation#track-a-photo-download
        new Uri(photo.Links.DownloadLocation ?? photo.Links.Self + "/download"));

    private static Uri With(string page) => new(page + (page.Contains('?', StringComparison.Ordinal) ? '&' : '?') + Referral);

    private static void SignIn(HttpRequestMessage request, ApiKey key)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Client-ID", key.Reveal());
        request.Headers.Add("Accept-Version", "v1");
    }

    /// <summary>Too many calls is HTTP 403 here, told in words.</summary>
    private static ProviderFault? Fault(VendorAnswer answer) =>
        answer.Status == 403 && answer.Text.Contains("Rate Limit", StringComparison.OrdinalIgnoreCase) ? ProviderFault.RateLimited : null;
}
