using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Exporting;

/// <summary>Every ten minutes: deletes the files of exports that have expired.</summary>
[DisallowConcurrentExecution]
internal sealed class ExportUpkeep(Database database, IFileStore store, TimeProvider clock) : IJob
{
    private static readonly TimeSpan KeepRows = TimeSpan.FromDays(90);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        foreach (var export in await db.DataExports.Where(row => row.State == ExportState.Ready && row.ExpiresAt <= now).ToListAsync(cancellationToken))
        {
            // The file first: a crash in between only means doing it again.
            await store.DeleteAsync(export.Folder, cancellationToken);
            export.State = ExportState.Expired;
            await db.SaveChangesAsync(cancellationToken);
        }

        await db.DataExports.Where(row => row.State != ExportState.Preparing && row.State != ExportState.Ready && row.CreatedAt < now - KeepRows).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>
/// Every day: removes exports that no row tells of. Whoever packed one may have stored it just after it was stopped or the
/// account was cleared, and then died.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class StrayExports(Database database, IFileStore store, ILogger<StrayExports> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        await using var db = database.OpenForSystem();
        await foreach (var user in store.ListAsync("users/", cancellationToken))
        {
            if (!Guid.TryParseExact(user.TrimEnd('/'), "N", out var userId)) continue;
            var root = DataExport.RootOf(userId);
            await foreach (var name in store.ListAsync(root + "/", cancellationToken))
            {
                if (Guid.TryParseExact(name.TrimEnd('/'), "N", out var id) && await db.DataExports.AnyAsync(row => row.Id == id && row.UserId == userId, cancellationToken)) continue;
                log.LogInformation("Removed {Key}, which belongs to nothing", $"{root}/{name}");
                await store.DeleteAsync($"{root}/{name.TrimEnd('/')}", cancellationToken);
            }
        }
    }
}
