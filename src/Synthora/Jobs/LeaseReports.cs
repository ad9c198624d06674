using System.Threading.Channels;

namespace Synthora.Jobs;

/// <summary>
/// Carries a running job's progress to whoever watches, at most once a second: only the newest report matters, and a slow
/// database must not slow the work.
/// </summary>
internal sealed class LeaseReports(Lease lease, ILogger log) : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Channel<(double Percent, string Message, double? SecondsLeft)> _reports = Channel.CreateBounded<(double, string, double?)>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationTokenSource _closing = new();
    private Task _reporting = Task.CompletedTask;

    public void Start() => _reporting = RunAsync();

    public void Report(double percent, string message, double? secondsLeft) => _reports.Writer.TryWrite((percent, message, secondsLeft));

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _reporting;
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (await _reports.Reader.WaitToReadAsync(_closing.Token))
            {
                while (_reports.Reader.TryRead(out var report)) await SendAsync(report);
                await Task.Delay(Every, _closing.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; its end says more than a last percentage.
        }
    }

    private async Task SendAsync((double Percent, string Message, double? SecondsLeft) report)
    {
        try
        {
            await lease.ReportAsync(report.Percent, report.Message, report.SecondsLeft, _closing.Token);
        }
        catch (Exception exception) when (Transient.Is(exception))
        {
            log.LogInformation("Progress was not stored: {Reason}", exception.Message);
        }
    }
}
