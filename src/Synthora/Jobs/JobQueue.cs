using Quartz;

namespace Synthora.Jobs;

/// <summary>
/// Wakes a worker for a job whose row is already committed. A failure here is no failure of the request: the sweep finds
/// the row within seconds.
/// </summary>
public sealed class JobQueue(ISchedulerFactory schedulers, JobSignals signals, ILogger<JobQueue> log)
{
    internal static JobKey TokenJob(string lane) => new("run-" + lane, "work");

    public async Task WakeAsync(Guid jobId, string lane, long fence, CancellationToken ct)
    {
        try
        {
            var scheduler = await schedulers.GetScheduler(ct);
            await ScheduleAsync(scheduler, jobId, lane, fence, ct);
            await signals.WakeAsync(ct);
        }
        catch (Exception exception) when (exception is SchedulerException || Transient.Is(exception))
        {
            log.LogWarning("Job {JobId} is stored but nobody was woken; the sweep will: {Reason}", jobId, exception.Message);
        }
    }

    /// <summary>A firing is a token for its lane, not for this job: whoever gets it claims the best row.</summary>
    internal static async Task ScheduleAsync(IScheduler scheduler, Guid jobId, string lane, long fence, CancellationToken ct)
    {
        var token = TriggerBuilder.Create()
            .WithIdentity($"{jobId:N}-{fence}", "work")
            .ForJob(TokenJob(lane))
            .WithExecutionGroup(lane)
            .WithSimpleSchedule(schedule => schedule.WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires))
            .StartNow()
            .Build();
        await scheduler.ScheduleTrigger(token, TriggerConflict.Keep, ct);
    }
}

/// <summary>The scheduler's side of a token: run one job of the lane, whichever is best.</summary>
internal sealed class LaneToken(JobRunner runner) : IJob
{
    public const string LaneKey = "lane";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await runner.RunOneAsync(context.MergedJobDataMap.GetString(LaneKey)!, context.FireInstanceId, cancellationToken);
}

/// <summary>Wakes jobs whose token was lost or whose worker vanished.</summary>
[DisallowConcurrentExecution]
internal sealed class Sweep(JobTable table, JobSignals signals, KnownWork work, ILogger<Sweep> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) =>
        await RunAsync(context.Scheduler, cancellationToken);

    internal async Task RunAsync(IScheduler scheduler, CancellationToken ct)
    {
        var unheld = await table.FindUnheldAsync(work.Kinds, ct);
        foreach (var (id, lane, fence) in unheld)
        {
            try
            {
                await JobQueue.ScheduleAsync(scheduler, id, lane, fence, ct);
            }
            catch (SchedulerException) when (scheduler.Status is SchedulerStatus.ShuttingDown or SchedulerStatus.Shutdown || ct.IsCancellationRequested)
            {
                // This process is going; the sweep of another, or of the next start, finds them.
                return;
            }
            catch (SchedulerException exception)
            {
                log.LogWarning("Job {JobId} could not be woken; the next sweep tries again: {Reason}", id, exception.Message);
            }
        }

        if (unheld.Count > 0) await signals.WakeAsync(ct);
    }
}
