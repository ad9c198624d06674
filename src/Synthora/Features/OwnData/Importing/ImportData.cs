using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Audit;
using Synthora.Features.Library;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.OwnData.Importing;

/// <param name="TaskId">The job, readable at <c>/jobs/{id}</c>; also the import's id.</param>
public sealed record AcceptedImport(Guid TaskId, string Status, ImportResponse Import);

/// <summary>Takes an archive in: looks at it before anything is kept, stores it, and hands it to a job.</summary>
public sealed class ImportData(Database database, IFileStore store, JobQueue queue, AuditLog audit, Configuration configuration, TimeProvider clock)
{
    private const long SpareDisk = 256L * 1024 * 1024;
    private static readonly Error Underway = new(ErrorKind.Conflict, "import_in_progress", "An import is under way already. Wait for it or stop it.");
    private static readonly Error NoRoom = new(ErrorKind.Unavailable, "disk_full", "The server has no room for this file now. Its operator has to make some.");

    /// <summary>The largest archive that is taken.</summary>
    public static long MostBytes(Limits limits) => limits.ImportMb * 1024L * 1024;

    public async Task<Result<AcceptedImport>> HandleAsync(Caller caller, string? fileName, Stream content, CancellationToken ct)
    {
        await using (var db = database.Open(caller))
            if (await db.DataImports.AnyAsync(row => row.State == ImportState.Running, ct)) return Underway;
        Directory.CreateDirectory(configuration.WorkFolder);
        var path = Path.Combine(configuration.WorkFolder, $"import-{Guid.CreateVersion7():N}.zip");
        try
        {
            if (await ReceiveAsync(content, path, ct) is { } tooMuch) return tooMuch;
            var archive = await ImportArchive.OpenAsync(path, ct);
            if (archive.Error is { } refusal) return refusal;
            archive.Value!.Dispose();
            return await QueueAsync(caller, FileNames.Clean(fileName), path, ct);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private async Task<Error?> ReceiveAsync(Stream content, string path, CancellationToken ct)
    {
        var most = MostBytes(configuration.Limits);
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, useAsync: true);
        if (content.CanSeek && content.Length > most) return TooLarge(most);
        if (content.CanSeek && new DriveInfo(configuration.WorkFolder).AvailableFreeSpace - SpareDisk < content.Length) return NoRoom;
        var buffer = new byte[1 << 17];
        for (int read; (read = await content.ReadAsync(buffer, ct)) > 0;)
        {
            if (file.Length + read > most) return TooLarge(most);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return null;
    }

    private async Task<Result<AcceptedImport>> QueueAsync(Caller caller, string fileName, string path, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var import = new DataImport { UserId = caller.UserId, FileName = fileName, Size = new FileInfo(path).Length, CreatedAt = now };
        // Before the file, so that upkeep finds a file whose import never began.
        db.DataImports.Add(import);
        await db.SaveChangesAsync(ct);
        var isTaken = false;
        try
        {
            await store.TakeAsync(import.Key, path, ct);
            import.State = ImportState.Running;
            db.Jobs.Add(new() { Id = import.Id, UserId = caller.UserId, Type = DataImporting.JobType, Lane = Lane.Light, CreatedAt = now });
            await db.SaveChangesAsync(ct);
            isTaken = true;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: ImportMapping.OneAtATime })
        {
            return Underway;
        }
        finally
        {
            if (!isTaken) await ForgetAsync(import);
        }

        await audit.WriteAsync(caller, "data.import", caller.UserId.ToString(), null, ct);
        await queue.WakeAsync(import.Id, Lane.Light, 0, ct);
        return new AcceptedImport(import.Id, "queued", ImportResponse.From(import, 0));
    }

    private async Task ForgetAsync(DataImport import)
    {
        await using var db = database.OpenForSystem();
        await db.DataImports.Where(row => row.Id == import.Id).ExecuteDeleteAsync(CancellationToken.None);
        await store.DeleteAsync(import.Key, CancellationToken.None);
    }

    private static Error TooLarge(long most) => new(
        ErrorKind.TooLarge, "payload_too_large", $"The archive is larger than {Sizes.Of(most)}. Import one without media, and upload the files in the library.", new Dictionary<string, object?> { ["max_bytes"] = most });
}
