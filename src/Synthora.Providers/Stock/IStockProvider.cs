namespace Synthora.Providers.Stock;

/// <summary>Photos and clips that others made, with what is owed to them.</summary>
public interface IStockProvider : IProvider
{
    /// <exception cref="ProviderException">The search could not be made. Finding nothing is an empty page.</exception>
    Task<StockPage> SearchAsync(StockQuery query, ApiKey? key, CancellationToken ct);

    /// <summary>Fetches one of an item's files and does what the vendor asks for at that moment, such as counting the use.</summary>
    /// <param name="limit">Most bytes to accept.</param>
    Task<long> DownloadAsync(StockItem item, StockFile file, ApiKey? key, Stream to, long limit, CancellationToken ct);
}

/// <param name="Text">A few concrete words in English; longer ones are cut.</param>
/// <param name="MinSeconds">Clips shorter than this are left out.</param>
public sealed record StockQuery(string Text, StockKind Kind, StockOrientation Orientation = StockOrientation.Portrait, int Page = 1, int PerPage = 20, double MinSeconds = 0);

public enum StockKind { Photo, Clip }

public enum StockOrientation { Portrait, Landscape, Square }

public sealed record StockPage(IReadOnlyList<StockItem> Items, int Total);

/// <param name="Seconds">Length of a clip; null for a photo.</param>
/// <param name="Files">The sizes there are.</param>
/// <param name="UsageUrl">To be called when the item is used, where the vendor counts uses.</param>
public sealed record StockItem(
    string ProviderId, string Id, StockKind Kind, string Description, IReadOnlyList<string> Tags, int Width, int Height, double? Seconds, Uri? PreviewUrl,
    IReadOnlyList<StockFile> Files, StockCredit Credit, Uri? UsageUrl = null)
{
    /// <summary>The smallest file that covers the target, so that nothing is enlarged and nothing is wasted; else the largest.</summary>
    public StockFile Best(int width, int height) =>
        Files.Where(file => file.Width >= width && file.Height >= height).MinBy(file => (long)file.Width * file.Height) ?? Files.MaxBy(file => (long)file.Width * file.Height)!;
}

/// <param name="Bytes">Size where the vendor tells.</param>
public sealed record StockFile(Uri Url, int Width, int Height, string ContentType, long? Bytes = null);

/// <param name="Text">Ready to be shown, such as <c>Photo by Ann on Unsplash</c>.</param>
/// <param name="MustBeShown">Whether the vendor demands it or only asks for it.</param>
public sealed record StockCredit(string Text, string Author, Uri? AuthorUrl, Uri PageUrl, string License, Uri LicenseUrl, bool MustBeShown);
