using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Library.Uploads;

/// <summary>How far an upload is. Whoever asks means to go on, so a request that still hangs on it is ended first.</summary>
public sealed class GetUpload(Database database, UploadSpool spool, CompleteUpload complete, TimeProvider clock)
{
    public async Task<Result<MediaUpload>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (!await db.MediaUploads.AnyAsync(row => row.Id == id, ct)) return LibraryErrors.NoUpload;
        using var hold = await spool.TakeAsync(id, ct);
        if (hold is null) return LibraryErrors.Locked;
        var upload = await db.MediaUploads.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (upload is null) return LibraryErrors.NoUpload;
        if (upload.CompletedAt is null && upload.ExpiresAt <= clock.GetUtcNow()) return LibraryErrors.Expired;
        if (upload.CompletedAt is null && upload.Received == upload.Size && await complete.HandleAsync(caller, upload, CancellationToken.None) is { } failed) return failed;
        return upload;
    }
}

public sealed class CancelUpload(Database database, UploadSpool spool)
{
    public async Task<Result<Guid>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        if (!await db.MediaUploads.AnyAsync(row => row.Id == id, ct)) return LibraryErrors.NoUpload;
        using var hold = await spool.TakeAsync(id, ct);
        if (hold is null) return LibraryErrors.Locked;
        var gone = await db.MediaUploads.Where(row => row.Id == id && row.CompletedAt == null).ExecuteDeleteAsync(ct);
        if (gone == 0) return Errors.InvalidState("The upload is finished. Delete the file from your library instead.");
        spool.Remove(id);
        return id;
    }
}
