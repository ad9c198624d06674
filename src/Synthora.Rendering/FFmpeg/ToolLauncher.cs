using System.Collections.Concurrent;
using System.Diagnostics;

namespace Synthora.Rendering.FFmpeg;

/// <summary>
/// Starts tools so that they end with this process, even when it is killed and can end nobody. The kernel sends its
/// signal when the thread that started them ends, and threads of the pool come and go; so one thread, which stays,
/// starts them all.
/// </summary>
internal static class ToolLauncher
{
    private static readonly BlockingCollection<(Process Process, TaskCompletionSource Started)> Asked = [];
    private static readonly Lazy<string?> Setpriv = new(() => Find("setpriv"));
    private static readonly Lazy<string?> Prlimit = new(() => Find("prlimit"));

    /// <summary>
    /// Address space that a tool may take, in bytes: 8 GiB, and room for the stacks and heaps of its threads, of which it
    /// starts one a core. Footage of 8K takes half of it; a file that lies about its size ends its tool, not the machine.
    /// </summary>
    public static long MostMemory { get; } = (8L << 30) + (Environment.ProcessorCount * (256L << 20));

    static ToolLauncher() => new Thread(Run) { IsBackground = true, Name = "tool launcher" }.Start();

    /// <summary>The tool with its arguments, told to end with its parent and to keep to <see cref="MostMemory"/> where the system can do that.</summary>
    public static ProcessStartInfo Bound(string tool, IReadOnlyList<string> arguments)
    {
        if (Find(tool) is not { } found) return new ProcessStartInfo(tool, arguments);
        // Each becomes the next, so that the process that was started is the tool in the end.
        List<string> command = [found, .. arguments];
        if (Prlimit.Value is { } prlimit) command = [prlimit, FFmpegText.Of($"--as={MostMemory}"), "--", .. command];
        if (Setpriv.Value is { } setpriv) command = [setpriv, "--pdeathsig", "KILL", "--", .. command];
        return new ProcessStartInfo(command[0], command[1..]);
    }

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such tool.</exception>
    public static Task StartAsync(Process process)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Asked.Add((process, started));
        return started.Task;
    }

    private static void Run()
    {
        foreach (var (process, started) in Asked.GetConsumingEnumerable())
        {
            try
            {
                process.Start();
                started.SetResult();
            }
            catch (Exception failed)
            {
                started.SetException(failed);
            }
        }
    }

    /// <summary>The file that a tool's name stands for, or null when it is not installed.</summary>
    public static string? Find(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists);
}
