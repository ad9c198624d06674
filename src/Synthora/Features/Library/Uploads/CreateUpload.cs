using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Quotas;

namespace Synthora.Features.Library.Uploads;

/// <param name="Metadata">As the client sent it.</param>
public sealed record CreateUploadRequest(long Size, string FileName, string? Title, Guid? FolderId, IReadOnlyList<string> Tags, string? Metadata = null);

/// <summary>Reserves the space of a file before its first byte is sent.</summary>
public sealed class CreateUpload(Database database, UploadSpool spool, Limits limits, UserLimits userLimits, StorageQuota quota, TimeProvider clock)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromHours(24);
    private const long SpareDisk = 256L * 1024 * 1024;

    public async Task<Result<MediaUpload>> HandleAsync(Caller caller, CreateUploadRequest request, CancellationToken ct)
    {
        if (request.Size <= 0) return Errors.Validation("The file is empty.");
        var name = FileNames.Clean(request.FileName);
        var tags = LibraryTags.Clean(request.Tags);
        if (tags.Error is { } wrongTags) return wrongTags;
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        if ((await userLimits.OfAsync(db, caller.UserId, caller.Role, ct)).UploadBytes is { } most && request.Size > most) return LibraryErrors.TooLarge(most);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await quota.RefuseAsync(db, caller.UserId, caller.Role, request.Size, ct) is { } full) return full;
        if (await db.MediaUploads.CountAsync(upload => upload.CompletedAt == null && upload.ExpiresAt > now, ct) >= limits.OpenUploads)
            return new Error(ErrorKind.TooMany, "too_many_uploads", $"{limits.OpenUploads} uploads are under way already. Finish or cancel some first.");
        if (request.FolderId is { } folder && !await db.MediaFolders.AnyAsync(row => row.Id == folder, ct)) return Errors.NotFound("folder");
        if (FreeDisk() - SpareDisk < request.Size)
            return new Error(ErrorKind.Unavailable, "disk_full", "The server has no room for this file now. Its operator has to make some.");
        var upload = new MediaUpload
        {
            UserId = caller.UserId,
            FileName = name,
            Title = FileNames.TitleOf(request.Title, name),
            FolderId = request.FolderId,
            Tags = [.. tags.Value!],
            Size = request.Size,
            Metadata = request.Metadata,
            CreatedAt = now,
            ExpiresAt = now + Lasts,
        };
        db.MediaUploads.Add(upload);
        await db.SaveChangesAsync(ct);
        spool.Create(upload.Id);
        await transaction.CommitAsync(ct);
        return upload;
    }

    private long FreeDisk()
    {
        Directory.CreateDirectory(spool.Folder);
        return new DriveInfo(spool.Folder).AvailableFreeSpace;
    }
}
