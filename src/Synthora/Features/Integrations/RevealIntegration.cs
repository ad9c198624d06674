using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Audit;
using Synthora.Features.Notifications;
using Synthora.Security;

namespace Synthora.Features.Integrations;

public sealed record RevealIntegrationRequest
{
    /// <summary>Whoever has none, because another service signs them in, must have signed in within the last minutes.</summary>
    [StringLength(128)]
    public string? Password { get; init; }

    public override string ToString() => "***";
}

public sealed record RevealedKey(string Key)
{
    public override string ToString() => "***";
}

/// <summary>Shows a stored key to its owner, who proves to be there. Every attempt is counted and kept in the audit log, and the owner is told of every success.</summary>
internal sealed class RevealIntegration(
    Database database, ProviderDirectory directory, KeyVault vault, Passwords passwords, AuditLog audit, Configuration configuration, TimeProvider clock)
{
    public const string Action = "integration.reveal";
    private const int PerHour = 5;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public async Task<Result<RevealedKey>> HandleAsync(Caller caller, Guid id, RevealIntegrationRequest request, CancellationToken ct)
    {
        if (!configuration.RevealKeys) return IntegrationErrors.RevealOff;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        if (await db.Integrations.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } integration) return Errors.NotFound("integration");
        if (await CountAsync(caller, integration, ct) is { } tooMany) return tooMany;
        var hash = await db.Users.Select(user => user.PasswordHash).SingleAsync(ct);
        if (!(hash is null ? await HasJustSignedInAsync(db, caller, ct) : passwords.Matches(hash, request.Password ?? ""))) return IntegrationErrors.ReauthenticationNeeded;
        try
        {
            var key = vault.Open(integration.Envelope, integration.Place);
            await TellAsync(caller, integration, ct);
            return new RevealedKey(key);
        }
        catch (SealBrokenException)
        {
            return IntegrationErrors.Unreadable;
        }
    }

    private async Task<bool> HasJustSignedInAsync(AppDbContext db, Caller caller, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Fresh;
        return await db.Sessions.AnyAsync(session => session.Id == caller.SessionId && session.CreatedAt > since, ct);
    }

    /// <summary>On record and told before it is shown.</summary>
    private async Task TellAsync(Caller caller, Integration integration, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        db.AuditEntries.Add(audit.New(caller, "integration.revealed", integration.Id.ToString(), integration.Provider));
        await db.SaveChangesAsync(ct);
        await db.RaiseAsync(IntegrationNotice.Shown(caller.UserId, directory.Find(integration.Provider)?.Name ?? integration.Provider, clock.GetUtcNow()), clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>Counts the attempt before it is made; requests that race are put in a row.</summary>
    private async Task<Error?> CountAsync(Caller caller, Integration integration, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"reveal/{caller.UserId:N}"}, 0))", ct);
        var recent = await db.AuditEntries.Where(entry => entry.ActorId == caller.UserId && entry.Action == Action && entry.At > now.AddHours(-1))
            .OrderBy(entry => entry.At).Select(entry => entry.At).ToListAsync(ct);
        if (recent.Count >= PerHour) return IntegrationErrors.TooManyReveals((int)Math.Ceiling((recent[^PerHour].AddHours(1) - now).TotalSeconds));
        db.AuditEntries.Add(audit.New(caller, Action, integration.Id.ToString(), integration.Provider));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }
}
