using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Providers;
using Synthora.Security;

namespace Synthora.Features.Integrations;

/// <summary>Asks the provider whether it accepts a stored key. Spends nothing and takes ten seconds at most.</summary>
internal sealed class ValidateIntegration(
    Database database, ProviderDirectory directory, KeyVault vault, ListIntegrations list, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public async Task<Result<IntegrationResponse>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using (var db = database.Open(caller))
        {
            if (!await db.Integrations.AnyAsync(row => row.Id == id, ct)) return Errors.NotFound("integration");
        }

        await CheckAsync(id, ct);
        return await list.OneAsync(caller, id, ct);
    }

    internal async Task CheckAsync(Guid id, CancellationToken ct)
    {
        Integration? row;
        await using (var db = database.OpenForSystem()) row = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, ct);
        if (row is null || directory.Find(row.Provider) is not { } info) return;
        var check = await AskAsync(row, info, ct);

        await using var write = database.OpenForSystem();
        await using var transaction = await write.Database.BeginTransactionAsync(ct);
        var current = await write.Integrations.FromSql($"select * from integrations where id = {id} for update").SingleOrDefaultAsync(ct);
        // The key may have been replaced while the provider was asked about the old one.
        if (current is null || current.KeyVersion != row.KeyVersion) return;
        var now = clock.GetUtcNow();
        var worked = current.ValidationStatus == ValidationStatus.Valid;
        current.Checked(check, now);
        await write.SaveChangesAsync(ct);
        // Somebody who just typed a wrong key sees that where they are; a key that used to work is news.
        if (worked && current.ValidationStatus == ValidationStatus.Invalid)
            await write.RaiseAsync(IntegrationNotice.Refused(row.UserId, info.Name, info.Id, row.KeyVersion, check.Message ?? ""), now, ct);
        if (check.IsUsable) await write.ProviderTroubles.Where(trouble => trouble.UserId == row.UserId && trouble.Provider == row.Provider).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private async Task<KeyCheck> AskAsync(Integration row, ProviderInfo info, CancellationToken ct)
    {
        if (info.Lifecycle == Lifecycle.Retired) return new(KeyStatus.Invalid, $"{info.Name} is retired.");
        if (directory.Adapter(row.Provider) is not { } provider) return new(KeyStatus.Unknown, $"This version cannot call {info.Name} yet.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        using var scope = CallScope.Enter(new(row.UserId, null, "key_check"));
        try
        {
            return await provider.CheckKeyAsync(row.Open(vault), limit.Token);
        }
        catch (SealBrokenException)
        {
            return new(KeyStatus.Invalid, IntegrationErrors.Unreadable.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new(KeyStatus.Unknown, $"{info.Name} did not answer within ten seconds. Try again later.");
        }
    }
}
