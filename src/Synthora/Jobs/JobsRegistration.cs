using Microsoft.Extensions.Options;
using Npgsql;
using Quartz;

namespace Synthora.Jobs;

public static class JobsRegistration
{
    /// <summary>Adds the queue, and the workers when this process is to work.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services, JobsOptions jobs)
    {
        services.AddSingleton(Options.Create(jobs));
        services.AddSingleton<NodeName>();
        services.AddSingleton<JobTable>();
        services.AddSingleton<KnownWork>();
        services.AddSingleton<JobSignals>();
        services.AddSingleton<JobQueue>();
        services.AddHostedService<JobSignalListener>();
        AddScheduler(services, jobs);
        services.AddHostedService<ScheduleInstaller>();
        if (!jobs.Work) return services;

        services.AddScoped<JobRunner>();
        services.AddHostedService<WorkerPulse>();
        // Last, so that it stops first: running jobs are handed back while everything they need still works.
        services.AddQuartzHostedService(quartz => quartz.WaitForJobsToComplete = true);
        return services;
    }

    private static void AddScheduler(IServiceCollection services, JobsOptions jobs) => services.AddQuartz(quartz =>
    {
        var (render, light) = (jobs.LimitOf(Lane.Render), jobs.LimitOf(Lane.Light));
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "synthora";
            scheduler.InstanceId = $"{Environment.MachineName}-{Guid.CreateVersion7():N}";
            scheduler.IdleWaitTime = TimeSpan.FromSeconds(jobs.IdleWaitSeconds);
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs;
        });
        // Two more than the lanes hold, so that the clock's own jobs never wait for a render.
        quartz.UseDefaultThreadPool(render + light + 2);
        quartz.UseExecutionLimits(limits =>
        {
            limits.ForGroup(Lane.Render, render);
            limits.ForGroup(Lane.Light, light);
        });
        quartz.UsePersistentStore(store =>
        {
            store.UsePostgres(source => source.UseRegisteredDataSource = true);
            store.UseClustering(cluster =>
            {
                cluster.CheckinInterval = TimeSpan.FromSeconds(jobs.CheckinSeconds);
                cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(jobs.CheckinThresholdSeconds);
            });
            store.ConfigureStore(ado =>
            {
                ado.TablePrefix = "quartz.qrtz_";
                ado.StoreJobDataAsStrings = true;
                ado.SchemaProvisioning = SchemaProvisioning.Validate;
                ado.RecoverFiringsCancelledByShutdown = true;
                ado.MisfireThreshold = TimeSpan.FromSeconds(30);
                ado.DbRetryInterval = TimeSpan.FromSeconds(3);
                ado.CommandTimeout = TimeSpan.FromSeconds(10);
            });
        });
    });
}
