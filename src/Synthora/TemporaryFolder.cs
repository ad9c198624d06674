namespace Synthora;

/// <summary>
/// What this process and the tools that it starts need for a moment lies in a folder of its own. The operating system
/// keeps the folder's lock for as long as the process lives: what a killed one left is removed by the next that starts.
/// </summary>
internal sealed class TemporaryFolder : IDisposable
{
    private const string Prefix = "synthora-run-";
    private const string LockName = "lock";

    /// <summary>One without a lock was being made a moment ago, or its maker died then.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    private readonly FileStream _lock;
    private readonly string? _before;

    private TemporaryFolder(string path, FileStream held, string? before) => (Path, _lock, _before) = (path, held, before);

    public string Path { get; }

    /// <summary>Short, because the addresses of sockets may lie in it.</summary>
    public static TemporaryFolder Take()
    {
        var before = Environment.GetEnvironmentVariable("TMPDIR");
        Sweep(System.IO.Path.GetTempPath());
        var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
        var held = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        Environment.SetEnvironmentVariable("TMPDIR", folder);
        return new(folder, held, before);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("TMPDIR", _before);
        _lock.Dispose();
        Remove(Path);
    }

    internal static void Sweep(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, Prefix + "*"))
        {
            try
            {
                var file = new FileInfo(System.IO.Path.Combine(folder, LockName));
                if (file.Exists) using (file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Remove(folder);
                else if (Directory.GetLastWriteTimeUtc(folder) < TimeProvider.System.GetUtcNow().UtcDateTime - Young) Remove(folder);
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                // Its process is alive, or is another user's.
            }
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A tool is still writing into it; the next sweep takes what is left.
        }
    }
}
