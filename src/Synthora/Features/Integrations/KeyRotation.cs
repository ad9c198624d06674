using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Security;

namespace Synthora.Features.Integrations;

/// <param name="Unreadable">Keys whose master key is gone.</param>
internal sealed record RotatedKeys(string KeyId, int Sealed, int Unreadable);

/// <summary>
/// Seals every stored key with a new master key, row by row, while the product runs. Interrupted, it goes on where it was:
/// a new master key is made only when nothing is left to do for the current one.
/// </summary>
internal sealed class KeyRotation(Database database, MasterKeys keys)
{
    private const int Batch = 100;
    private const long Lock = 0x53594E_0002;
    private readonly KeyVault _vault = new(keys);

    public async Task<RotatedKeys> RunAsync(CancellationToken ct)
    {
        await using var holder = await database.Source.OpenConnectionAsync(ct);
        await using var take = new Npgsql.NpgsqlCommand("select pg_advisory_lock($1)", holder) { Parameters = { new() { Value = Lock } }, CommandTimeout = 600 };
        await take.ExecuteNonQueryAsync(ct);
        if (!await IsUnfinishedAsync(ct) && keys.CanGrow) keys.Grow();

        var current = _vault.CurrentKey;
        var unreadable = 0;
        for (var after = Guid.Empty; ;)
        {
            await using var db = database.OpenForSystem();
            var rows = await db.Integrations.AsNoTracking().Where(row => row.SealedBy != current && row.Id > after).OrderBy(row => row.Id).Take(Batch).ToListAsync(ct);
            if (rows.Count == 0) break;
            foreach (var row in rows) unreadable += await ResealAsync(db, row, ct) ? 0 : 1;
            after = rows[^1].Id;
        }

        await using var count = database.OpenForSystem();
        return new RotatedKeys(current, await count.Integrations.CountAsync(row => row.SealedBy == current, ct), unreadable);
    }

    public async Task<IReadOnlyList<(string Id, int Count, bool IsCurrent)>> StatusAsync(CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        var counts = await db.Integrations.GroupBy(row => row.SealedBy).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, ct);
        counts.TryAdd(_vault.CurrentKey, 0);
        return [.. counts.Select(one => (one.Key, one.Value, one.Key == _vault.CurrentKey)).OrderByDescending(one => one.Item3)];
    }

    /// <summary>Whether an earlier rotation left rows that can still be opened.</summary>
    private async Task<bool> IsUnfinishedAsync(CancellationToken ct)
    {
        var current = _vault.CurrentKey;
        await using var db = database.OpenForSystem();
        var others = await db.Integrations.Where(row => row.SealedBy != current).Select(row => row.SealedBy).Distinct().ToListAsync(ct);
        return others.Exists(id => keys.Find(id) is not null);
    }

    private async Task<bool> ResealAsync(AppDbContext db, Integration row, CancellationToken ct)
    {
        SealedSecret fresh;
        try
        {
            fresh = _vault.Seal(_vault.Open(row.Envelope, row.Place), row.Place);
        }
        catch (SealBrokenException)
        {
            return false;
        }

        // A key that its owner replaces at this moment is sealed by the new master key already.
        await db.Integrations.Where(one => one.Id == row.Id && one.SealedBy == row.SealedBy && one.KeyVersion == row.KeyVersion)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Envelope, fresh.Envelope).SetProperty(one => one.SealedBy, fresh.SealedBy), ct);
        return true;
    }
}
