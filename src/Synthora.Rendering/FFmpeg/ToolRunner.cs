using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Synthora.Rendering.Fonts;

namespace Synthora.Rendering.FFmpeg;

/// <param name="Error">The last 64 KiB of standard error.</param>
public sealed record ToolOutput(int ExitCode, string Output, string Error);

/// <summary>Runs ffmpeg, ffprobe or rsvg-convert with an argument list; no shell is ever involved.</summary>
public static class ToolRunner
{
    private const int ErrorTail = 64 * 1024;

    /// <param name="onOutputLine">Called for each line of standard output; the lines are then not collected.</param>
    /// <param name="timeout">Ends the tool and throws; null waits as long as the token allows.</param>
    /// <param name="workingDirectory">Lets arguments name files relatively, so that no path needs escaping in a filter.</param>
    /// <param name="feedInput">Writes standard input; a tool that ends before it has read everything is judged by its exit code.</param>
    /// <param name="readOutput">Reads standard output as bytes, to its end.</param>
    /// <exception cref="RenderException">The tool is not installed or overran its time.</exception>
    public static async Task<ToolOutput> RunAsync(
        string tool, IReadOnlyList<string> arguments, CancellationToken ct,
        Action<string>? onOutputLine = null, TimeSpan? timeout = null, string? workingDirectory = null,
        Func<Stream, CancellationToken, Task>? feedInput = null, Func<Stream, CancellationToken, Task>? readOutput = null)
    {
        var start = ToolLauncher.Bound(tool, arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        start.WorkingDirectory = workingDirectory ?? "";

        // It finds fonts only through fontconfig, and so the bundled ones only through their configuration.
        if (tool == "rsvg-convert") start.Environment["FONTCONFIG_FILE"] = FontLibrary.FontConfigFile;

        using var process = new Process { StartInfo = start };
        try
        {
            await ToolLauncher.StartAsync(process);
        }
        catch (Win32Exception missing)
        {
            throw new RenderException($"{tool} is not installed.", "Run ./synthora doctor to see what is missing.", missing);
        }

        if (feedInput is null) process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (timeout is { } bound) limit.CancelAfter(bound);
        var output = new StringBuilder();
        var error = new StringBuilder();
        try
        {
            await Task.WhenAll(
                feedInput is null ? Task.CompletedTask : FeedAsync(process, feedInput, limit.Token),
                readOutput is not null ? DrainAsync(process, readOutput, limit.Token) : ReadLinesAsync(process.StandardOutput, line =>
                {
                    if (onOutputLine is null) output.AppendLine(line);
                    else onOutputLine(line);
                }, limit.Token),
                ReadLinesAsync(process.StandardError, line =>
                {
                    error.AppendLine(line);
                    if (error.Length > 2 * ErrorTail) error.Remove(0, error.Length - ErrorTail);
                }, limit.Token),
                process.WaitForExitAsync(limit.Token));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            ct.ThrowIfCancellationRequested();
            throw new RenderException($"{tool} took longer than {timeout}.", "Try a shorter or simpler file.");
        }

        return new ToolOutput(process.ExitCode, output.ToString(), error.ToString());
    }

    private static async Task FeedAsync(Process process, Func<Stream, CancellationToken, Task> feed, CancellationToken ct)
    {
        try
        {
            await using var input = process.StandardInput.BaseStream;
            await feed(input, ct);
        }
        catch (IOException)
        {
            // The tool has ended; its exit code and its words say why.
        }
    }

    /// <summary>A reader that gives up closes the pipe, or the tool would wait for it forever.</summary>
    private static async Task DrainAsync(Process process, Func<Stream, CancellationToken, Task> read, CancellationToken ct)
    {
        await using var output = process.StandardOutput.BaseStream;
        await read(output, ct);
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> onLine, CancellationToken ct)
    {
        while (await reader.ReadLineAsync(ct) is { } line) onLine(line);
    }
}
