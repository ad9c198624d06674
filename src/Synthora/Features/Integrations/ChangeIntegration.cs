using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Integrations;

/// <summary>Replaces a key and has the new one checked in the background. The old one is gone at once.</summary>
internal sealed class ChangeIntegration(Database database, ProviderDirectory directory, KeyVault vault, OutboundAddresses addresses, KeyChecks checks, TimeProvider clock)
{
    public async Task<Result<IntegrationResponse>> HandleAsync(Caller caller, Guid id, KeyRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        if (await db.Integrations.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } integration || directory.Find(integration.Provider) is not { } info)
            return Errors.NotFound("integration");
        if (request.Refuse(info, addresses) is { } refusal) return refusal;
        var now = clock.GetUtcNow();
        integration.Keep(vault, request.CleanKey, request.CleanBaseUrl, now);
        // A new key starts with a clean slate.
        await db.ProviderTroubles.Where(trouble => trouble.Provider == integration.Provider).ExecuteDeleteAsync(ct);
        await db.SaveChangesAsync(ct);
        checks.Ask(id);
        return IntegrationResponse.From(integration, info, null, now);
    }
}
