namespace Synthora.Features.Videos;

/// <summary>A living process of this machine still holds the folder.</summary>
internal sealed class WorkFolderTakenException() : Exception("The work folder is held by another process.");

/// <summary>
/// The half-made files of one video, held by one process at a time. The operating system keeps the lock, so it is free
/// the moment its holder dies; a holder that merely froze keeps the next worker waiting until it notices its lost lease.
/// </summary>
internal sealed class WorkFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream held, bool isNew) => (Path, _lock, IsNew) = (path, held, isNew);

    public string Path { get; }

    /// <summary>Nothing from an earlier run is in it.</summary>
    public bool IsNew { get; }

    public static async Task<WorkFolder> TakeAsync(string path, CancellationToken ct)
    {
        var isNew = !Directory.Exists(path);
        Directory.CreateDirectory(path);
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(TimeSpan.FromMilliseconds(250), ct))
        {
            try
            {
                var held = new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return new(path, held, isNew);
            }
            catch (IOException) when (File.Exists(path + ".lock"))
            {
                if (waited.Elapsed > Patience) throw new WorkFolderTakenException();
            }
        }
    }

    /// <summary>Removes the lock file of a folder that is gone, unless somebody holds it.</summary>
    public static void RemoveLock(string path)
    {
        try
        {
            using var held = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        }
        catch (IOException)
        {
            // Its holder is alive, or another process has just removed it.
        }
    }

    public void Dispose() => _lock.Dispose();
}
