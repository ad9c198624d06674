using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Notifications;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Exporting;

/// <summary>How many bytes the disk of a folder still takes.</summary>
public delegate long FreeSpace(string folder);

/// <summary>An export that cannot be made, as its owner is told.</summary>
public sealed class ExportException(string cause, string remedy) : Exception(cause)
{
    public string Remedy => remedy;
}

/// <summary>
/// Packs everything somebody owns into a ZIP on this machine's disk and hands it to the store. A worker that takes over
/// packs anew: half an archive is of no use, and what was packed a while ago may have changed.
/// </summary>
internal sealed class DataExporting(Database database, IFileStore store, ExportData export, FreeSpace free, Configuration configuration, TimeProvider clock, ILogger<DataExporting> log) : IJobHandler
{
    public const string JobType = "data_export";

    /// <summary>How long it can be downloaded.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);

    /// <summary>For the rows, and for whatever else the machine is writing.</summary>
    private const long SpareDisk = 256L * 1024 * 1024;

    public string Type => JobType;

    public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var row = await db.DataExports.AsNoTracking().SingleOrDefaultAsync(one => one.Id == job.Id, ct);
        var user = await db.Users.AsNoTracking().SingleOrDefaultAsync(one => one.Id == job.UserId, ct);
        if (row is null || user is null) return (_, _) => Task.CompletedTask;
        Directory.CreateDirectory(configuration.WorkFolder);
        // What a run before this one left here when it was killed.
        foreach (var left in Directory.EnumerateFiles(configuration.WorkFolder, $"export-{job.Id:N}-*.zip")) File.Delete(left);
        var path = Path.Combine(configuration.WorkFolder, $"export-{job.Id:N}-{lease.Fence}.zip");
        try
        {
            await PackAsync(new(user.Id, user.Role), row.IncludesMedia, path, lease, ct);
            var (name, size) = ($"{lease.Fence}.zip", new FileInfo(path).Length);
            await store.TakeAsync($"{row.Folder}/{name}", path, ct);
            return (context, token) => FinishAsync(context, job.Id, name, size, token);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public async Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
    {
        if (await db.DataExports.SingleOrDefaultAsync(row => row.Id == job.Id, ct) is not { } row) return;
        var now = clock.GetUtcNow();
        (row.State, row.ErrorMessage, row.ErrorRemedy, row.CompletedAt) = (ExportState.Failed, failure.Message, failure.Remedy, now);
        await db.RaiseAsync(Of(row, NotificationType.System, "data-export-failed", "Your export could not be made", $"{failure.Message} {failure.Remedy}".TrimEnd()), now, ct);
    }

    public async Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct) => await db.DataExports.Where(row => row.Id == job.Id).ExecuteDeleteAsync(ct);

    /// <summary>Removes what was stored for nothing: by a run before, or for an export that was stopped meanwhile.</summary>
    public async Task TidyAsync(Job job, JobStatus ended, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var kept = await db.DataExports.Where(row => row.Id == job.Id).Select(row => row.File).SingleOrDefaultAsync(ct);
        var folder = DataExport.FolderOf(job.UserId, job.Id);
        if (kept is null) await store.DeleteAsync(folder, ct);
        else await foreach (var name in store.ListAsync(folder + "/", ct))
            if (name != kept) await store.DeleteAsync($"{folder}/{name}", ct);
    }

    public JobFailure? Explain(Exception exception)
    {
        if (exception is ExportException failure) return new("export_failed", failure.Message, failure.Remedy);
        if (exception is not IOException broken) return null;
        log.LogWarning(broken, "An export could not be stored");
        return broken.HResult == 28
            ? new("disk_full", "The server's disk is full.", "Its operator has to make room; then prepare the export again.")
            : new("store_unavailable", "The files could not be read or stored.", "Try again in a while.");
    }

    private async Task PackAsync(Caller caller, bool media, string path, Lease lease, CancellationToken ct)
    {
        var plan = await export.PlanAsync(caller, media, ct);
        CheckRoom(plan.Bytes);
        await using var reports = new LeaseReports(lease, log);
        reports.Start();
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 17, useAsync: true);
        await export.WriteAsync(caller, plan, file, done => reports.Report(1 + (98.0 * done / Math.Max(1, plan.Bytes)), $"Packed {Sizes.Of(done)} of {Sizes.Of(plan.Bytes)}", null), ct);
    }

    /// <summary>It is packed in the work folder, and a store of this machine keeps it beside that or on a disk of its own.</summary>
    private void CheckRoom(long bytes)
    {
        List<string> folders = [configuration.WorkFolder];
        if (configuration.Storage.Kind == StorageKind.Local) folders.Add(Directory.CreateDirectory(configuration.FilesFolder).FullName);
        if (folders.Any(folder => free(folder) - SpareDisk < bytes))
            throw new ExportException($"The server has no room now for an export of {Sizes.Of(bytes)}.", "Its operator has to make some. An export of the data alone is small.");
    }

    private async Task FinishAsync(AppDbContext db, Guid id, string name, long size, CancellationToken ct)
    {
        if (await db.DataExports.SingleOrDefaultAsync(row => row.Id == id, ct) is not { } row) return;
        var now = clock.GetUtcNow();
        (row.State, row.File, row.Size, row.CompletedAt, row.ExpiresAt) = (ExportState.Ready, name, size, now, now + Lasts);
        await db.RaiseAsync(Of(row, NotificationType.ExportReady, "data-export", "Your export is ready", $"It has {Sizes.Of(size)} and can be downloaded for 24 hours; then it is deleted."), now, ct);
    }

    /// <summary>It leads to the page and not to the file: mails are read by others more easily than pages.</summary>
    private static Notice Of(DataExport row, NotificationType type, string key, string title, string message) =>
        new(row.UserId, type, $"{key}:{row.Id}", title, message) { Link = "/account/data", Data = new { ExportId = row.Id, row.Size, row.ExpiresAt } };
}
