using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Stock;

namespace Synthora.Features.StockFootage;

/// <summary>A stock provider called on a user's account: with their key and, where there is one, under the video's name.</summary>
internal sealed class StockShelf(IStockProvider inner, ProviderRoute route, ProviderUse use, Guid userId, Guid? videoId) : IStockProvider
{
    public ProviderInfo Info => inner.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => inner.CheckKeyAsync(key, ct);

    public Task<StockPage> SearchAsync(StockQuery query, ApiKey? key, CancellationToken ct) => CallAsync(own => inner.SearchAsync(query, own, ct), ct);

    public Task<long> DownloadAsync(StockItem item, StockFile file, ApiKey? key, Stream to, long limit, CancellationToken ct) =>
        CallAsync(own => inner.DownloadAsync(item, file, own, to, limit, ct), ct);

    private Task<T> CallAsync<T>(Func<ApiKey?, Task<T>> call, CancellationToken ct) =>
        use.CallAsync(userId, inner.Info.Id, route, videoId, ProviderCategory.Media.Word(), call, ct);
}
