using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Exporting;

/// <summary>Stops an export that is being prepared, or deletes a finished one before its time.</summary>
public sealed class RemoveExport(Database database, IFileStore store, JobSignals signals, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The job first, as the workers do.
        var job = await db.Jobs.FromSql($"select * from jobs where id = {id} for update").SingleOrDefaultAsync(ct);
        if (await db.DataExports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } export) return Errors.NotFound("export");
        var isRunning = job is { Status: JobStatus.Queued or JobStatus.Running } && job.RequestCancel(clock.GetUtcNow());
        db.Remove(export);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (isRunning) await signals.CancelAsync(id, ct);
        await store.DeleteAsync(export.Folder, ct);
        return id;
    }

    /// <summary>Before what it holds is cleared, or the account closed.</summary>
    public async Task AllAsync(Caller caller, CancellationToken ct)
    {
        List<Guid> ids;
        await using (var db = database.Open(caller)) ids = await db.DataExports.Select(row => row.Id).ToListAsync(ct);
        foreach (var id in ids) await HandleAsync(caller, id, ct);
    }
}
