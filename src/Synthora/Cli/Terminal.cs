namespace Synthora.Cli;

/// <summary>Where a command writes: results to <paramref name="Out"/>, progress and complaints to <paramref name="Error"/>.</summary>
/// <param name="Interactive">Whether a person watches <paramref name="Error"/>, so that lines may be redrawn.</param>
public sealed record Terminal(TextWriter Out, TextWriter Error, bool Interactive)
{
    /// <summary>A file as people would name it from where they are; in full where that is somewhere else.</summary>
    public static string Named(string path) =>
        Path.GetRelativePath(Directory.GetCurrentDirectory(), path) is var relative && relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;

    public static Terminal System() => new(Console.Out, Console.Error, !Console.IsErrorRedirected);
}
