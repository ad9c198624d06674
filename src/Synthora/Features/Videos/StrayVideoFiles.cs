using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Videos.Editing;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Features.Videos;

/// <summary>
/// Every day: removes stored files of videos that nothing shows and nobody is writing. A run that was killed, taken over or
/// stopped may have stored a film before, and its video may have been deleted while it did.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class StrayVideoFiles(Database database, IFileStore store, DraftShelf shelf, TimeProvider clock, ILogger<StrayVideoFiles> log) : IJob
{
    private static readonly TimeSpan Young = TimeSpan.FromHours(24);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        await foreach (var user in store.ListAsync("users/", ct))
        {
            if (!Guid.TryParseExact(user.TrimEnd('/'), "N", out var userId)) continue;
            await foreach (var video in store.ListAsync($"users/{user}videos/", ct))
                if (Guid.TryParseExact(video.TrimEnd('/'), "N", out var videoId)) await SweepAsync(db, userId, videoId, ct);
        }
    }

    private async Task SweepAsync(AppDbContext db, Guid userId, Guid videoId, CancellationToken ct)
    {
        var prefix = VideoFiles.StoredPrefix(userId, videoId);
        await foreach (var name in store.ListAsync(prefix + "/", ct))
        {
            var key = $"{prefix}/{name.TrimEnd('/')}";
            if (key == EditDesk.ShelfOf(userId, videoId))
            {
                await shelf.TidyAsync(db, userId, videoId, ct);
                continue;
            }

            // First who works, then what is there: what ends in between has written its rows by then.
            if (await IsBeingWrittenAsync(db, userId, name, ct) || await IsNamedAsync(db, videoId, name, key, ct)) continue;
            log.LogInformation("Removed {Key}, which belongs to nothing", key);
            await store.DeleteAsync(key, ct);
        }
    }

    private async Task<bool> IsBeingWrittenAsync(AppDbContext db, Guid userId, string name, CancellationToken ct)
    {
        var active = db.Jobs.Where(job => job.UserId == userId && (job.Status == JobStatus.Queued || job.Status == JobStatus.Running));
        if (JobOf(name) is not { } id) return await active.AnyAsync(ct);
        return !(id.MadeAt() <= clock.GetUtcNow() - Young) || await active.AnyAsync(job => job.Id == id, ct);
    }

    private static async Task<bool> IsNamedAsync(AppDbContext db, Guid videoId, string name, string key, CancellationToken ct) => JobOf(name) is null
        ? await db.Videos.AnyAsync(video => video.Id == videoId, ct)
        : await db.Videos.AnyAsync(video => video.Files == key, ct) || await db.VideoVersions.AnyAsync(version => version.VideoId == videoId && version.Files == key, ct)
            || await db.VideoRenditions.AnyAsync(rendition => rendition.VideoId == videoId && rendition.Files == key, ct);

    /// <summary>The job in whose run the files were made; null for those that came with an import, and the like.</summary>
    private static Guid? JobOf(string name) => name.Length > 33 && name[32] == '-' && Guid.TryParseExact(name[..32], "N", out var id) ? id : null;
}
