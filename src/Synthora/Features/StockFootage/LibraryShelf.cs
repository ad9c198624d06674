using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Providers;
using Synthora.Providers.Stock;
using Synthora.Rendering.Probing;

namespace Synthora.Features.StockFootage;

/// <summary>The films and pictures that a user uploaded, searched by their words like any stock.</summary>
internal sealed class LibraryShelf(Database database, OpenMedia open, Caller owner) : IStockProvider
{
    public const string Id = "library";
    public const string Name = "Your library";

    private static readonly Uri Nowhere = new("about:blank");

    public static ProviderInfo Row { get; } = new(
        Id, Name, Id, Capability.Stock, new ProviderAuth(AuthKind.None), Nowhere, null, null, Lifecycle.Active, null, null, [], [ProviderFeature.Clips, ProviderFeature.Photos], 0m, default, null, null);

    public ProviderInfo Info => Row;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Task.FromResult(KeyCheck.Valid);

    public async Task<StockPage> SearchAsync(StockQuery query, ApiKey? key, CancellationToken ct)
    {
        if (LibraryWords.AnyOf(query.Text) is not { } words) return new StockPage([], 0);
        await using var db = database.Open(owner);
        var (kind, turned) = (query.Kind == StockKind.Clip ? MediaKind.Video : MediaKind.Image, Enum.Parse<Orientation>(query.Orientation.ToString()));
        var found = db.Media.AsNoTracking()
            .Where(media => media.Origin == MediaOrigin.Uploaded && media.Status == MediaStatus.Ready && media.DeletedAt == null && media.ArchivedAt == null && media.Kind == kind && media.Width != null)
            .Where(media => media.DurationS >= query.MinSeconds)
            .Where(media => media.SearchVector.Matches(EF.Functions.ToTsQuery("simple", words)));
        var rows = await found.OrderByDescending(media => media.SearchVector.Rank(EF.Functions.ToTsQuery("simple", words))).ThenByDescending(media => media.Orientation == turned)
            .ThenByDescending(media => media.IsFavorite).ThenByDescending(media => media.CreatedAt).Skip((query.Page - 1) * query.PerPage).Take(query.PerPage).ToListAsync(ct);
        return new StockPage([.. rows.Select(ItemOf)], await found.CountAsync(ct));
    }

    public async Task<long> DownloadAsync(StockItem item, StockFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
    {
        var opened = await open.HandleAsync(owner, Guid.ParseExact(item.Id, "N"), ct);
        if (!opened.IsOk) throw new ProviderException(Id, ProviderFault.NotFound, opened.Error.Message, "Choose another file.");
        using var media = opened.Value;
        await using var from = new FileStream(media.File.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, useAsync: true);
        if (from.Length > limit) throw new ProviderException(Id, ProviderFault.InvalidRequest, $"{item.Description} is too large for a scene.", "Shorten it and upload it again.");
        await from.CopyToAsync(to, ct);
        return from.Length;
    }

    private static StockItem ItemOf(Media media) => new(
        Id, media.Id.ToString("N"), media.Kind == MediaKind.Video ? StockKind.Clip : StockKind.Photo, media.Title, [.. media.Tags, .. media.Description is { Length: > 0 } told ? [told] : Array.Empty<string>()],
        media.Width!.Value, media.Height!.Value, media.Kind == MediaKind.Video ? media.DurationS : null, null,
        [new StockFile(Nowhere, media.Width.Value, media.Height.Value, media.ContentType, media.Size)],
        new StockCredit($"{media.Title}, from your library", "you", null, Nowhere, "as given", Nowhere, MustBeShown: false));
}
