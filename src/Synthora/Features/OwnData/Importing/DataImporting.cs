using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Jobs;
using Synthora.Rendering;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Importing;

/// <summary>Puts an archive back: part by part, each remembered when it is through, so that a worker that takes over goes on there.</summary>
internal sealed class DataImporting(
    Database database, IFileStore store, DataImportEnd end, RestoreSettings settings, RestoreOrder order, RestoreBranding branding, RestoreVideos videos,
    RestoreFiles files, RestoreVersions versions, Configuration configuration, TimeProvider clock) : IJobHandler
{
    public const string JobType = "data_import";

    public string Type => JobType;

    public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var row = await db.DataImports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == job.Id, ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(user => user.Id == job.UserId, ct);
        if (row is null || user is null) return (_, _) => Task.CompletedTask;
        using var stored = await store.FetchAsync(row.Key, ct) ?? throw new ImportException("The archive is gone.", "Send it again.");
        var opened = await ImportArchive.OpenAsync(stored.Path, ct);
        if (opened.Error is { } refusal) throw new ImportException(refusal.Message, "Export your data again and import the new archive.");
        using var archive = opened.Value!;
        var scratch = Path.Combine(configuration.WorkFolder, $"import-{job.Id:N}-{lease.Fence}");
        Directory.CreateDirectory(scratch);
        try
        {
            var run = new ImportRun(archive, new Caller(user.Id, user.Role), lease, ImportReport.Read(row.Report), scratch, clock);
            await settings.RunAsync(run, ct);
            await RestoreTemplates.RunAsync(run, ct);
            await RestoreOrder.RunAsync(run, ct);
            await branding.RunAsync(run, ct);
            await videos.RunAsync(run, ct);
            await files.RunAsync(run, ct);
            await versions.RunAsync(run, ct);
            await order.CollectAsync(run, ct);
            return (context, token) => end.CompleteAsync(context, job.Id, run.Report, token);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    public async Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
    {
        if (await db.DataImports.SingleOrDefaultAsync(row => row.Id == job.Id, ct) is not { } import) return;
        (import.State, import.ErrorMessage, import.ErrorRemedy, import.CompletedAt) = (ImportState.Failed, failure.Message, failure.Remedy, clock.GetUtcNow());
    }

    public async Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct)
    {
        if (await db.DataImports.SingleOrDefaultAsync(row => row.Id == job.Id, ct) is { } import) (import.State, import.CompletedAt) = (ImportState.Cancelled, clock.GetUtcNow());
    }

    public Task TidyAsync(Job job, JobStatus ended, CancellationToken ct) => end.ForgetArchiveAsync(job.UserId, job.Id, ct);

    public JobFailure? Explain(Exception exception) => exception switch
    {
        ImportException failure => new("import_failed", failure.Message, failure.Remedy),
        RenderException failure => new("import_failed", failure.Cause, failure.Remedy),
        InvalidDataException => new("import_failed", "The archive is damaged.", "Export your data again and import the new archive."),
        IOException { HResult: 28 } => new("disk_full", "The server's disk is full.", "Its operator has to make room; then import the archive again."),
        _ => null,
    };
}

/// <summary>How an import ends.</summary>
public sealed class DataImportEnd(IFileStore store, TimeProvider clock)
{
    public async Task CompleteAsync(AppDbContext db, Guid id, ImportReport report, CancellationToken ct)
    {
        if (await db.DataImports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } import) return;
        var now = clock.GetUtcNow();
        (import.State, import.CompletedAt, import.Report) = (ImportState.Completed, now, (report with { At = null, Through = 0 }).ToJson());
        await db.RaiseAsync(
            new(import.UserId, NotificationType.System, $"data-import:{id}", "Your data was imported", Sentence(report)) { Link = $"/account/data/imports/{id}", Data = new { ImportId = id, report.Restored, report.Present, report.Skipped } },
            now, ct);
    }

    public Task ForgetArchiveAsync(Guid userId, Guid id, CancellationToken ct) =>
        store.DeleteAsync(new DataImport { Id = id, UserId = userId, FileName = "", Size = 0, CreatedAt = default }.Key, ct);

    private static string Sentence(ImportReport report) =>
        $"{report.Restored} restored{(report.Present > 0 ? $", {report.Present} there already" : "")}{(report.Skipped > 0 ? $", {report.Skipped} left out; the report says why" : "")}.";
}
