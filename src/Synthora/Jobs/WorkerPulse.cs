using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>Shows every few seconds that this worker is alive; health reads it.</summary>
public sealed class WorkerPulse(Database database, NodeName node, KnownWork work, IOptions<JobsOptions> options, ILogger<WorkerPulse> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lanes = string.Join(',', options.Value.Lanes);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var db = database.OpenForSystem();
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into workers (node, lanes, kinds, started_at, seen_at) values ({node.Value}, {lanes}, {work.Kinds}, now(), now())
                    on conflict (node) do update set seen_at = now()
                    """, stoppingToken);
                await db.Database.ExecuteSqlAsync($"delete from workers where seen_at < now() - interval '1 day'", stoppingToken);
            }
            catch (Exception exception) when (Transient.Is(exception))
            {
                log.LogWarning("This worker could not show that it is alive: {Reason}", exception.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(options.Value.Heartbeat, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var db = database.OpenForSystem();
            await db.Database.ExecuteSqlAsync($"delete from workers where node = {node.Value}", cancellationToken);
        }
        // A process that is out of time to stop is taken for gone when its pulse fails to come.
        catch (Exception exception) when (exception is OperationCanceledException || Transient.Is(exception))
        {
            log.LogInformation("This worker could not sign off: {Reason}", exception.Message);
        }
    }
}
