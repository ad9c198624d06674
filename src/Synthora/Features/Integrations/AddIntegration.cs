using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Providers;
using Synthora.Security;

namespace Synthora.Features.Integrations;

public sealed record AddIntegrationRequest : KeyRequest
{
    /// <summary>An id of the catalogue, such as <c>elevenlabs</c>.</summary>
    [Required, StringLength(50)]
    public required string Provider { get; init; }

    /// <summary>Keeps the same key for everything else of this vendor that has none yet.</summary>
    public bool ForVendor { get; init; }
}

/// <summary>Stores a key and has it checked in the background.</summary>
internal sealed class AddIntegration(Database database, ProviderDirectory directory, KeyVault vault, OutboundAddresses addresses, KeyChecks checks, TimeProvider clock)
{
    public async Task<Result<IntegrationResponse>> HandleAsync(Caller caller, AddIntegrationRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (directory.Find(request.Provider) is not { } info) return IntegrationErrors.Unknown(request.Provider);
        if (info.Lifecycle == Lifecycle.Retired) return IntegrationErrors.OfField("provider", $"{info.Name} is retired and cannot be added any more.");
        if (request.Refuse(info, addresses) is { } refusal) return refusal;

        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var held = await db.Integrations.Select(row => row.Provider).ToListAsync(ct);
        var rows = Wanted(info, request, held).Select(one => New(caller, one, request, now)).ToList();
        db.Integrations.AddRange(rows);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return IntegrationErrors.Duplicate;
        }

        foreach (var row in rows) checks.Ask(row.Id);
        return IntegrationResponse.From(rows[0], info, null, now);
    }

    private IEnumerable<ProviderInfo> Wanted(ProviderInfo info, AddIntegrationRequest request, List<string> held)
    {
        yield return info;
        if (!request.ForVendor) yield break;
        foreach (var sibling in directory.SameKey(info))
            if (!held.Contains(sibling.Id)) yield return sibling;
    }

    private Integration New(Caller caller, ProviderInfo info, KeyRequest request, DateTimeOffset now)
    {
        var row = new Integration { UserId = caller.UserId, Provider = info.Id, CreatedAt = now, UpdatedAt = now };
        row.Keep(vault, request.CleanKey, request.CleanBaseUrl, now);
        return row;
    }
}
