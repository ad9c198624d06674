using System.Diagnostics;
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
            while (await timer.WaitForNextTickAsync(ct)) PeakBytes = Math.Max(PeakBytes, Resident());
        }
        catch (OperationCanceledException)
        {
            // The run being watched has ended.
        }
    }

    private static double ProcessorSeconds() =>
        Fields("/proc/self")[11..15].Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;

    private static long Resident()
    {
        var parents = new Dictionary<int, (int Parent, long Resident)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                var fields = Fields(folder);
                parents[id] = (int.Parse(fields[1], CultureInfo.InvariantCulture), long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
            }
            catch (IOException)
            {
                // It ended while being read.
            }
        }

        var self = Environment.ProcessId;
        return parents.Where(item => item.Key != self && Descends(item.Key)).Sum(item => item.Value.Resident) + Process.GetCurrentProcess().WorkingSet64;

        bool Descends(int id)
        {
            while (parents.TryGetValue(id, out var entry))
            {
                if (entry.Parent == self) return true;
                id = entry.Parent;
            }

            return false;
        }
    }

    /// <summary>What <c>stat</c> says behind the process's name, which may hold anything; the first is its state.</summary>
    private static string[] Fields(string process)
    {
        var stat = File.ReadAllText(Path.Combine(process, "stat"));
        return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
    }
}
