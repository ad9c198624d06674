using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Integrations;

/// <param name="CanGenerate">Whether every category that a video needs is served by someone.</param>
public sealed record IntegrationsResponse(IReadOnlyList<IntegrationResponse> Items, int Total, bool CanGenerate);

internal sealed class ListIntegrations(Database database, ProviderDirectory directory, EffectiveProviders effective, TimeProvider clock)
{
    public async Task<Result<IntegrationsResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        var items = await ReadAsync(caller, null, ct);
        var chosen = await effective.OfAsync(caller, ct);
        return new IntegrationsResponse(items, items.Count, chosen.CanGenerate);
    }

    internal async Task<Result<IntegrationResponse>> OneAsync(Caller caller, Guid id, CancellationToken ct) =>
        await ReadAsync(caller, id, ct) is [var one] ? one : Errors.NotFound("integration");

    private async Task<IReadOnlyList<IntegrationResponse>> ReadAsync(Caller caller, Guid? id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var rows = await db.Integrations.AsNoTracking().Where(row => id == null || row.Id == id).ToListAsync(ct);
        var troubles = await db.ProviderTroubles.AsNoTracking().ToDictionaryAsync(trouble => trouble.Provider, ct);
        var now = clock.GetUtcNow();
        // Rows whose provider has left the catalogue have nothing to show; their keys stay until the catalogue knows them again.
        return [.. rows.Select(row => (Row: row, Info: directory.Find(row.Provider))).Where(one => one.Info is not null)
            .Select(one => IntegrationResponse.From(one.Row, one.Info!, troubles.GetValueOrDefault(one.Row.Provider), now))
            .OrderBy(one => one.Category).ThenBy(one => one.Name, StringComparer.Ordinal)];
    }
}
