using Microsoft.EntityFrameworkCore;
using Npgsql;
using Synthora.Data;
using Synthora.Features.Quotas;
using Synthora.Features.Videos.Crew;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>Takes a failed or timed-out video up again at the first step that is not finished.</summary>
internal sealed class RetryVideo(Database database, VideoBudget budget, DailyAllowance allowance, JobQueue queue, TimeProvider clock)
{
    public async Task<Result<AcceptedVideo>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var video = await db.Videos.FromSql($"select * from videos where id = {videoId} for update").SingleOrDefaultAsync(ct);
        if (video is null) return Errors.NotFound("video");
        if (!video.CanRetry) return Errors.InvalidState($"A video that is {EnumText.Of(video.Status)} cannot be retried.");
        if (video.MoveTo(VideoStatus.Queued, now) is { } refusal) return refusal;
        var job = VideoJobs.New(video, now);
        video.JobId = job.Id;
        db.Jobs.Add(job);
        try
        {
            await db.SaveChangesAsync(ct);
            if (await allowance.TakeVideoAsync(db, video, caller.Role, now, ct) is { } usedUp) return usedUp;
            await db.SaveChangesAsync(ct);
            if (await budget.ReserveAsync(db, video, ct) is { } tooDear) return tooDear;
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { ConstraintName: VideoMapping.OneActivePerUser })
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return await CreateVideo.GenerationInProgressAsync(db, ct);
        }

        await queue.WakeAsync(job.Id, job.Lane, job.Fence, ct);
        return new AcceptedVideo(job.Id, "queued", null, await db.ViewAsync(video, ct));
    }
}
