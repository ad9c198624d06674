
namespace Synthora.Cli;

/// <summary>The hidden folder beside the output that lets an interrupted run go on; one run at a time owns it.</summary>
internal sealed class MakeWorkFolder : IDisposable
{
    private const long LeastFreeBytes = 300L * 1024 * 1024;
    private readonly FileStream _lock;

    private MakeWorkFolder(string path, FileStream held, bool isResumed) => (Path, _lock, IsResumed) = (path, held, isResumed);

    public string Path { get; }

    /// <summary>Steps of an earlier run with the same input are here.</summary>
    public bool IsResumed { get; }
    public string JournalPath => System.IO.Path.Combine(Path, "journal");

    /// <exception cref="CommandException">The place cannot be written, is full, or is in use.</exception>
    /// <param name="projectFolder">Where the run keeps what stays: recordings, media and finished scenes.</param>
    public static MakeWorkFolder Take(string outputPath, string projectFolder, string key)
    {
        var outFolder = System.IO.Path.GetDirectoryName(outputPath)!;
        var path = System.IO.Path.Combine(outFolder, $".{System.IO.Path.GetFileNameWithoutExtension(outputPath)}.work");
        if (Directory.Exists(outputPath)) throw new CommandException($"{outputPath} is a folder.", "Name a file with --out.", ExitCode.BadUsage);
        try
        {
            Directory.CreateDirectory(path);
            var free = new DriveInfo(outFolder).AvailableFreeSpace;
            if (free < LeastFreeBytes)
                throw new CommandException($"Only {free / (1024 * 1024)} MiB are free in {outFolder}.", "Free 300 MiB or choose another place with --out.");
            var held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // The run writes what stays to its final place, so that nothing is copied at the end.
            var link = System.IO.Path.Combine(path, "project");
            Directory.CreateDirectory(projectFolder);
            if (!Directory.Exists(link)) Directory.CreateSymbolicLink(link, projectFolder);
            return new(path, held, Prepare(path, key));
        }
        catch (IOException) when (File.Exists(System.IO.Path.Combine(path, "lock")))
        {
            throw new CommandException("This video is being made by another run.", "Wait for it, or choose another name with --out.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{outFolder} cannot be written: {denied.Message}", "Choose another place with --out.", ExitCode.BadUsage);
        }
    }

    public void Delete()
    {
        // First of all: a journal without its files would lead the next run astray.
        if (Directory.Exists(JournalPath)) Directory.Delete(JournalPath, recursive: true);
        _lock.Dispose();
        Directory.Delete(Path, recursive: true);
    }

    /// <summary>Steps of another input are dropped; recordings and rendered scenes are kept by their own content and stay.</summary>
    private static bool Prepare(string path, string key)
    {
        var keyFile = System.IO.Path.Combine(path, "input.key");
        var journal = System.IO.Path.Combine(path, "journal");
        if (File.Exists(keyFile) && File.ReadAllText(keyFile) == key) return Directory.Exists(journal) || Directory.Exists(System.IO.Path.Combine(path, "voice"));
        if (Directory.Exists(journal)) Directory.Delete(journal, recursive: true);
        File.WriteAllText(keyFile, key);
        return false;
    }

    public void Dispose() => _lock.Dispose();
}
