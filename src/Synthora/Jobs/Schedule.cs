using Microsoft.Extensions.Options;
using Quartz;

namespace Synthora.Jobs;

/// <summary>Work that comes round by the clock. Each tick is a query for what is due, so a late or repeated one does no harm.</summary>
/// <param name="Cron">Quartz form with seconds, in UTC.</param>
public sealed record PeriodicJob(string Name, string Cron, Type Job);

/// <summary>Puts the jobs of this version into the scheduler and takes out those that the code no longer has.</summary>
public sealed class ScheduleInstaller(ISchedulerFactory schedulers, IEnumerable<PeriodicJob> periodic, IOptions<JobsOptions> options) : IHostedService
{
    private const string Group = "periodic";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var lane in Lane.All)
        {
            var token = JobBuilder.Create<LaneToken>().WithIdentity(JobQueue.TokenJob(lane)).StoreDurably().RequestRecovery()
                .UsingJobData(LaneToken.LaneKey, lane).Build();
            await scheduler.AddJob(token, new AddJobOptions { Replace = true }, cancellationToken);
        }

        PeriodicJob[] all = [new("sweep", $"0/{options.Value.SweepSeconds} * * * * ?", typeof(Sweep)), .. periodic];
        foreach (var one in all) await InstallAsync(scheduler, one, cancellationToken);
        var known = all.Select(one => one.Name).ToHashSet();
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.GroupEquals(Group), cancellationToken))
            if (!known.Contains(key.Name)) await scheduler.UnscheduleJob(key, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task InstallAsync(IScheduler scheduler, PeriodicJob one, CancellationToken ct)
    {
        var job = JobBuilder.Create().OfType(one.Job).WithIdentity(one.Name, Group).StoreDurably().Build();
        await scheduler.AddJob(job, new AddJobOptions { Replace = true }, ct);
        var trigger = TriggerBuilder.Create()
            .WithIdentity(one.Name, Group)
            .ForJob(job)
            .WithExecutionGroup(Group)
            .WithCronSchedule(one.Cron, cron => cron.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.DoNothing))
            .Build();
        await scheduler.ScheduleTrigger(trigger, TriggerConflict.Replace, ct);
    }
}
