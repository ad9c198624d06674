using System.Globalization;

namespace Synthora.Benchmarks;

/// <summary>
/// Watches this process and everything it started: the most resident memory they held together, and the processor
/// time they took. Memory that processes share counts for each.
/// </summary>
internal sealed class TreeUsage : IAsyncDisposable
{
    private const double TicksPerSecond = 100;
    private readonly CancellationTokenSource _stop = new();
    private readonly double _before = ProcessorSeconds();
    private readonly Task _watch;

    public TreeUsage() => _watch = WatchAsync(_stop.Token);

    public long PeakBytes { get; private set; }

    /// <summary>Of this process and of all that have ended and were waited for, user and system together.</summary>
    public double Seconds => ProcessorSeconds() - _before;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        try
        {
            while (await timer.WaitForNextTickAsync(ct)) PeakBytes = Math.Max(PeakBytes, Resident("self"));
        }
        catch (OperationCanceledException)
        {
            // The run being watched has ended.
        }
    }

    private static double ProcessorSeconds()
    {
        var stat = File.ReadAllText("/proc/self/stat");
        // Behind the name, which may hold anything: own user and system time, and those of children waited for.
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    /// <summary>Follows children from thread to process, which is far cheaper than looking at every process there is.</summary>
    private static long Resident(string process)
    {
        try
        {
            var pages = long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture);
            return pages * Environment.SystemPageSize + Directory.EnumerateDirectories($"/proc/{process}/task")
                .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)).Sum(Resident);
        }
        catch (IOException)
        {
            // It ended while being read.
            return 0;
        }
    }
}
