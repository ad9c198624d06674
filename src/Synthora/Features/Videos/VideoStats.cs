using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos;

/// <param name="ByStatus">Every status, those with none too.</param>
/// <param name="SuccessRate">Finished among those that ended by themselves, 0–1; null before there is one.</param>
/// <param name="AverageDurationS">Length of a finished video.</param>
/// <param name="MedianGenerationS">From the first step's start to the finished file.</param>
/// <param name="Bytes">What the finished files take.</param>
public sealed record VideoStats(
    int Total, IReadOnlyDictionary<string, int> ByStatus, int CreatedToday, int CreatedLast30Days, double? SuccessRate,
    double? AverageDurationS, double? MedianGenerationS, long Bytes);

/// <param name="Users">Users who have made a video.</param>
public sealed record AllVideoStats(VideoStats Videos, int Users, IReadOnlyList<StepStats> Steps, IReadOnlyList<LaneStats> Queues);

/// <param name="MedianS">Of the finished ones of the last 30 days.</param>
public sealed record StepStats(GenerationStep Step, string? Provider, int Completed, int Failed, double? MedianS);

/// <param name="OldestWaitS">How long the first in the line has waited.</param>
public sealed record LaneStats(string Lane, int Queued, int Running, double? OldestWaitS, int CompletedLastDay, int FailedLastDay);

/// <summary>Counts and averages over videos: the caller's own, or everybody's for administrators.</summary>
public sealed class GetVideoStats(Database database, TimeProvider clock)
{
    public async Task<Result<VideoStats>> OwnAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await StatsAsync(db, caller.UserId, ct);
    }

    public async Task<Result<AllVideoStats>> AllAsync(Caller caller, CancellationToken ct)
    {
        if (!caller.IsAdmin) return new Error(ErrorKind.Forbidden, "forbidden", "Only administrators can see everybody's figures.");
        await using var db = database.OpenForSystem();
        var since = clock.GetUtcNow().AddDays(-30);
        var steps = await db.Database.SqlQuery<StepRow>(
            $"""
             select step as "Step", provider as "Provider", count(*) filter (where status = 'completed')::int as "Completed", count(*) filter (where status = 'failed')::int as "Failed",
               percentile_cont(0.5) within group (order by extract(epoch from ended_at - started_at)::float8) filter (where status = 'completed') as "MedianS"
             from video_steps where started_at > {since} and status in ('completed', 'failed') group by step, provider
             """).ToListAsync(ct);
        var lanes = await db.Database.SqlQuery<LaneStats>(
            $"""
             select lane as "Lane", count(*) filter (where status = 'queued')::int as "Queued", count(*) filter (where status = 'running')::int as "Running",
               extract(epoch from now() - min(created_at) filter (where status = 'queued'))::float8 as "OldestWaitS",
               count(*) filter (where status = 'completed' and completed_at > now() - interval '1 day')::int as "CompletedLastDay",
               count(*) filter (where status = 'failed' and completed_at > now() - interval '1 day')::int as "FailedLastDay"
             from jobs where status in ('queued', 'running') or completed_at > now() - interval '1 day' group by lane order by lane
             """).ToListAsync(ct);
        return new AllVideoStats(
            await StatsAsync(db, null, ct), await db.Videos.Select(video => video.UserId).Distinct().CountAsync(ct),
            [.. steps.Select(row => new StepStats(EnumText.Parse<GenerationStep>(row.Step), row.Provider, row.Completed, row.Failed, row.MedianS)).OrderBy(row => row.Step).ThenBy(row => row.Provider)],
            lanes);
    }

    /// <param name="userId">Null for everybody's.</param>
    private async Task<VideoStats> StatsAsync(AppDbContext db, Guid? userId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var counts = await db.Videos.GroupBy(video => video.Status).Select(group => new
        {
            group.Key,
            All = group.Count(),
            Today = group.Count(video => video.CreatedAt >= today),
            LastDays = group.Count(video => video.CreatedAt >= now.AddDays(-30)),
        }).ToDictionaryAsync(one => one.Key, ct);
        var finished = await db.Database.SqlQuery<FinishedRow>(
            $"""
             select avg(duration_s) as "AverageS", percentile_cont(0.5) within group (order by extract(epoch from completed_at - generation_started_at)::float8) as "MedianS",
               coalesce(sum(file_size) filter (where status = 'completed'), 0)::bigint as "Bytes"
             from videos where status in ('completed', 'expired') and deleted_at is null and ({userId}::uuid is null or user_id = {userId})
             """).SingleAsync(ct);
        var (done, failed) = (Of(VideoStatus.Completed) + Of(VideoStatus.Expired), Of(VideoStatus.Failed));
        return new VideoStats(
            counts.Values.Sum(one => one.All), Enum.GetValues<VideoStatus>().ToDictionary(EnumText.Of, Of),
            counts.Values.Sum(one => one.Today), counts.Values.Sum(one => one.LastDays),
            done + failed == 0 ? null : Math.Round((double)done / (done + failed), 4), finished.AverageS, finished.MedianS, finished.Bytes);

        int Of(VideoStatus status) => counts.GetValueOrDefault(status)?.All ?? 0;
    }

    private sealed record StepRow(string Step, string? Provider, int Completed, int Failed, double? MedianS);

    private sealed record FinishedRow(double? AverageS, double? MedianS, long Bytes);
}
