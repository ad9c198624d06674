using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>Every hour: expires videos, removes what was deleted a day ago, orders of removed videos that are paid for, half-made files that no run will need, and forgets old sign-in failures.</summary>
[DisallowConcurrentExecution]
internal sealed class Upkeep(Database database, VideoFiles files, VideoExpiry expiry, DeleteVideo delete, TimeProvider clock) : IJob
{
    private static readonly TimeSpan KeepSteps = TimeSpan.FromHours(24);

    /// <summary>Whatever lies on a desk can be fetched or rendered again; after so long nobody is editing any more.</summary>
    private static readonly TimeSpan KeepDesks = TimeSpan.FromDays(7);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        await expiry.RunAsync(cancellationToken);
        var discarded = await db.Videos.Where(video => video.DeletedAt < now - DiscardVideo.Restorable).Select(video => new { video.Id, video.UserId }).ToListAsync(cancellationToken);
        foreach (var video in discarded) await delete.HandleAsync(new Caller(video.UserId, Role.Free), video.Id, cancellationToken);
        await EndOrphansAsync(db, now, cancellationToken);
        // What a vendor may be about to take outlives its video for as long as anybody could be told of it.
        await db.ProviderOrders.Where(order => !db.Videos.Any(video => video.Id == order.VideoId) && (order.IsSettled || (order.Job == null && order.UpdatedAt < now.AddHours(-1)))).ExecuteDeleteAsync(cancellationToken);
        await RemoveWorkAsync(db, now - KeepSteps, cancellationToken);
        await RemoveDesksAsync(db, now - KeepDesks, cancellationToken);
        await db.SignInFailures.Where(failure => failure.At < now - KeepSteps).ExecuteDeleteAsync(cancellationToken);
        await db.RefreshTokens.Where(token => token.UsedAt < now.AddDays(-30)).ExecuteDeleteAsync(cancellationToken);
        await db.Sessions.Where(session => session.ExpiresAt < now.AddDays(-7)).ExecuteDeleteAsync(cancellationToken);
        await db.Videos.Where(video => video.IdempotencyKey != null && video.CreatedAt < now - KeepSteps)
            .ExecuteUpdateAsync(set => set.SetProperty(video => video.IdempotencyKey, (string?)null).SetProperty(video => video.WishHash, (string?)null), cancellationToken);
    }

    /// <summary>Jobs whose video is gone or has ended: nobody waits for what they would make.</summary>
    private static async Task EndOrphansAsync(AppDbContext db, DateTimeOffset now, CancellationToken ct)
    {
        var orphans = db.Jobs.Where(job => job.Type == VideoJobs.Type && job.CreatedAt < now.AddMinutes(-5)
            && !db.Videos.Any(video => video.Id == job.VideoId && (video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing)));
        await orphans.Where(job => job.Status == JobStatus.Running && !job.CancelRequested).ExecuteUpdateAsync(set => set.SetProperty(job => job.CancelRequested, true), ct);
        await orphans.Where(job => job.Status == JobStatus.Queued)
            .ExecuteUpdateAsync(set => set.SetProperty(job => job.Status, JobStatus.Cancelled).SetProperty(job => job.CompletedAt, now), ct);
    }

    private async Task RemoveWorkAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct)
    {
        if (!Directory.Exists(files.WorkRoot)) return;
        foreach (var folder in Directory.EnumerateDirectories(files.WorkRoot))
        {
            if (!Guid.TryParseExact(Path.GetFileName(folder), "N", out var id))
            {
                // Where an upload was looked into when the process was killed.
                if (Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime) Directory.Delete(folder, recursive: true);
                continue;
            }

            var needed = await db.Videos.AnyAsync(
                video => video.Id == id && (video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing || video.UpdatedAt > before), ct);
            if (!needed && Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime) files.RemoveWork(id);
        }

        foreach (var archive in Directory.EnumerateFiles(files.WorkRoot, "*.zip"))
            if (File.GetLastWriteTimeUtc(archive) < before.UtcDateTime) File.Delete(archive);
        foreach (var held in Directory.EnumerateFiles(files.WorkRoot, "*.lock"))
            if (!Directory.Exists(Path.ChangeExtension(held, null)) && File.GetLastWriteTimeUtc(held) < before.UtcDateTime) WorkFolder.RemoveLock(held);
    }

    private async Task RemoveDesksAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct)
    {
        if (!Directory.Exists(files.DeskRoot)) return;
        foreach (var folder in Directory.EnumerateDirectories(files.DeskRoot))
        {
            if (!Guid.TryParseExact(Path.GetFileName(folder), "N", out var id)) continue;
            var edited = await db.VideoDrafts.AnyAsync(draft => draft.VideoId == id && draft.UpdatedAt > before, ct)
                || await db.VideoVersions.AnyAsync(version => version.VideoId == id && version.State == VersionState.Rendering, ct)
                || await db.VideoRenditions.AnyAsync(rendition => rendition.VideoId == id && rendition.State == RenditionState.Making, ct);
            if (!edited && Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime) files.RemoveDesk(id);
        }
    }
}
