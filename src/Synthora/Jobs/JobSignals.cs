using System.Collections.Concurrent;
using Npgsql;
using Quartz.Extensibility;

namespace Synthora.Jobs;

/// <summary>
/// Hints between processes over PostgreSQL's NOTIFY: there is work, this job is to be stopped, this job has news.
/// A lost hint costs seconds; the rows are what counts.
/// </summary>
public sealed class JobSignals(NpgsqlDataSource source, ILogger<JobSignals> log)
{
    private readonly ConcurrentDictionary<Guid, CancellationTokenSource> _runs = new();
    private volatile TaskCompletionSource _news = NewNews();

    public Task WakeAsync(CancellationToken ct) => NotifyAsync("job_wake", "", ct);

    public Task CancelAsync(Guid jobId, CancellationToken ct) => NotifyAsync("job_cancel", jobId.ToString(), ct);

    public Task ChangedAsync(CancellationToken ct) => NotifyAsync("job_news", "", ct);

    /// <summary>Ends at the next change of any job, or after <paramref name="atMost"/>.</summary>
    public async Task WaitForNewsAsync(TimeSpan atMost, CancellationToken ct) =>
        await Task.WhenAny(_news.Task, Task.Delay(atMost, ct));

    internal void Register(Guid jobId, CancellationTokenSource stop) => _runs[jobId] = stop;

    internal void Unregister(Guid jobId) => _runs.TryRemove(jobId, out _);

    internal void Heard(string channel, string payload, ISchedulerSignaler? scheduler)
    {
        switch (channel)
        {
            case "job_wake":
                if (scheduler is not null) _ = SignalAsync(scheduler);
                break;
            case "job_cancel" when Guid.TryParse(payload, out var id) && _runs.TryGetValue(id, out var stop):
                stop.Cancel();
                break;
        }

        Interlocked.Exchange(ref _news, NewNews()).TrySetResult();
    }

    private static async Task SignalAsync(ISchedulerSignaler scheduler) => await scheduler.SignalSchedulingChange(null);

    private async Task NotifyAsync(string channel, string payload, CancellationToken ct)
    {
        try
        {
            await using var command = source.CreateCommand("select pg_notify($1, $2)");
            command.Parameters.Add(new NpgsqlParameter { Value = channel });
            command.Parameters.Add(new NpgsqlParameter { Value = payload });
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (NpgsqlException exception)
        {
            log.LogInformation(exception, "A hint on {Channel} was not delivered; the sweep makes up for it", channel);
        }
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A channel of hints that a feature brings along. Its name is a plain word.</summary>
public sealed record SignalChannel(string Name, Action<string> Heard);

/// <summary>Listens to the hints on a connection of its own and reconnects for ever.</summary>
public sealed class JobSignalListener(
    NpgsqlDataSource source, JobSignals signals, IEnumerable<SignalChannel> channels, IServiceProvider services, ILogger<JobSignalListener> log) : BackgroundService
{
    private readonly Dictionary<string, SignalChannel> _others = channels.ToDictionary(channel => channel.Name);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(stoppingToken);
                var scheduler = services.GetService<ISchedulerSignaler>();
                connection.Notification += (_, heard) =>
                {
                    if (_others.TryGetValue(heard.Channel, out var other)) other.Heard(heard.Payload);
                    else signals.Heard(heard.Channel, heard.Payload, scheduler);
                };
                var names = ((string[])["job_wake", "job_cancel", "job_news", .. _others.Keys]).Select(name => $"listen {name}");
                await using (var listen = new NpgsqlCommand(string.Join("; ", names), connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                while (true) await connection.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
            {
                log.LogWarning("The database connection for job signals broke: {Reason}", exception.Message);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
