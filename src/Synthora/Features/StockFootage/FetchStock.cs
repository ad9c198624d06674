using System.ComponentModel.DataAnnotations;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Stock;
using Synthora.Rendering;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.StockFootage;

/// <summary>One item of a search that was made before; the search is repeated from memory, so that nobody hands in addresses.</summary>
public sealed record FetchStockRequest
{
    public required SearchStockRequest Search { get; init; }

    [Required, StringLength(50)]
    public required string Provider { get; init; }

    [Required, StringLength(100)]
    public required string ItemId { get; init; }

    public required StockKind Kind { get; init; }
}

/// <param name="Path">The file on this machine.</param>
/// <param name="Credit">For the credits of the video that shows it.</param>
public sealed record FetchedStock(string Path, StockItemResponse Item, Credit Credit, MediaInfo Media);

/// <summary>Brings one stock item to this machine, looked into and ready for a scene.</summary>
internal sealed class FetchStock(SearchStock search, ProviderDirectory directory)
{
    private static readonly Error Gone = new(ErrorKind.NotFound, "not_found", "This item is not among the results any more. Search again.");

    /// <param name="canvas">The file is chosen to cover it.</param>
    /// <param name="folder">Where it is kept, under a name of its own.</param>
    public async Task<Result<FetchedStock>> HandleAsync(Caller caller, FetchStockRequest request, Canvas canvas, string folder, CancellationToken ct)
    {
        if ((Shape.Refuse(request) ?? Shape.Refuse(request.Search)) is { } misshapen) return misshapen;
        if (await search.ShelvesAsync(caller, request.Provider, ct) is not [var shelf]) return IntegrationErrors.Required(ProviderCategory.Media);
        try
        {
            var page = await shelf.SearchAsync(SearchStock.Query(request.Search, request.Kind), key: null, ct);
            if (page.Items.FirstOrDefault(item => item.Id == request.ItemId) is not { } item) return Gone;
            var (path, media) = await StockFiles.TakeAsync(shelf, item, canvas, folder, ct);
            var match = FootageMatch.Score(request.Search.Query, request.Search.Narration ?? "", item);
            return new FetchedStock(path, StockItemResponse.From(item, match), CreditOf(item, shelf.Info), media);
        }
        catch (ProviderException failed)
        {
            return new Error(ErrorKind.Provider, "provider_error", failed.Message);
        }
        catch (RenderException unreadable)
        {
            return new Error(ErrorKind.Provider, "provider_error", $"{shelf.Info.Name} sent a file that cannot be shown: {unreadable.Cause}");
        }
    }

    private Credit CreditOf(StockItem item, ProviderInfo info) =>
        StockFiles.CreditOf(item, info) with { Simulates = directory.IsSimulated && info.Auth.Kind != AuthKind.None ? info.Name : null };
}
