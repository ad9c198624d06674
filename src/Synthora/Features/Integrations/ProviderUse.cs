using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Features.Quotas;
using Synthora.Jobs;
using Synthora.Providers;
using Synthora.Security;

namespace Synthora.Features.Integrations;

/// <summary>
/// Calls a provider for a user: with the right key, noted in the request log under its purpose, and with what its end says
/// of the key and of the provider's health kept.
/// </summary>
internal sealed class ProviderUse(Database database, ProviderDirectory directory, KeyVault vault, DailyAllowance allowance, TimeProvider clock)
{
    /// <exception cref="ProviderException">What the provider answered, or that the key is gone.</exception>
    public async Task<T> CallAsync<T>(Guid userId, string provider, ProviderRoute route, Guid? videoId, string step, Func<ApiKey?, Task<T>> call, CancellationToken ct)
    {
        if (route == ProviderRoute.PlatformKey && step == ProviderCategory.Script.Word()) await TakeCallAsync(userId, provider, ct);
        var integration = route == ProviderRoute.OwnKey ? await FindAsync(userId, provider, ct) : null;
        var key = integration is null ? null : Open(integration);
        using var scope = CallScope.Enter(new(userId, videoId, step));
        try
        {
            var result = await call(key);
            await NoteAsync(() => SucceededAsync(userId, provider, ct));
            return result;
        }
        catch (ProviderException failed)
        {
            await NoteAsync(() => FailedAsync(userId, failed, integration?.KeyVersion, ct));
            throw;
        }
    }

    /// <summary>Language models on the platform's key are shared by all: each user has so many calls a day.</summary>
    private async Task TakeCallAsync(Guid userId, string provider, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        if (!await allowance.TakeLlmCallAsync(db, userId, clock.GetUtcNow(), ct))
            throw new ProviderException(provider, ProviderFault.Configuration, "Today's calls to language models on the platform's keys are used up.", "Add a key of your own on the integrations page, or wait until midnight UTC.");
    }

    private async Task<Integration> FindAsync(Guid userId, string provider, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var row = await db.Integrations.AsNoTracking().SingleOrDefaultAsync(one => one.UserId == userId && one.Provider == provider, ct);
        if (row is { IsActive: true }) return row;
        var name = directory.Find(provider)?.Name ?? provider;
        throw new ProviderException(provider, ProviderFault.Configuration, $"The key for {name} was {(row is null ? "removed" : "switched off")}.", "Add it again on the integrations page, or choose another provider.");
    }

    private ApiKey Open(Integration row)
    {
        try
        {
            return row.Open(vault);
        }
        catch (SealBrokenException broken)
        {
            throw new ProviderException(row.Provider, ProviderFault.BadKey, "The stored key cannot be opened any more.", "Paste it again on the integrations page.", broken);
        }
    }

    /// <summary>What a vendor answered may be an order that is paid for: it is not lost because the database is away when its health is noted.</summary>
    private static async Task NoteAsync(Func<Task> note)
    {
        try
        {
            await note();
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            // The next call notes it again.
        }
    }

    private async Task SucceededAsync(Guid userId, string provider, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        await db.Integrations.Where(row => row.UserId == userId && row.Provider == provider)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedAt, now), ct);
        await db.ProviderTroubles.Where(trouble => trouble.UserId == userId && trouble.Provider == provider).ExecuteDeleteAsync(ct);
    }

    /// <summary>A refused key waits for its owner; a provider in trouble is left alone for longer each time, and so is one that refuses the key of all. What the content did is nobody's health.</summary>
    /// <param name="keyVersion">Null where the key was not the user's own.</param>
    private async Task FailedAsync(Guid userId, ProviderException failed, int? keyVersion, CancellationToken ct)
    {
        switch (failed.Fault)
        {
            case ProviderFault.BadKey when keyVersion is { } version:
                await RefusedAsync(userId, failed, version, ct);
                break;
            case ProviderFault.BadKey or ProviderFault.Transient or ProviderFault.RateLimited or ProviderFault.OutOfCredit or ProviderFault.BadAnswer:
                await RestAsync(userId, failed, ct);
                break;
        }
    }

    private async Task RefusedAsync(Guid userId, ProviderException failed, int keyVersion, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var marked = await db.Integrations.Where(row => row.UserId == userId && row.Provider == failed.ProviderId && row.KeyVersion == keyVersion).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ValidationStatus, ValidationStatus.Invalid).SetProperty(row => row.ValidationMessage, failed.Message)
                .SetProperty(row => row.LastValidatedAt, now).SetProperty(row => row.UpdatedAt, now), ct);
        // A key that was replaced meanwhile is nobody's trouble any more.
        if (marked > 0) await db.RaiseAsync(IntegrationNotice.Refused(userId, NameOf(failed), failed.ProviderId, keyVersion, failed.Message), now, ct);
        await transaction.CommitAsync(ct);
    }

    private async Task RestAsync(Guid userId, ProviderException failed, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var fault = EnumText.Of(failed.Fault);
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Scenes that fail side by side are one failure: while a provider rests, nothing is added.
        var counted = await db.Database.SqlQuery<int>(
            $"""
             insert into provider_troubles (user_id, provider, failures, fault, message, failed_at, rests_until)
             values ({userId}, {failed.ProviderId}, 1, {fault}, {failed.Message}, {now}, {now})
             on conflict (user_id, provider) do update set failures = least(provider_troubles.failures + 1, 1000), fault = excluded.fault,
               message = excluded.message, failed_at = excluded.failed_at
             where provider_troubles.rests_until <= excluded.failed_at
             returning failures as "Value"
             """).ToListAsync(ct);
        if (counted is [var failures])
        {
            var until = now + ProviderTrouble.Rest(failures, failed.RetryAfter);
            await db.ProviderTroubles.Where(trouble => trouble.UserId == userId && trouble.Provider == failed.ProviderId)
                .ExecuteUpdateAsync(set => set.SetProperty(trouble => trouble.RestsUntil, until), ct);
            if (failed.Fault == ProviderFault.BadKey) await TellAdministratorsAsync(db, failed, now, ct);
        }

        await transaction.CommitAsync(ct);
    }

    /// <summary>The users' own notices speak of their own keys; this one only an administrator can replace.</summary>
    private async Task TellAdministratorsAsync(AppDbContext db, ProviderException failed, DateTimeOffset now, CancellationToken ct)
    {
        var administrators = await db.Users.IgnoreQueryFilters().Where(user => user.Role == Role.Admin && user.IsActive).Select(user => user.Id).ToListAsync(ct);
        foreach (var administrator in administrators) await db.RaiseAsync(IntegrationNotice.PlatformKeyRefused(administrator, NameOf(failed), failed.ProviderId, failed.Cause, now), now, ct);
    }

    private string NameOf(ProviderException failed) => directory.Find(failed.ProviderId)?.Name ?? failed.ProviderId;
}
