using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Videos;

namespace Synthora.Features.Quotas;

/// <summary>
/// What may be used each day. The counter changes by one statement that also checks it, so that of two requests at the
/// same moment only one gets the last; deleting a video gives nothing back.
/// </summary>
public sealed class DailyAllowance(UserLimits limits)
{
    /// <summary>Takes one video from today's. Within the caller's transaction: a refusal must roll it back.</summary>
    public async Task<Error?> TakeVideoAsync(AppDbContext db, Video video, Role role, DateTimeOffset now, CancellationToken ct)
    {
        if (video.CountedOn is not null) return null;
        var most = (await limits.OfAsync(db, video.UserId, role, ct)).VideosPerDay;
        var day = Day(now);
        var taken = await db.Database.ExecuteSqlAsync(
            $"""
             insert into usage_days as used (user_id, day, videos, llm_calls) values ({video.UserId}, {day}, 1, 0)
             on conflict (user_id, day) do update set videos = used.videos + 1 where {most}::integer is null or used.videos < {most}::integer
             """, ct);
        if (taken == 0) return Exceeded(most!.Value, now);
        video.CountedOn = day;
        return null;
    }

    /// <summary>A failure is not the user's.</summary>
    public static async Task GiveBackVideoAsync(AppDbContext db, Video video, CancellationToken ct)
    {
        if (video.CountedOn is not { } day) return;
        await db.Database.ExecuteSqlAsync($"update usage_days set videos = greatest(videos - 1, 0) where user_id = {video.UserId} and day = {day}", ct);
        video.CountedOn = null;
    }

    /// <summary>Takes one call to a language model on the platform's key.</summary>
    /// <returns>False when today's are used up.</returns>
    public async Task<bool> TakeLlmCallAsync(AppDbContext db, Guid userId, DateTimeOffset now, CancellationToken ct)
    {
        var role = await db.Users.IgnoreQueryFilters().Where(user => user.Id == userId).Select(user => user.Role).SingleAsync(ct);
        var most = (await limits.OfAsync(db, userId, role, ct)).LlmCallsPerDay;
        var day = Day(now);
        return await db.Database.ExecuteSqlAsync(
            $"""
             insert into usage_days as used (user_id, day, videos, llm_calls) values ({userId}, {day}, 0, 1)
             on conflict (user_id, day) do update set llm_calls = used.llm_calls + 1 where {most}::integer is null or used.llm_calls < {most}::integer
             """, ct) == 1;
    }

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    public static DateTimeOffset ResetsAt(DateTimeOffset now) => new(Day(now).AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);

    private static Error Exceeded(int limit, DateTimeOffset now) => new(
        ErrorKind.TooMany, "daily_limit_reached", $"Today's {(limit == 1 ? "video is" : $"{limit} videos are")} used up. The next day starts at midnight UTC.",
        new Dictionary<string, object?> { ["limit"] = limit, ["resets_at"] = ResetsAt(now) });
}
