using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Stock;

namespace Synthora.Features.StockFootage;

public sealed record SearchStockRequest
{
    /// <summary>A few concrete words, in English for the most results.</summary>
    [FromQuery(Name = "query"), Required, StringLength(100, MinimumLength = 2)]
    public required string Query { get; init; }

    /// <summary>What is said meanwhile: items that fit it come first.</summary>
    [FromQuery(Name = "narration"), StringLength(2_000)]
    public string? Narration { get; init; }

    /// <summary><c>clip</c> or <c>photo</c>; both when absent.</summary>
    [FromQuery(Name = "kind"), AllowedWords<StockKind>]
    public string? Kind { get; init; }

    /// <summary><c>portrait</c>, <c>landscape</c> or <c>square</c>; portrait when absent.</summary>
    [FromQuery(Name = "orientation"), AllowedWords<StockOrientation>]
    public string? Orientation { get; init; }

    /// <summary>Only this provider; every one that works for you when absent.</summary>
    [FromQuery(Name = "provider"), StringLength(50)]
    public string? Provider { get; init; }

    [FromQuery(Name = "page"), Range(1, 50)]
    public int? Page { get; init; }
}

/// <summary>A photo or clip somebody may put into a scene.</summary>
/// <param name="Id">With the provider and the kind, what <see cref="FetchStock"/> takes.</param>
/// <param name="Seconds">Length of a clip; null for a photo.</param>
/// <param name="PreviewUrl">A small picture of it at its vendor.</param>
/// <param name="Match">0–1 how well its words fit the query and the narration; null when it has no words.</param>
/// <param name="Credit">Ready to be shown, such as <c>Photo by Ann on Unsplash</c>.</param>
public sealed record StockItemResponse(
    string Provider, string Id, StockKind Kind, string Description, int Width, int Height, double? Seconds, string? PreviewUrl, double? Match,
    string Credit, string Author, string? AuthorUrl, string PageUrl, string Licence, string LicenceUrl, bool CreditRequired)
{
    internal static StockItemResponse From(StockItem item, double? match) => new(
        item.ProviderId, item.Id, item.Kind, item.Description, item.Width, item.Height, item.Seconds, item.PreviewUrl?.AbsoluteUri, match,
        item.Credit.Text, item.Credit.Author, item.Credit.AuthorUrl?.AbsoluteUri, item.Credit.PageUrl.AbsoluteUri, item.Credit.License, item.Credit.LicenseUrl.AbsoluteUri, item.Credit.MustBeShown);
}

/// <param name="Providers">Who was asked, the effective one first.</param>
/// <param name="Notices">Who could not answer, and why.</param>
/// <param name="IsSimulated">Simulators stood in for the vendors.</param>
public sealed record StockSearchResponse(IReadOnlyList<StockItemResponse> Items, IReadOnlyList<string> Providers, IReadOnlyList<string> Notices, int Page, bool HasMore, bool IsSimulated);

/// <summary>Looks for footage at every stock provider that works for a user.</summary>
internal sealed class SearchStock(EffectiveProviders effective, ProviderCatalog catalog, ProviderUse use, ProviderDirectory directory)
{
    internal const int PerPage = 15;

    public async Task<Result<StockSearchResponse>> HandleAsync(Caller caller, SearchStockRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var shelves = await ShelvesAsync(caller, request.Provider, ct);
        if (shelves.Count == 0) return IntegrationErrors.Required(ProviderCategory.Media);
        var kinds = request.Kind is null ? Enum.GetValues<StockKind>() : [Enum.Parse<StockKind>(request.Kind, ignoreCase: true)];
        var asked = shelves.SelectMany(shelf => kinds.Where(kind => shelf.Info.Has(kind == StockKind.Clip ? ProviderFeature.Clips : ProviderFeature.Photos))
            .Select(kind => AskAsync(shelf, Query(request, kind), ct)));
        var answers = await Task.WhenAll(asked);
        var items = answers.SelectMany(answer => answer.Page?.Items.Select((item, rank) => (item, rank)) ?? [])
            .Select(one => (Item: StockItemResponse.From(one.item, FootageMatch.Score(request.Query, request.Narration ?? "", one.item)), one.rank))
            // A vendor's own order counts for what it is worth: it knows more than the few words it tells.
            .OrderByDescending(one => (one.Item.Match ?? 0) - (one.rank * 0.01)).Select(one => one.Item).ToList();
        return new StockSearchResponse(
            items, [.. shelves.Select(shelf => shelf.Info.Id)], [.. answers.Select(answer => answer.Notice).OfType<string>().Distinct()], request.Page ?? 1,
            answers.Any(answer => answer.Page?.Total > (request.Page ?? 1) * PerPage), directory.IsSimulated);
    }

    internal async Task<IReadOnlyList<StockShelf>> ShelvesAsync(Caller caller, string? only, CancellationToken ct) =>
    [
        .. (await effective.OfAsync(caller, ct)).Usable[ProviderCategory.Media].Where(one => only is null || one.Provider == only)
            .Select(one => catalog.Find<IStockProvider>(one.Provider) is { } stock ? new StockShelf(stock, one.Route, use, caller.UserId, videoId: null) : null).OfType<StockShelf>(),
    ];

    internal static StockQuery Query(SearchStockRequest request, StockKind kind) => new(
        request.Query.Trim(), kind, request.Orientation is null ? StockOrientation.Portrait : Enum.Parse<StockOrientation>(request.Orientation, ignoreCase: true), request.Page ?? 1, PerPage);

    private static async Task<(StockPage? Page, string? Notice)> AskAsync(StockShelf shelf, StockQuery query, CancellationToken ct)
    {
        try
        {
            return (await shelf.SearchAsync(query, key: null, ct), null);
        }
        catch (ProviderException failed)
        {
            return (null, failed.Message);
        }
    }
}
