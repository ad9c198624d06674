using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Integrations;

/// <param name="IsActive">Null turns it over.</param>
public sealed record ToggleIntegrationRequest(bool? IsActive = null);

/// <summary>Puts a key aside without forgetting it, or takes it up again.</summary>
internal sealed class ToggleIntegration(Database database, ListIntegrations list, TimeProvider clock)
{
    public async Task<Result<IntegrationResponse>> HandleAsync(Caller caller, Guid id, ToggleIntegrationRequest request, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.Integrations.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } integration) return Errors.NotFound("integration");
        integration.IsActive = request.IsActive ?? !integration.IsActive;
        integration.UpdatedAt = clock.GetUtcNow();
        await db.SaveChangesAsync(ct);
        return await list.OneAsync(caller, id, ct);
    }
}
