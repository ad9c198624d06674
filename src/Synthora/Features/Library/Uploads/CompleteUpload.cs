using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.Library.Uploads;

/// <summary>Makes a whole upload a thing of the library. It may be asked again after any crash.</summary>
public sealed class CompleteUpload(Database database, UploadSpool spool, IFileStore store, JobQueue queue, TimeProvider clock, ILogger<CompleteUpload> log)
{
    /// <param name="shelve">Says more of what comes into the library than an upload does.</param>
    /// <returns>Null when it is done.</returns>
    internal async Task<Error?> HandleAsync(Caller caller, MediaUpload upload, CancellationToken ct, Action<Media>? shelve = null)
    {
        var files = Media.FolderOf(upload.UserId, upload.Id);
        try
        {
            if (File.Exists(spool.PathOf(upload.Id))) await store.TakeAsync($"{files}/original", spool.PathOf(upload.Id), ct);
        }
        catch (IOException refused)
        {
            log.LogWarning("Upload {UploadId} is whole but could not be stored: {Reason}", upload.Id, refused.Message);
            return LibraryErrors.StoreAway;
        }

        await using var stored = (await store.OpenAsync($"{files}/original", ct))?.Content;
        if (stored is null || stored.Length != upload.Size || await FileSignatures.ReadAsync(stored, ct) is not { } signature) return LibraryErrors.NoUpload;
        var now = clock.GetUtcNow();
        var media = new Media
        {
            Id = upload.Id,
            UserId = upload.UserId,
            Origin = MediaOrigin.Uploaded,
            Kind = signature.Kind,
            FileName = upload.FileName,
            ContentType = signature.ContentType,
            Extension = signature.Extension,
            Size = upload.Size,
            Files = files,
            CreatedAt = now,
            UpdatedAt = now,
        };
        media.Describe(upload.Title, null, upload.Tags);
        shelve?.Invoke(media);
        var job = MediaIntake.NewJob(media, now);
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var first = await db.MediaUploads.Where(row => row.Id == upload.Id && row.CompletedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.CompletedAt, now), ct);
        upload.CompletedAt = now;
        if (first == 0) return null;
        // The folder may have gone while the file was on its way.
        if (upload.FolderId is { } folder && await db.MediaFolders.AnyAsync(row => row.Id == folder, ct)) media.FolderId = folder;
        db.Media.Add(media);
        db.Jobs.Add(job);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await queue.WakeAsync(job.Id, job.Lane, job.Fence, ct);
        return null;
    }
}
