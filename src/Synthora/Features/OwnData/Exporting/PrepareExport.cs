using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Audit;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Exporting;

/// <param name="TaskId">The job, readable at <c>/jobs/{id}</c>; also the export's id.</param>
public sealed record AcceptedExport(Guid TaskId, string Status, ExportResponse Export);

/// <summary>Has everything somebody owns packed by a job. One is prepared at a time, and a new one takes the place of the one before.</summary>
public sealed class PrepareExport(Database database, IFileStore store, GetExport exports, JobQueue queue, AuditLog audit, TimeProvider clock)
{
    /// <summary>Begins a new one; whoever asks again meanwhile gets the one that is being prepared.</summary>
    public async Task<Result<AcceptedExport>> HandleAsync(Caller caller, bool media, CancellationToken ct)
    {
        var export = await BeginAsync(caller, media, ct);
        return export.IsOk ? new AcceptedExport(export.Value.Id, EnumText.Of(export.Value.State), export.Value) : export.Error;
    }

    /// <summary>Begins one only where there is none to tell of, so that a program can ask until it is ready.</summary>
    public async Task<Result<ExportResponse>> FindOrBeginAsync(Caller caller, bool media, CancellationToken ct) =>
        await exports.LatestAsync(caller, ct) is { State: not ExportState.Expired } there ? there : await BeginAsync(caller, media, ct);

    private async Task<Result<ExportResponse>> BeginAsync(Caller caller, bool media, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var now = clock.GetUtcNow();
        var export = new DataExport { UserId = caller.UserId, IncludesMedia = media, CreatedAt = now };
        var before = await db.DataExports.AsNoTracking().Where(row => row.State != ExportState.Preparing).ToListAsync(ct);
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            db.DataExports.Add(export);
            db.Jobs.Add(new() { Id = export.Id, UserId = caller.UserId, Type = DataExporting.JobType, Lane = Lane.Light, CreatedAt = now });
            await db.SaveChangesAsync(ct);
            var ids = before.Select(row => row.Id).ToList();
            await db.DataExports.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: ExportMapping.OneAtATime })
        {
            return await exports.LatestAsync(caller, ct) is { } underway ? underway : Errors.NotFound("export");
        }

        foreach (var old in before) await store.DeleteAsync(old.Folder, ct);
        await audit.WriteAsync(caller, "data.export", caller.UserId.ToString(), media ? "with files" : null, ct);
        await queue.WakeAsync(export.Id, Lane.Light, 0, ct);
        return await exports.HandleAsync(caller, export.Id, ct);
    }
}
