using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;

namespace Synthora.Features.Notifications;

/// <summary>Every night: forgets what users were told long ago.</summary>
[DisallowConcurrentExecution]
internal sealed class NotificationUpkeep(Database database, Limits limits, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddDays(-limits.NotificationDays);
        await using var db = database.OpenForSystem();
        await db.Notifications.Where(row => row.CreatedAt < before).ExecuteDeleteAsync(ct);
        await db.NotificationDigests.Where(row => row.SentAt < before).ExecuteDeleteAsync(ct);
    }
}
