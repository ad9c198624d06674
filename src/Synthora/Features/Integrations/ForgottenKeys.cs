using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Integrations;

internal static class ForgottenKeys
{
    /// <summary>Forgets every key of a user, and with them the defaults that point to their providers. Within the caller's transaction.</summary>
    /// <returns>How many there were.</returns>
    public static async Task<int> ForgetKeysAsync(this AppDbContext db, Guid userId, CancellationToken ct)
    {
        var keys = await db.Integrations.Where(row => row.UserId == userId).ToListAsync(ct);
        if (await db.GenerationDefaults.SingleOrDefaultAsync(row => row.UserId == userId, ct) is { } defaults)
            foreach (var key in keys) defaults.Forget(key.Provider);
        db.Integrations.RemoveRange(keys);
        await db.SaveChangesAsync(ct);
        await db.ProviderTroubles.Where(row => row.UserId == userId).ExecuteDeleteAsync(ct);
        return keys.Count;
    }
}
