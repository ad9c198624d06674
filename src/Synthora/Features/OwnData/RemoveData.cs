using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Audit;
using Synthora.Features.Integrations;
using Synthora.Features.OwnData.Importing;
using Synthora.Features.Videos;
using Synthora.Features.Videos.Crew;
using Synthora.Storage;

namespace Synthora.Features.OwnData;

/// <summary>Removes rows and files for good. Each part can be repeated, so that a crash in the middle only means doing it again.</summary>
internal sealed class RemoveData(Database database, IFileStore store, DeleteVideo deleteVideo, OpenOrders orders, AuditLog audit, ILogger<RemoveData> log)
{
    /// <summary>All but the account: settings, sessions, tokens and what was spent stay.</summary>
    public async Task ClearAsync(User user, CancellationToken ct)
    {
        var owner = new Caller(user.Id, user.Role);
        await using var db = database.OpenForSystem();
        // One by one, because running ones have to be stopped.
        var videos = await db.Videos.Where(video => video.UserId == user.Id).Select(video => video.Id).ToListAsync(ct);
        foreach (var id in videos) await deleteVideo.HandleAsync(owner, id, ct);
        // While the keys are there that vendors listen to.
        foreach (var id in await db.ProviderOrders.Where(order => order.UserId == user.Id && !order.IsSettled && order.Job != null).Select(order => order.VideoId).Distinct().ToListAsync(ct))
            await orders.CallOffAsync(id, ct, atOnce: true);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            // The settings stay, and must not name a provider whose key is gone.
            await db.ForgetKeysAsync(user.Id, ct);
            foreach (var type in OwnedTables.Cleared(db.Model))
            {
                // Names from our own model; only the id is a value.
                var sql = $"delete from \"{type.GetTableName()}\" where \"{OwnedTables.OwnerColumn(type)}\" = {{0}}";
                await db.Database.ExecuteSqlRawAsync(sql, [user.Id], ct);
            }

            // One that a vendor is about to take stays until it is paid for.
            await db.ProviderOrders.Where(order => order.UserId == user.Id && order.IsSettled).ExecuteDeleteAsync(ct);
            await db.ProviderRequests.Where(row => row.UserId == user.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.UserId, (Guid?)null).SetProperty(row => row.VideoId, (Guid?)null)
                    .SetProperty(row => row.RequestBody, (string?)null).SetProperty(row => row.ResponseBody, (string?)null)
                    .SetProperty(row => row.ErrorMessage, (string?)null).SetProperty(row => row.ErrorDetails, (string?)null), ct);
            await db.Users.Where(row => row.Id == user.Id).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.ClearAfter, (DateTimeOffset?)null).SetProperty(row => row.AvatarUrl, (string?)null), ct);
            await transaction.CommitAsync(ct);
        }

        await store.DeleteAsync($"users/{user.Id:N}", ct);
    }

    /// <summary>The account and everything of it. The audit log keeps what was done, under an id that means nothing any more.</summary>
    public async Task PurgeAsync(User user, Caller actor, CancellationToken ct)
    {
        await ClearAsync(user, ct);
        await using var db = database.OpenForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SpendingMonths.Where(row => row.UserId == user.Id).ExecuteDeleteAsync(ct);
        await db.SignInFailures.Where(row => row.EmailKey == user.EmailKey).ExecuteDeleteAsync(ct);
        await db.Users.Where(row => row.Id == user.Id).ExecuteDeleteAsync(ct);
        db.Add(audit.New(actor, "account.purge", user.Id.ToString()));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        log.LogInformation("Account {UserId} was removed with everything in it", user.Id);
    }
}

/// <summary>Every ten minutes: carries out what users ordered a day ago and what administrators ordered a month ago, and forgets imports that broke off.</summary>
[DisallowConcurrentExecution]
internal sealed class OwnDataUpkeep(Database database, RemoveData remove, DataImportEnd imports, TimeProvider clock, ILogger<OwnDataUpkeep> log) : IJob
{
    /// <summary>An archive is received for as long as its request lasts; one that is older was broken off by a crash.</summary>
    private static readonly TimeSpan Receiving = TimeSpan.FromHours(6);
    private static readonly TimeSpan KeepReports = TimeSpan.FromDays(90);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        foreach (var import in await db.DataImports.Where(row => row.State == ImportState.Receiving && row.CreatedAt < now - Receiving).ToListAsync(cancellationToken))
        {
            await imports.ForgetArchiveAsync(import.UserId, import.Id, cancellationToken);
            db.DataImports.Remove(import);
        }

        await db.SaveChangesAsync(cancellationToken);
        await db.DataImports.Where(row => row.CompletedAt < now - KeepReports).ExecuteDeleteAsync(cancellationToken);
        var due = await db.Users.AsNoTracking().Where(user => user.PurgeAfter <= now || user.ClearAfter <= now).OrderBy(user => user.Id).Take(100).ToListAsync(cancellationToken);
        foreach (var user in due)
        {
            try
            {
                if (user.PurgeAfter <= now) await remove.PurgeAsync(user, new Caller(user.DeletedBy ?? user.Id, Role.Free), cancellationToken);
                else await remove.ClearAsync(user, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One account that cannot be removed must not keep the others.
                log.LogError(exception, "The data of account {UserId} could not be removed; it is tried again", user.Id);
            }
        }
    }
}
