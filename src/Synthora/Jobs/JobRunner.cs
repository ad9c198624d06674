using System.Diagnostics;
using Microsoft.Extensions.Options;
using Synthora.Data;

namespace Synthora.Jobs;

/// <summary>Claims one job of a lane and brings it to an end: done, failed, stopped by its owner, or handed on.</summary>
public sealed class JobRunner(
    Database database, JobTable table, JobSignals signals, NodeName node, IEnumerable<IJobHandler> handlers,
    IOptions<JobsOptions> options, ILogger<JobRunner> log)
{
    private readonly JobsOptions _options = options.Value;
    private readonly Dictionary<string, IJobHandler> _handlers = handlers.ToDictionary(handler => handler.Type);

    /// <param name="owner">Unique for this firing; shows in the row who holds it.</param>
    /// <param name="shutdown">Hands the job back at its saved step.</param>
    /// <returns>False when there was nothing to claim that this version knows how to do.</returns>
    public async Task<bool> RunOneAsync(string lane, string owner, CancellationToken shutdown)
    {
        if (await table.ClaimAsync(lane, [.. _handlers.Keys], owner, node.Value, _options.Lease, shutdown) is not { } job) return false;
        using var scope = log.BeginScope("job {JobId} fence {Fence}", job.Id, job.Fence);
        log.LogInformation("Took {Type} {JobId}, attempt {Attempt}, fence {Fence}", job.Type, job.Id, job.Attempts, job.Fence);
        var handler = _handlers[job.Type];
        if (job.CancelRequested)
        {
            await EndAsync(handler, job, JobStatus.Cancelled, null, (db, ct) => handler.CancelledAsync(db, job, ct));
        }
        else if (job.Takeovers > _options.MaxTakeovers)
        {
            var failure = new JobFailure("worker_lost", $"The worker vanished {job.Takeovers} times while working on this.", "Look into the server's log, then retry.");
            await EndAsync(handler, job, JobStatus.Failed, failure.Message, (db, ct) => handler.FailedAsync(db, job, failure, ct));
        }
        else
        {
            await RunAsync(handler, job, shutdown);
        }

        return true;
    }

    private async Task RunAsync(IJobHandler handler, Job job, CancellationToken shutdown)
    {
        using var stop = new CancellationTokenSource();
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, shutdown);
        signals.Register(job.Id, stop);
        var heartbeat = HeartbeatAsync(job, stop);
        try
        {
            // On a thread of its own: a handler that computes before its first await must not hold up the scheduler.
            var lease = new Lease(database, table, signals, job, _options.Lease);
            var business = await Task.Run(() => handler.RunAsync(job, lease, work.Token), CancellationToken.None);
            if (!await EndAsync(handler, job, JobStatus.Completed, null, business)) await StoppedAsync(handler, job);
        }
        catch (LeaseLostException)
        {
            await StoppedAsync(handler, job);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            await StoppedAsync(handler, job);
        }
        catch (OperationCanceledException) when (shutdown.IsCancellationRequested)
        {
            await HandBackAsync(job);
            throw;
        }
        catch (Exception exception) when (job.Takeovers < _options.MaxTakeovers && Transient.Is(exception) && handler.Explain(exception) is null)
        {
            await PutBackAsync(job, exception);
        }
        catch (Exception exception)
        {
            await FailAsync(handler, job, exception);
        }
        finally
        {
            signals.Unregister(job.Id);
            await stop.CancelAsync();
            await heartbeat;
        }
    }

    /// <summary>Keeps the lease; ends the work when it is lost or the owner wants it stopped.</summary>
    private async Task HeartbeatAsync(Job job, CancellationTokenSource stop)
    {
        var sinceRenewed = Stopwatch.StartNew();
        while (true)
        {
            await Task.Delay(_options.Heartbeat, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            try
            {
                var cancelled = await table.RenewAsync(job, _options.Lease, stop.Token);
                if (cancelled is null) log.LogWarning("Job {JobId} was taken over; stopping", job.Id);
                if (cancelled is null or true) await stop.CancelAsync();
                sinceRenewed.Restart();
            }
            catch (Exception exception) when (Transient.Is(exception))
            {
                log.LogWarning("The lease of job {JobId} could not be renewed: {Reason}", job.Id, exception.Message);
                if (sinceRenewed.Elapsed > _options.Lease) await stop.CancelAsync();
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Either the owner stopped it, which is then put on record, or the lease went to another worker.</summary>
    private async Task StoppedAsync(IJobHandler handler, Job job)
    {
        bool? cancelled;
        try
        {
            cancelled = await Transient.RetryAsync(_options.Lease, () => table.RenewAsync(job, _options.Lease, CancellationToken.None), CancellationToken.None);
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            return;
        }

        if (cancelled is true) await EndAsync(handler, job, JobStatus.Cancelled, null, (db, ct) => handler.CancelledAsync(db, job, ct));
        else if (cancelled is false) await HandBackAsync(job);
        else log.LogWarning("Job {JobId} went on elsewhere; this run has written nothing since", job.Id);
    }

    private async Task FailAsync(IJobHandler handler, Job job, Exception exception)
    {
        if (handler.Explain(exception) is not { } failure)
        {
            log.LogError(exception, "Job {JobId} failed unexpectedly", job.Id);
            failure = new JobFailure("internal_error", "Something went wrong on our side.", "Retry it; the server's log says more under the job's id.");
        }

        await EndAsync(handler, job, JobStatus.Failed, failure.Message, (db, ct) => handler.FailedAsync(db, job, failure, ct));
    }

    /// <param name="handler">Null for work that nobody knows.</param>
    private async Task<bool> EndAsync(
        IJobHandler? handler, Job job, JobStatus status, string? error, Func<AppDbContext, CancellationToken, Task> business)
    {
        var ended = await Transient.RetryAsync(
            _options.Lease, () => table.EndAsync(job, status, error, business, CancellationToken.None), CancellationToken.None);
        if (!ended) return false;
        log.LogInformation("Job {JobId} ended: {Status} {Error}", job.Id, status, error);
        await signals.ChangedAsync(CancellationToken.None);
        try
        {
            if (handler is not null) await handler.TidyAsync(job, status, CancellationToken.None);
        }
        catch (IOException exception)
        {
            log.LogWarning(exception, "Files of job {JobId} were left behind; the hourly upkeep removes them", job.Id);
        }

        return true;
    }

    /// <summary>The database was away in the middle of the work, which goes on at its saved step when it is back; longer is waited each time.</summary>
    private async Task PutBackAsync(Job job, Exception exception)
    {
        var pause = _options.Heartbeat * Math.Pow(2, job.Takeovers);
        try
        {
            await Transient.RetryAsync(_options.Lease, () => table.PutBackAsync(job, pause, CancellationToken.None), CancellationToken.None);
            log.LogWarning(exception, "The database failed under job {JobId}, which goes on at its saved step in {Seconds} s", job.Id, pause.TotalSeconds);
        }
        catch (Exception still) when (Transient.Is(still))
        {
            log.LogWarning("The database failed under job {JobId}; its lease will run out: {Reason}", job.Id, still.Message);
        }
    }

    private async Task HandBackAsync(Job job)
    {
        try
        {
            await table.HandBackAsync(job, CancellationToken.None);
            log.LogInformation("Handed job {JobId} back at its saved step", job.Id);
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            log.LogWarning("Job {JobId} could not be handed back; its lease will run out: {Reason}", job.Id, exception.Message);
        }
    }
}

/// <summary>Names this process among all that share the database.</summary>
public sealed class NodeName
{
    public string Value { get; } = $"{Environment.MachineName}-{Environment.ProcessId}-{Guid.CreateVersion7().ToString("N")[^6..]}";
}
