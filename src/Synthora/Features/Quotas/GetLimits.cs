using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;
using Synthora.Features.Videos;

namespace Synthora.Features.Quotas;

/// <param name="Limit">Null is unlimited, and so is what remains then.</param>
public sealed record DailyUse(int? Limit, int Used, int? Remaining, DateTimeOffset ResetsAt);

public sealed record StorageUsed(long? LimitBytes, long UsedBytes, long? UploadLimitBytes, IReadOnlyDictionary<string, long> Parts);

/// <param name="ActiveGeneration">The video that is being made now; while there is one no other can be started.</param>
/// <param name="HasOwnLimits">An administrator made an exception for this user.</param>
public sealed record LimitsResponse(
    Role Role, DailyUse Videos, DailyUse PlatformLlmCalls, Guid? ActiveGeneration, int? RetentionDays, StorageUsed Storage, bool HasOwnLimits, FeatureAccess Features);

/// <summary>What the caller may, and how much of it is used.</summary>
public sealed class GetLimits(Database database, UserLimits limits, StorageQuota storage, TimeProvider clock)
{
    public async Task<Result<LimitsResponse>> HandleAsync(Caller caller, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await OfAsync(db, caller.UserId, caller.Role, ct);
    }

    internal async Task<LimitsResponse> OfAsync(AppDbContext db, Guid userId, Role role, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var today = DailyAllowance.Day(now);
        var effective = await limits.OfAsync(db, userId, role, ct);
        var used = await db.UsageDays.AsNoTracking().SingleOrDefaultAsync(day => day.UserId == userId && day.Day == today, ct);
        var active = await db.Videos.Where(video => video.UserId == userId && (video.Status == VideoStatus.Queued || video.Status == VideoStatus.Processing))
            .Select(video => (Guid?)video.Id).FirstOrDefaultAsync(ct);
        var parts = await storage.PartsAsync(db, userId, ct);
        return new(
            role, Use(effective.VideosPerDay, used?.Videos ?? 0), Use(effective.LlmCallsPerDay, used?.LlmCalls ?? 0), active, effective.RetentionDays,
            new(effective.StorageBytes, parts.Values.Sum(), effective.UploadBytes, parts), await db.LimitOverrides.AnyAsync(row => row.UserId == userId, ct), UserLimits.Access(role, effective));

        DailyUse Use(int? limit, int taken) => new(limit, taken, limit is { } most ? Math.Max(0, most - taken) : null, DailyAllowance.ResetsAt(now));
    }
}
