using Microsoft.EntityFrameworkCore;

namespace Synthora.Features.Audit;

internal static class AuditMapping
{
    public static void Map(ModelBuilder model) => model.Entity<AuditEntry>(entry =>
    {
        entry.ToTable("audit_entries");
        entry.HasIndex(row => new { row.ActorId, row.Action, row.At });
        entry.HasIndex(row => row.At);
    });
}
