using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Runs festival and ffmpeg with an argument list in a folder of their own.</summary>
internal static class SpeechTool
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <returns>What the tool printed.</returns>
    public static async Task<string> RunAsync(string tool, IReadOnlyList<string> arguments, string folder, CancellationToken ct)
    {
        var start = new ProcessStartInfo(tool)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.Configuration, $"{tool} is not installed.",
                "Run ./synthora doctor to see what is missing.", missing);
        }

        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode == 0) return await output;
            var reason = (await error).Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? $"exit code {process.ExitCode}";
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.InvalidRequest, $"{tool} failed: {reason.Trim()}.", "Try another voice or a simpler text.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ProviderException(OfflineSpeech.Id, ProviderFault.Transient, $"{tool} took longer than {Limit.TotalMinutes} minutes.", "Try a shorter text.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    public static bool IsInstalled(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
