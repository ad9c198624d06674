using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Accounts;

/// <summary>Sees to it that an installation never loses its last administrator.</summary>
internal static class AdminGuard
{
    /// <summary>
    /// Null when somebody else stays. Within the caller's transaction: whoever changes administrators waits here, so that two
    /// of them cannot dismiss each other.
    /// </summary>
    public static async Task<Error?> RefuseIfLastAsync(this AppDbContext db, User user, CancellationToken ct)
    {
        if (user.Role != Role.Admin || !user.IsActive) return null;
        var admins = await db.Database.SqlQuery<Guid>($"select id as \"Value\" from users where role = 'admin' and is_active order by id for update").ToListAsync(ct);
        return admins.Any(id => id != user.Id) ? null : AccountErrors.LastAdmin;
    }
}
