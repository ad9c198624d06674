using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;

namespace Synthora.Features.OwnData.Importing;

/// <summary>An import as its owner sees it.</summary>
/// <param name="Progress">0–100.</param>
/// <param name="At">What is being restored now.</param>
/// <param name="Restored">What became of each kind: how many were restored, were there already, and were left out and why.</param>
public sealed record ImportResponse(
    Guid Id, string FileName, long Size, ImportState State, double Progress, ImportKind? At, IReadOnlyDictionary<ImportKind, ImportLine> Restored,
    string? ErrorMessage, string? ErrorRemedy, DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt)
{
    internal static ImportResponse From(DataImport row, double progress)
    {
        var report = ImportReport.Read(row.Report);
        var isRunning = row.State is ImportState.Receiving or ImportState.Running;
        return new(
            row.Id, row.FileName, row.Size, row.State, isRunning ? Math.Round(progress, 1) : 100, isRunning ? report.At : null, report.Kinds,
            row.ErrorMessage, row.ErrorRemedy, row.CreatedAt, row.CompletedAt);
    }
}

/// <summary>One's imports, newest first.</summary>
public sealed class GetImports(Database database)
{
    private const int Most = 20;

    public async Task<Result<IReadOnlyList<ImportResponse>>> ListAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var rows = await db.DataImports.AsNoTracking().Where(row => row.State != ImportState.Receiving).OrderByDescending(row => row.CreatedAt).Take(Most).ToListAsync(ct);
        var progress = await db.Jobs.Where(job => rows.Select(row => row.Id).Contains(job.Id)).ToDictionaryAsync(job => job.Id, job => job.Progress, ct);
        return new Result<IReadOnlyList<ImportResponse>>([.. rows.Select(row => ImportResponse.From(row, progress.GetValueOrDefault(row.Id)))]);
    }

    public async Task<Result<ImportResponse>> GetAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (await db.DataImports.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } row) return Errors.NotFound("import");
        return ImportResponse.From(row, await db.Jobs.Where(job => job.Id == id).Select(job => job.Progress).SingleOrDefaultAsync(ct));
    }
}

/// <summary>Stops an import. What it has restored stays; importing the same archive again goes on from there.</summary>
public sealed class StopImport(Database database, JobSignals signals, DataImportEnd end, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // The job first, as the workers do.
        var job = await db.Jobs.FromSql($"select * from jobs where id = {id} for update").SingleOrDefaultAsync(ct);
        if (job is null || await db.DataImports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return Errors.NotFound("import");
        if (job.Status is not (JobStatus.Queued or JobStatus.Running)) return Errors.InvalidState("This import has ended already.");
        var isRunning = job.RequestCancel(clock.GetUtcNow());
        if (!isRunning) (import.State, import.CompletedAt) = (ImportState.Cancelled, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        if (isRunning) await signals.CancelAsync(id, ct);
        else await end.ForgetArchiveAsync(caller.UserId, id, ct);
        return id;
    }
}
