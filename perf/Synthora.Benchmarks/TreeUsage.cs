using System.Globalization;

namespace Synthora.Benchmarks;

/// <summary>
/// Watches this process and everything it started: the most resident memory they held together, and the processor
/// time they took. Memory that processes share counts for each.
/// </summary>
internal sealed class TreeUsage : IAsyncDisposable
{
    private const double TicksPerSecond = 100;

    /// <summary>Looking takes time of its own, which counts as work.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
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
        using var timer = new PeriodicTimer(Interval);
        try
        {
            while (await timer.WaitForNextTickAsync(ct)) PeakBytes = Math.Max(PeakBytes, Resident());
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

    /// <summary>Of this process and its children; the tools start none of their own.</summary>
    private static long Resident() => Resident("self") + Directory.EnumerateDirectories("/proc/self/task").Sum(thread =>
        Read(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(Resident));

    private static long Resident(string process) =>
        Read($"/proc/{process}/statm").Split(' ') is [_, var pages, ..] ? long.Parse(pages, CultureInfo.InvariantCulture) * Environment.SystemPageSize : 0;

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            // It ended before it was read.
            return "";
        }
    }
}
