using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Settings;

namespace Synthora.Features.Integrations;

/// <param name="Provider">What was removed.</param>
public sealed record RemovedIntegration(string Provider);

/// <summary>Forgets a key for good, and with it the defaults that point to its provider.</summary>
internal sealed class RemoveIntegration(Database database)
{
    public async Task<Result<RemovedIntegration>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Integrations.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } integration) return Errors.NotFound("integration");
        db.Integrations.Remove(integration);
        if (await db.GenerationDefaults.SingleOrDefaultAsync(ct) is { } defaults) defaults.Forget(integration.Provider);
        await db.SaveChangesAsync(ct);
        await db.ProviderTroubles.Where(trouble => trouble.Provider == integration.Provider).ExecuteDeleteAsync(ct);
        return new RemovedIntegration(integration.Provider);
    }
}
