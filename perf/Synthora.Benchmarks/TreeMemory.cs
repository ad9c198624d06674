using System.Diagnostics;
using System.Globalization;

namespace Synthora.Benchmarks;

/// <summary>Watches the resident memory of this process and everything it started, and remembers the most.</summary>
internal sealed class TreeMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watch;

    public TreeMemory() => _watch = WatchAsync(_stop.Token);

    public long PeakBytes { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            while (await timer.WaitForNextTickAsync(ct)) PeakBytes = Math.Max(PeakBytes, Sum());
        }
        catch (OperationCanceledException)
        {
            // The run being watched has ended.
        }
    }

    private static long Sum()
    {
        var parents = new Dictionary<int, (int Parent, long Resident)>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
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
}
