using Synthora.Data;

namespace Synthora.Features.Audit;

public sealed class AuditLog(Database database, TimeProvider clock)
{
    public async Task WriteAsync(Caller caller, string action, string target, string? note, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        db.Add(New(caller, action, target, note));
        await db.SaveChangesAsync(ct);
    }

    internal AuditEntry New(Caller caller, string action, string target, string? note = null, string? before = null, string? after = null) => new()
    {
        ActorId = caller.UserId,
        Action = action,
        Target = target,
        Note = note,
        Before = before,
        After = after,
        RequestId = caller.RequestId.Length > 0 ? caller.RequestId : null,
        At = clock.GetUtcNow(),
    };
}
