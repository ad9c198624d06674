using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Providers;
using Synthora.Web;

namespace Synthora.Features.Costs;

/// <summary>The operator's prices, held in memory because every estimate asks for them. Every process reads them again each minute.</summary>
internal sealed class PriceBook(Database database)
{
    private volatile FrozenDictionary<string, Known> _known = FrozenDictionary<string, Known>.Empty;

    public bool Has(string provider) => _known.ContainsKey(provider);

    public string? ModelOf(string provider) => _known.GetValueOrDefault(provider)?.Model;

    /// <summary>The row with the operator's prices and choice of model in place of its own.</summary>
    public ProviderInfo Over(ProviderInfo info) => _known.GetValueOrDefault(info.Id) is not { } known ? info : Preferring(
        info with
        {
            EstimatedPerVideoUsd = known.PerVideo,
            ReviewedAt = known.ReviewedAt,
            Models = [.. info.Models.Select(model => known.Models.TryGetValue(model.Id, out var price) ? model with { Price = price.Over(model.Price) } : model)],
        }, known.Model);

    /// <summary>The row with another model in the first place, from where it is taken while its vendor serves it.</summary>
    /// <param name="model">Null leaves the row as it is.</param>
    public static ProviderInfo Preferring(ProviderInfo info, string? model) => model is null ? info : info with
    {
        Models = [info.Models.FirstOrDefault(one => one.Id == model) ?? new ProviderModel(model), .. info.Models.Where(one => one.Id != model)],
    };

    public async Task ReadAsync(CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var rows = await db.ProviderPrices.AsNoTracking().ToListAsync(ct);
        _known = rows.ToFrozenDictionary(row => row.Provider, row => new Known(row.EstimatedPerVideoUsd, Models(row), row.ReviewedAt, row.Model));
    }

    internal static IReadOnlyDictionary<string, UnitPrice> Models(ProviderPriceRow row) => JsonSerializer.Deserialize<Dictionary<string, UnitPrice>>(row.Models, Json.Options) ?? [];

    private sealed record Known(decimal? PerVideo, IReadOnlyDictionary<string, UnitPrice> Models, DateOnly ReviewedAt, string? Model);
}

/// <summary>Every minute, and when the process starts.</summary>
[DisallowConcurrentExecution]
internal sealed class ReadPrices(PriceBook book) : IJob, IHostedService
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await book.ReadAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => book.ReadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
