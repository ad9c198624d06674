using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Library.Uploads;
using Synthora.Storage;

namespace Synthora.Features.Library;

/// <summary>Every hour: uploads that nobody goes on with, and whole ones that a crash kept out of the library.</summary>
[DisallowConcurrentExecution]
internal sealed class UploadUpkeep(Database database, UploadSpool spool, CompleteUpload complete, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        foreach (var upload in await db.MediaUploads.AsNoTracking().Where(row => row.CompletedAt == null && row.Received == row.Size).ToListAsync(ct))
            await complete.HandleAsync(new Caller(upload.UserId, Role.Free), upload, ct);
        var gone = await db.MediaUploads.Where(row => row.ExpiresAt <= now).Select(row => row.Id).ToListAsync(ct);
        await db.MediaUploads.Where(row => gone.Contains(row.Id)).ExecuteDeleteAsync(ct);
        foreach (var id in gone) spool.Remove(id);
        if (!Directory.Exists(spool.Folder)) return;
        foreach (var path in Directory.EnumerateFiles(spool.Folder))
        {
            if (File.GetLastWriteTimeUtc(path) > (now - CreateUpload.Lasts).UtcDateTime || !Guid.TryParseExact(Path.GetFileName(path), "N", out var id)) continue;
            if (!await db.MediaUploads.AnyAsync(row => row.Id == id, ct)) spool.Remove(id);
        }
    }
}

/// <summary>Every day: empties what has lain in the trash for long, and removes stored files that belong to nothing.</summary>
[DisallowConcurrentExecution]
internal sealed class LibraryUpkeep(Database database, DeleteMedia delete, IFileStore store, Limits limits, TimeProvider clock, ILogger<LibraryUpkeep> log) : IJob
{
    /// <summary>A file is stored a moment before its row is.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromHours(24);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        var before = now.AddDays(-limits.TrashDays);
        foreach (var media in await db.Media.Where(row => row.DeletedAt < before).Select(row => new { row.Id, row.UserId }).ToListAsync(ct))
            await delete.HandleAsync(new Caller(media.UserId, Role.Free), media.Id, ct);
        await db.MediaShares.Where(share => share.ExpiresAt < now.AddDays(-30) || share.RevokedAt < now.AddDays(-30)).ExecuteDeleteAsync(ct);
        await foreach (var user in store.ListAsync("users/", ct)) await SweepAsync(db, $"users/{user}media/", now, ct);
    }

    private async Task SweepAsync(AppDbContext db, string prefix, DateTimeOffset now, CancellationToken ct)
    {
        await foreach (var name in store.ListAsync(prefix, ct))
        {
            if (!Guid.TryParseExact(name.TrimEnd('/'), "N", out var id) || !(id.MadeAt() <= now - Young)) continue;
            if (await db.Media.AnyAsync(row => row.Id == id, ct) || await db.MediaUploads.AnyAsync(row => row.Id == id, ct)) continue;
            log.LogInformation("Removed {Key}, which belongs to nothing", prefix + name);
            await store.DeleteAsync((prefix + name).TrimEnd('/'), ct);
        }
    }
}
