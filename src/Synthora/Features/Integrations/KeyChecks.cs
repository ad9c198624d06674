using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;

namespace Synthora.Features.Integrations;

/// <summary>Keys that wait to be checked. The row is the truth: one that is lost here is found by <see cref="UncheckedKeys"/>.</summary>
internal sealed class KeyChecks
{
    private readonly Channel<Guid> _waiting = Channel.CreateBounded<Guid>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Ask(Guid integrationId) => _waiting.Writer.TryWrite(integrationId);

    public IAsyncEnumerable<Guid> TakeAsync(CancellationToken ct) => _waiting.Reader.ReadAllAsync(ct);
}

/// <summary>Checks keys soon after they were stored, a few at a time, so that one slow provider holds nobody up.</summary>
internal sealed class KeyCheckWorker(KeyChecks checks, ValidateIntegration validate, ILogger<KeyCheckWorker> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        checks.TakeAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = stoppingToken }, async (id, ct) =>
        {
            try
            {
                await validate.CheckAsync(id, ct);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogWarning("The key of integration {IntegrationId} could not be checked yet: {Reason}", id, exception.Message);
            }
        });
}

/// <summary>Every minute: keys whose check was lost with the process that should have made it.</summary>
[DisallowConcurrentExecution]
internal sealed class UncheckedKeys(Database database, ValidateIntegration validate, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().AddMinutes(-1);
        await using var db = database.OpenForSystem();
        var lost = await db.Integrations.Where(row => row.ValidationStatus == ValidationStatus.Pending && row.UpdatedAt < before)
            .OrderBy(row => row.UpdatedAt).Select(row => row.Id).Take(20).ToListAsync(cancellationToken);
        foreach (var id in lost) await validate.CheckAsync(id, cancellationToken);
    }
}
