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

    static ToolLauncher() => new Thread(Run) { IsBackground = true, Name = "tool launcher" }.Start();

    /// <summary>The tool with its arguments, told to end with its parent where the system can do that.</summary>
    public static ProcessStartInfo Bound(string tool, IReadOnlyList<string> arguments) =>
        Setpriv.Value is { } setpriv && Find(tool) is { } found
            ? new ProcessStartInfo(setpriv, ["--pdeathsig", "KILL", "--", found, .. arguments])
            : new ProcessStartInfo(tool, arguments);

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
