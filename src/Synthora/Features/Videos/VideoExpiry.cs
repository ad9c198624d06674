using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Notifications;

namespace Synthora.Features.Videos;

/// <summary>Warns owners a day ahead, then removes the files of videos whose time is over. The row stays.</summary>
internal sealed class VideoExpiry(Database database, VideoFiles files, TimeProvider clock)
{
    private static readonly TimeSpan Warning = TimeSpan.FromHours(24);

    /// <summary>Videos handled at a time, so that a backlog does not fill the memory.</summary>
    private const int Batch = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await WarnAsync(now, ct);
        await using var db = database.OpenForSystem();
        // What expired but still names files is where a crash came between.
        while (await db.Videos.Where(video => (video.Status == VideoStatus.Completed && video.ExpiresAt <= now) || (video.Status == VideoStatus.Expired && video.Files != null))
            .OrderBy(video => video.ExpiresAt).Take(Batch).ToListAsync(ct) is { Count: > 0 } due)
        {
            foreach (var video in due)
            {
                video.Expire(now);
                await db.SaveChangesAsync(ct);
                await db.UnshelveAsync(video.Id, ct);
                await db.VideoDrafts.Where(draft => draft.VideoId == video.Id).ExecuteDeleteAsync(ct);
                await db.VideoVersions.Where(version => version.VideoId == video.Id).ExecuteDeleteAsync(ct);
                await db.VideoRenditions.Where(rendition => rendition.VideoId == video.Id).ExecuteDeleteAsync(ct);
                await files.RemoveStoredAsync(video.UserId, video.Id, ct);
                video.ForgetFiles();
                await db.SaveChangesAsync(ct);
            }

            db.ChangeTracker.Clear();
        }
    }

    private async Task WarnAsync(DateTimeOffset now, CancellationToken ct)
    {
        var horizon = now + Warning;
        await using var db = database.OpenForSystem();
        var soon = db.Videos.AsNoTracking().Where(video => video.Status == VideoStatus.Completed && video.DeletedAt == null && video.ExpiresAt > now && video.ExpiresAt <= horizon);
        foreach (var video in await soon.OrderBy(video => video.ExpiresAt).ToListAsync(ct)) await db.RaiseAsync(VideoNotices.Expiring(video), now, ct);
    }
}
