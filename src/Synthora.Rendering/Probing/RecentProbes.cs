using System.Collections.Concurrent;

namespace Synthora.Rendering.Probing;

/// <summary>
/// What was found in files lately, by name, length and time: the steps of a video look into the same footage one after the
/// other, and each look starts a process.
/// </summary>
internal static class RecentProbes
{
    private const int Most = 512;

    /// <summary>A file changed less long ago may change again without its time telling.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);
    private static readonly ConcurrentDictionary<(string Path, long Length, DateTime Changed), MediaInfo> Known = new();

    public static async Task<MediaInfo> FindAsync(FileInfo file, Func<Task<MediaInfo>> look)
    {
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (Known.TryGetValue(key, out var known)) return known;
        var isSettled = TimeProvider.System.GetUtcNow() - file.LastWriteTimeUtc > Settled;
        var found = await look();
        if (!isSettled) return found;
        if (Known.Count >= Most) Known.Clear();
        Known[key] = found;
        return found;
    }
}
