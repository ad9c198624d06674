using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Accounts;

namespace Synthora.Features.Quotas;

/// <summary>What one user may now. Null is unlimited.</summary>
/// <param name="ActiveGenerations">Kept by an index of the database and the same for all.</param>
public sealed record EffectiveLimits(int? VideosPerDay, int ActiveGenerations, int? RetentionDays, long? StorageBytes, long? UploadBytes, int? LlmCallsPerDay);

/// <summary>
/// Finds what holds for a user: an exception made for them, else what administrators set for their role, else the
/// configuration.
/// </summary>
public sealed class UserLimits(Limits defaults)
{
    private const long Mb = 1024 * 1024;

    /// <param name="db">Any context: limits are read past the owner's filter.</param>
    public async Task<EffectiveLimits> OfAsync(AppDbContext db, Guid userId, Role role, CancellationToken ct)
    {
        var own = await db.LimitOverrides.IgnoreQueryFilters().AsNoTracking().SingleOrDefaultAsync(row => row.UserId == userId, ct);
        return Of(role, own, await SettingsAsync(db, ct));
    }

    public EffectiveLimits Of(Role role, LimitOverride? own, IReadOnlyDictionary<string, long> settings)
    {
        return new(
            (int?)Bound(own?.VideosPerDay ?? Role(Limit.VideosPerDay)), 1, (int?)Bound(own?.RetentionDays ?? Role(Limit.RetentionDays)),
            Bound(own?.StorageBytes ?? (Role(Limit.StorageMb) * Mb)), Bound(own?.UploadBytes ?? (Role(Limit.UploadMb) * Mb)),
            (int?)Bound(own?.LlmCallsPerDay ?? Role(Limit.LlmCallsPerDay)));

        long Role(Limit limit) => settings.TryGetValue(SettingKey.Of(role, limit), out var value) ? value : 0;
    }

    /// <summary>The value of every setting.</summary>
    public async Task<IReadOnlyDictionary<string, long>> SettingsAsync(AppDbContext db, CancellationToken ct)
    {
        var rows = await db.AppSettings.IgnoreQueryFilters().AsNoTracking().ToDictionaryAsync(row => row.Key, row => row.Value, ct);
        return SettingKey.All.ToDictionary(
            key => key.Key, key => rows.TryGetValue(key.Key, out var text) && key.Parse(text) is { } value ? value : key.Default(defaults));
    }

    public async Task<bool> IsOnAsync(AppDbContext db, string key, CancellationToken ct) => (await SettingsAsync(db, ct))[key] != 0;

    public static FeatureAccess Access(Role role, EffectiveLimits limits) =>
        new(role == Features.Role.Admin, role != Features.Role.Free, role != Features.Role.Free, role != Features.Role.Free, limits.VideosPerDay, limits.RetentionDays);

    private static long? Bound(long value) => value > 0 ? value : null;
}
