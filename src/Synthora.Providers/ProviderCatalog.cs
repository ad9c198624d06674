using Synthora.Providers.Catalog;

namespace Synthora.Providers;

/// <summary>Every provider there is or was, and the adapters of those that can be called.</summary>
public sealed class ProviderCatalog(ProviderTable table, IEnumerable<IProvider> adapters)
{
    private readonly Dictionary<string, IProvider> byId = adapters.ToDictionary(adapter => adapter.Info.Id);

    /// <summary>All rows in the order in which they are offered, retired ones included: history keeps its names.</summary>
    public IReadOnlyList<ProviderInfo> Infos => table.Rows;

    public ProviderInfo? FindInfo(string id) => table.Find(id);

    /// <summary>The adapter of a row; null when the row is unknown, retired or of another capability.</summary>
    public T? Find<T>(string id) where T : class, IProvider => byId.GetValueOrDefault(id) as T;

    /// <summary>The adapters of one port, in the order in which they are offered.</summary>
    public IReadOnlyList<T> All<T>() where T : class, IProvider => [.. table.Rows.Select(row => Find<T>(row.Id)).OfType<T>()];
}
