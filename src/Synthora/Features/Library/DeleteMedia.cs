using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.Library;

/// <summary>Removes a file for good, whether or not it lay in the trash. Its row goes first: files without a row are swept up.</summary>
internal sealed class DeleteMedia(Database database, IFileStore store, DeleteVideo deleteVideo, JobSignals signals, TimeProvider clock)
{
    public async Task<Result<Guid>> HandleAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var media = await db.Media.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct);
        if (media is null) return LibraryErrors.NoMedia;
        if (media.VideoId is { } video)
        {
            var gone = await deleteVideo.HandleAsync(caller, video, ct);
            return gone.Error is { } error ? error : id;
        }

        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            var job = await db.Jobs.FromSql($"select * from jobs where id = {id} for update").SingleOrDefaultAsync(ct);
            var running = job is { Status: JobStatus.Queued or JobStatus.Running } && job.RequestCancel(clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            await db.Media.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
            await db.MediaUploads.Where(row => row.Id == id).ExecuteDeleteAsync(ct);
            await transaction.CommitAsync(ct);
            if (running) await signals.CancelAsync(id, ct);
        }

        await store.DeleteAsync(media.Files, ct);
        return id;
    }

    public async Task<Result<int>> EmptyTrashAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var trashed = await db.Media.Where(media => media.DeletedAt != null).Select(media => media.Id).ToListAsync(ct);
        foreach (var id in trashed) await HandleAsync(caller, id, ct);
        return trashed.Count;
    }
}
