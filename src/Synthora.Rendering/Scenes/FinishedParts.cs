namespace Synthora.Rendering.Scenes;

/// <summary>
/// Keeps the folders of finished parts from growing for ever. Those unused for longest go first; a part that was used
/// within the last day may belong to a render that is running, and stays whatever it weighs.
/// </summary>
internal static class FinishedParts
{
    public const long MostBytes = 2L << 30;
    public static readonly TimeSpan Unused = TimeSpan.FromDays(30);
    private static readonly TimeSpan PerhapsInUse = TimeSpan.FromDays(1);

    /// <summary>Marks a part as used now; false when it is not there.</summary>
    public static bool Use(string file, TimeProvider clock)
    {
        if (!File.Exists(file)) return false;
        try
        {
            File.SetLastWriteTimeUtc(file, clock.GetUtcNow().UtcDateTime);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // A part that cannot be marked can be used all the same, unless it has gone meanwhile.
            return File.Exists(file);
        }

        return true;
    }

    public static void Trim(IEnumerable<string> folders, TimeProvider clock, long mostBytes = MostBytes)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // A sound and what was measured of it are one part: they stay and go together.
        var parts = folders.Where(Directory.Exists).SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles())
            .GroupBy(file => Path.Combine(file.DirectoryName!, Path.GetFileNameWithoutExtension(file.Name)))
            .Select(files => (Files: files.ToList(), Used: files.Max(file => file.LastWriteTimeUtc), Bytes: files.Sum(file => file.Length)))
            .OrderByDescending(part => part.Used).ToList();
        var kept = 0L;
        foreach (var (files, used, bytes) in parts)
        {
            kept += bytes;
            if (now - used < PerhapsInUse || (now - used < Unused && kept <= mostBytes)) continue;
            kept -= bytes;
            // Sound and picture go before the figures that they vouch for.
            foreach (var file in files.OrderBy(file => file.Extension == ".json")) TryDelete(file);
        }
    }

    private static void TryDelete(FileInfo file)
    {
        try
        {
            file.Delete();
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            // The next render tries again.
        }
    }
}
