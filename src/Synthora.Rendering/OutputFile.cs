namespace Synthora.Rendering;

/// <summary>A file that appears under its name only when whole: it is written beside it and renamed.</summary>
internal sealed class OutputFile
{
    private const int NoSpaceLeft = 28;

    private OutputFile(string target) => (Target, Unfinished) = (target, target + ".part");

    public string Target { get; }

    public string Unfinished { get; }

    /// <summary>Finds out that a place cannot be written before an hour of work, not after.</summary>
    /// <exception cref="RenderException">The place cannot be written.</exception>
    public static OutputFile Prepare(string path)
    {
        var output = new OutputFile(Path.GetFullPath(path));
        if (Directory.Exists(output.Target))
            throw new RenderException($"{output.Target} is a folder.", "Name a file for the video, such as video.mp4.");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(output.Target)!);
            File.Create(output.Unfinished).Dispose();
            output.Discard();
            return output;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            if (denied is IOException full && IsDiskFull(full)) throw DiskFull(full);
            throw new RenderException($"{output.Target} cannot be written: {denied.Message}", "Choose another place with --out.", denied);
        }
    }

    public void Keep() => File.Move(Unfinished, Target, overwrite: true);

    public void Discard() => File.Delete(Unfinished);

    public static bool IsDiskFull(IOException error) => (error.HResult & 0xFFFF) == NoSpaceLeft;

    public static RenderException DiskFull(IOException error) =>
        new("The disk is full.", "Free some space and run it again: finished scenes are kept.", error);
}
