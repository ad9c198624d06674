using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Features.Videos.Editing;

namespace Synthora.Features.Videos;

/// <summary>Ends videos that have made no progress for half an hour.</summary>
[DisallowConcurrentExecution]
internal sealed class StuckVideos(Database database, CancelVideo cancel, TimeProvider clock, ILogger<StuckVideos> log) : IJob
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Limit;
        await using var db = database.OpenForSystem();
        var stuck = await db.Videos.Where(video => video.Status == VideoStatus.Processing && video.LastStepUpdatedAt < before)
            .Select(video => video.Id).ToListAsync(cancellationToken);
        foreach (var id in stuck)
        {
            log.LogWarning("Video {VideoId} made no progress for {Minutes} minutes and is cancelled", id, Limit.TotalMinutes);
            await cancel.TimeOutAsync(id, cancellationToken);
        }
    }
}

/// <summary>Every hour: expires videos, removes half-made files that no run will need and forgets old sign-in failures.</summary>
[DisallowConcurrentExecution]
internal sealed class Upkeep(Database database, VideoFiles files, TimeProvider clock) : IJob
{
    private static readonly TimeSpan KeepSteps = TimeSpan.FromHours(24);

    /// <summary>Whatever lies on a desk can be fetched or rendered again; after so long nobody is editing any more.</summary>
    private static readonly TimeSpan KeepDesks = TimeSpan.FromDays(7);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        foreach (var video in await db.Videos.Where(row => row.Status == VideoStatus.Completed && row.ExpiresAt < now).ToListAsync(cancellationToken))
        {
            video.Expire(now);
            await db.SaveChangesAsync(cancellationToken);
            await db.VideoDrafts.Where(draft => draft.VideoId == video.Id).ExecuteDeleteAsync(cancellationToken);
            await db.VideoVersions.Where(version => version.VideoId == video.Id).ExecuteDeleteAsync(cancellationToken);
            await files.RemoveStoredAsync(video.UserId, video.Id, cancellationToken);
        }

        await RemoveWorkAsync(db, now - KeepSteps, cancellationToken);
        await RemoveDesksAsync(db, now - KeepDesks, cancellationToken);
        await db.SignInFailures.Where(failure => failure.At < now - KeepSteps).ExecuteDeleteAsync(cancellationToken);
        await db.RefreshTokens.Where(token => token.UsedAt < now.AddDays(-30)).ExecuteDeleteAsync(cancellationToken);
        await db.Sessions.Where(session => session.ExpiresAt < now.AddDays(-7)).ExecuteDeleteAsync(cancellationToken);
        await db.Videos.Where(video => video.IdempotencyKey != null && video.CreatedAt < now - KeepSteps)
            .ExecuteUpdateAsync(set => set.SetProperty(video => video.IdempotencyKey, (string?)null), cancellationToken);
    }

    private async Task RemoveWorkAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct)
    {
        if (!Directory.Exists(files.WorkRoot)) return;
        foreach (var folder in Directory.EnumerateDirectories(files.WorkRoot))
        {
            if (!Guid.TryParseExact(Path.GetFileName(folder), "N", out var id)) continue;
            var needed = await db.Videos.AnyAsync(
                video => video.Id == id && (video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing || video.UpdatedAt > before), ct);
            if (!needed && Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime) files.RemoveWork(id);
        }
    }

    private async Task RemoveDesksAsync(AppDbContext db, DateTimeOffset before, CancellationToken ct)
    {
        if (!Directory.Exists(files.DeskRoot)) return;
        foreach (var folder in Directory.EnumerateDirectories(files.DeskRoot))
        {
            if (!Guid.TryParseExact(Path.GetFileName(folder), "N", out var id)) continue;
            var edited = await db.VideoDrafts.AnyAsync(draft => draft.VideoId == id && draft.UpdatedAt > before, ct)
                || await db.VideoVersions.AnyAsync(version => version.VideoId == id && version.State == VersionState.Rendering, ct);
            if (!edited && Directory.GetLastWriteTimeUtc(folder) < before.UtcDateTime) files.RemoveDesk(id);
        }
    }
}
