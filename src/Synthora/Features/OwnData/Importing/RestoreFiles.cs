using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Library.Uploads;
using Synthora.Features.Quotas;

namespace Synthora.Features.OwnData.Importing;

/// <summary>What was uploaded into the library. It goes the way of every upload, so the same checks and limits hold.</summary>
internal sealed class RestoreFiles(Database database, RestoreOrder order, UploadSpool spool, CompleteUpload complete, StorageQuota quota, UserLimits limits)
{
    public Task RunAsync(ImportRun run, CancellationToken ct) => run.EachAsync(ImportKind.Files, run.Archive.RowsAsync("media", ct), (row, token) => RestoreAsync(run, row, token), ct);

    private async Task<ImportOutcome?> RestoreAsync(ImportRun run, ImportRow row, CancellationToken ct)
    {
        // Videos come back with their own; what lay in the trash stays behind, and broken files have no bytes.
        if (row.Text("origin") != "uploaded" || row.Has("deleted_at") || row.Text("status") == "failed") return null;
        var fileName = FileNames.Clean(row.Text("file_name", 400));
        var title = FileNames.TitleOf(row.Text("title", Media.MostTitle), fileName);
        if (row.Id("id") is not { } source) return ImportOutcome.Leave(title, ImportReason.Invalid);
        var (id, hash) = (run.IdOf(ImportKind.Files, source), row.Text("hash", 64));
        await using (var db = database.Open(run.Caller))
            if (await db.Media.AnyAsync(media => media.Id == source || media.Id == id || (hash != null && media.Hash == hash && media.DeletedAt == null), ct)) return ImportOutcome.Present;
        if (run.Archive.FileOf(source) is not { } entry || run.Archive.SizeOf(entry) is not (> 0 and var size)) return ImportOutcome.Leave(title, ImportReason.NoFile);
        var upload = new MediaUpload
        {
            Id = id,
            UserId = run.Caller.UserId,
            FileName = fileName,
            Title = title,
            FolderId = row.Id("folder_id") is { } folder ? await order.FolderAsync(run, folder, ct) : null,
            Tags = [.. LibraryTags.Clean(row.Texts("tags").Take(Media.MostTags)).Value ?? []],
            Size = size,
            CreatedAt = run.Now,
            ExpiresAt = run.Now + CreateUpload.Lasts,
        };
        if (await ReserveAsync(run, upload, ct) is { } refusal) return ImportOutcome.Leave(title, refusal.Kind == ErrorKind.TooLarge ? ImportReason.TooLarge : ImportReason.NoRoom, refusal.Message);
        var isKept = false;
        try
        {
            Directory.CreateDirectory(spool.Folder);
            if (!await run.Archive.CopyAsync(entry, spool.PathOf(id), ct)) return ImportOutcome.Leave(title, ImportReason.Unreadable);
            if (!await IsMediaAsync(spool.PathOf(id), ct)) return ImportOutcome.Leave(title, ImportReason.Unreadable, LibraryErrors.WrongType(fileName).Message);
            var problem = await complete.HandleAsync(run.Caller, upload, ct, media => Shelve(media, row));
            isKept = problem is null;
            return problem is null ? ImportOutcome.New : ImportOutcome.Leave(title, ImportReason.Unreadable, problem.Message);
        }
        finally
        {
            if (!isKept) await GiveUpAsync(run, id);
        }
    }

    /// <summary>The space is taken before the first byte is written.</summary>
    private async Task<Error?> ReserveAsync(ImportRun run, MediaUpload upload, CancellationToken ct)
    {
        await using var db = database.Open(run.Caller);
        if ((await limits.OfAsync(db, run.Caller.UserId, run.Caller.Role, ct)).UploadBytes is { } most && upload.Size > most) return LibraryErrors.TooLarge(most);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // One that a broken run has left.
        await db.MediaUploads.Where(row => row.Id == upload.Id).ExecuteDeleteAsync(ct);
        if (await quota.RefuseAsync(db, run.Caller.UserId, run.Caller.Role, upload.Size, ct) is { } full) return full;
        db.MediaUploads.Add(upload);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    private static async Task<bool> IsMediaAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return await FileSignatures.ReadAsync(file, ct) is not null;
    }

    private static void Shelve(Media media, ImportRow row)
    {
        media.Describe(media.Title, row.Text("description", Media.MostDescription), media.Tags);
        (media.IsFavorite, media.ArchivedAt) = (row.Is("is_favorite"), row.Time("archived_at"));
    }

    private async Task GiveUpAsync(ImportRun run, Guid id)
    {
        await using var db = database.Open(run.Caller);
        await db.MediaUploads.Where(row => row.Id == id && row.CompletedAt == null).ExecuteDeleteAsync(CancellationToken.None);
        spool.Remove(id);
    }
}
