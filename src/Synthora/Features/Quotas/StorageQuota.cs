using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Quotas;

/// <summary>Tells how many bytes of a user's storage a feature's rows hold, unfinished uploads at their declared size. Every feature that keeps files registers one.</summary>
public sealed record StorageUse(string Name, Func<AppDbContext, Guid, CancellationToken, Task<long>> BytesAsync);

/// <summary>
/// Keeps users within their storage. What is used is counted from the rows themselves, so it cannot drift; requests of one
/// user are put in a row, so that two of them cannot both take the last gigabyte.
/// </summary>
public sealed class StorageQuota(IEnumerable<StorageUse> uses, UserLimits limits)
{
    /// <summary>Null when the bytes fit. Within the caller's transaction, which then writes the row that holds them.</summary>
    /// <param name="bytes">0 asks whether there is any room at all.</param>
    public async Task<Error?> RefuseAsync(AppDbContext db, Guid userId, Role role, long bytes, CancellationToken ct)
    {
        if ((await limits.OfAsync(db, userId, role, ct)).StorageBytes is not { } most) return null;
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({$"storage/{userId:N}"}, 0))", ct);
        var used = await UsedAsync(db, userId, ct);
        return bytes == 0 ? (used < most ? null : Exceeded(used, most, bytes)) : used + bytes <= most ? null : Exceeded(used, most, bytes);
    }

    public async Task<long> UsedAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var sum = 0L;
        foreach (var use in uses) sum += await use.BytesAsync(db, userId, ct);
        return sum;
    }

    /// <summary>What each feature holds, for the usage page.</summary>
    public async Task<IReadOnlyDictionary<string, long>> PartsAsync(AppDbContext db, Guid userId, CancellationToken ct)
    {
        var parts = new Dictionary<string, long>();
        foreach (var use in uses) parts[use.Name] = await use.BytesAsync(db, userId, ct);
        return parts;
    }

    private static Error Exceeded(long used, long most, long bytes) => new(
        ErrorKind.TooMany, "quota_exceeded", $"Your storage of {Shown(most)} holds {Shown(used)} already{(bytes > 0 ? $", and this needs {Shown(bytes)}" : "")}. Delete what you no longer need.",
        new Dictionary<string, object?> { ["used_bytes"] = used, ["limit_bytes"] = most, ["needed_bytes"] = bytes });

    private static string Shown(long bytes) => bytes >= 1 << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):0.#} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bytes / (double)(1 << 20)):0} MiB");
}
