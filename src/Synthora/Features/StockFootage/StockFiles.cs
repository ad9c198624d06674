using System.Text.RegularExpressions;
using Synthora.Providers;
using Synthora.Providers.Stock;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.StockFootage;

/// <summary>Stock items as files: fetched once, under a name of their own, and looked into before anyone relies on them.</summary>
internal static partial class StockFiles
{
    /// <summary>More than any sensible clip of a minute.</summary>
    private const long Largest = 512L << 20;

    /// <returns>The file and what it really is.</returns>
    /// <exception cref="ProviderException">It could not be fetched.</exception>
    /// <exception cref="RenderException">It is no picture.</exception>
    public static async Task<(string Path, MediaInfo Media)> TakeAsync(IStockProvider stock, StockItem item, Canvas canvas, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var file = item.Best(canvas.Width, canvas.Height);
        var path = Path.Combine(folder, $"{Plain().Replace($"{item.ProviderId}-{item.Id}-{file.Width}x{file.Height}", "_")}{(item.Kind == StockKind.Clip ? ".mp4" : Ending(file))}");
        if (File.Exists(path)) return (path, await MediaProbe.ProbeAsync(path, ct));
        var unfinished = $"{path}.{Guid.CreateVersion7():N}.part";
        try
        {
            await using (var to = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                await stock.DownloadAsync(item, file, key: null, to, Largest, ct);
                to.Flush(flushToDisk: true);
            }

            var media = await MediaProbe.ProbeAsync(unfinished, ct);
            if (media.Video is null || media.IsStill != (item.Kind == StockKind.Photo))
                throw new ProviderException(item.ProviderId, ProviderFault.BadAnswer, $"{stock.Info.Name} sent something else than the {(item.Kind == StockKind.Clip ? "clip" : "photo")} it announced.", "Choose another one.");
            File.Move(unfinished, path, overwrite: true);
            return (path, media);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    public static Credit CreditOf(StockItem item, ProviderInfo info) => item.ProviderId == LibraryShelf.Id ? new("footage", item.Description, "the owner's library", "as given") : new(
        "footage", item.Description is { Length: > 0 } told ? $"{item.Credit.Text}: {told}" : item.Credit.Text, item.Credit.Author, $"{item.Credit.License} via {info.Name}, {item.Credit.LicenseUrl}", item.Credit.PageUrl.AbsoluteUri);

    private static string Ending(StockFile file) => file.ContentType switch { "image/png" => ".png", "image/webp" => ".webp", _ => ".jpg" };

    [GeneratedRegex(@"[^A-Za-z0-9._-]")]
    private static partial Regex Plain();
}
