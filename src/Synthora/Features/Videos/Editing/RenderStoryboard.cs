using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Jobs;

namespace Synthora.Features.Videos.Editing;

/// <summary>The answer to a rendering that goes on after the request.</summary>
public sealed record AcceptedRendering(Guid TaskId, string Status, DateTimeOffset? EstimatedCompletion, StoryboardResponse Storyboard);

/// <summary>Orders a new version of the video from its draft. The video stays what it is until that version is finished.</summary>
internal sealed class RenderStoryboard(Database database, Storyboards storyboards, StoryboardViews views, StorageQuota storage, JobQueue queue, JobSignals signals, TimeProvider clock)
{
    public async Task<Result<AcceptedRendering>> HandleAsync(Caller caller, Guid videoId, Seen seen, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var found = await storyboards.OpenAsync(db, videoId, ct);
        if (!found.IsOk) return found.Error;
        var open = found.Value;
        if (!open.Draft.IsKnownTo(seen)) return DraftSteps.Conflict(open.Draft.Revision);
        if (open.Shown?.Timeline == open.Step.Timeline) return new Error(ErrorKind.Conflict, "nothing_to_render", "The video already shows this storyboard. Change something first.");

        var now = clock.GetUtcNow();
        var job = new Job { UserId = caller.UserId, Type = VideoRendering.JobType, Lane = Lane.Render, VideoId = videoId, CreatedAt = now };
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await DraftSteps.LockAsync(db, videoId, ct) is not { } draft) return Errors.NotFound("video");
            if (draft.Revision != open.Draft.Revision) return DraftSteps.Conflict(draft.Revision);
            // The new version takes about as much as the one that is shown.
            if (await storage.RefuseAsync(db, caller.UserId, caller.Role, open.Video.StoredBytes ?? open.Video.FileSize ?? 0, ct) is { } full) return full;
            await db.VideoVersions.Where(version => version.VideoId == videoId && version.State == VersionState.Failed).ExecuteDeleteAsync(ct);
            var last = await db.VideoVersions.Where(version => version.VideoId == videoId).MaxAsync(version => (int?)version.Number, ct) ?? 0;
            db.Jobs.Add(job);
            db.VideoVersions.Add(new()
            {
                VideoId = videoId, UserId = caller.UserId, Number = last + 1, State = VersionState.Rendering, JobId = job.Id, Timeline = open.Step.Timeline, Title = open.Video.Title, CreatedAt = now,
            });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Error(ErrorKind.Conflict, "render_in_progress", "The changes are being rendered already. Wait for that, or stop it.");
        }

        db.ChangeTracker.Clear();
        await queue.WakeAsync(job.Id, job.Lane, job.Fence, ct);
        var begun = await storyboards.OpenAsync(db, videoId, ct);
        if (!begun.IsOk) return begun.Error;
        var view = await views.ViewAsync(db, begun.Value, ct);
        return new AcceptedRendering(job.Id, "queued", view.Changes.EstimatedSeconds is { } seconds ? now.AddSeconds(seconds) : null, view);
    }

    /// <summary>Stops a rendering; the draft and what the video shows stay as they are.</summary>
    public async Task<Result<StoryboardResponse>> CancelAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        Job? job;
        var running = false;
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            job = await db.LockJobAsync(videoId, ct);
            if (job?.Type == VideoRendering.JobType)
            {
                running = job.RequestCancel(clock.GetUtcNow());
                if (!running) await db.VideoVersions.Where(version => version.JobId == job.Id && version.State == VersionState.Rendering).ExecuteDeleteAsync(ct);
                await db.SaveChangesAsync(ct);
                await transaction.CommitAsync(ct);
            }
        }

        if (running) await signals.CancelAsync(job!.Id, ct);
        db.ChangeTracker.Clear();
        var open = await storyboards.OpenAsync(db, videoId, ct);
        if (!open.IsOk) return open.Error;
        return job?.Type == VideoRendering.JobType ? await views.ViewAsync(db, open.Value, ct) : Errors.InvalidState("Nothing is being rendered.");
    }
}
