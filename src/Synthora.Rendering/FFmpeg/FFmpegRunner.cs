namespace Synthora.Rendering.FFmpeg;

/// <summary>Runs an <see cref="FFmpegCommand"/> and turns its failure into a cause and a remedy.</summary>
public static class FFmpegRunner
{
    private static readonly TimeSpan StartUp = TimeSpan.FromMinutes(2);
    private const int SecondsPerSecond = 60;

    /// <summary>
    /// What a run may take at most, a hundred times what it takes on a machine of two cores: enough for footage of 8K on
    /// a busy one, but a file that keeps a decoder for ever comes to an end.
    /// </summary>
    /// <param name="seconds">How long what it makes plays.</param>
    public static TimeSpan TimeFor(double seconds) => StartUp + TimeSpan.FromSeconds(SecondsPerSecond * seconds);

    /// <param name="what">What is being made, for the message: "scene 3", "the sound".</param>
    /// <param name="limit">The longest it may take, such as <see cref="TimeFor"/> says.</param>
    /// <param name="onFrame">Called with the number of frames written so far.</param>
    /// <param name="feedInput">Writes what the command reads from <c>pipe:0</c>.</param>
    /// <returns>Standard error of the run, and the number of frames written.</returns>
    /// <exception cref="RenderException">ffmpeg is missing, failed or overran its time.</exception>
    public static async Task<(string Log, int Frames)> RunAsync(
        FFmpegCommand command, string what, string workingDirectory, TimeSpan limit, CancellationToken ct, Action<int>? onFrame = null,
        Func<Stream, CancellationToken, Task>? feedInput = null)
    {
        var frames = 0;
        var result = await ToolRunner.RunAsync("ffmpeg", command.Arguments, ct, line =>
        {
            if (!line.StartsWith("frame=", StringComparison.Ordinal)
                || !int.TryParse(line.AsSpan(6), CultureInfo.InvariantCulture, out var frame)) return;
            frames = frame;
            onFrame?.Invoke(frame);
        }, limit, workingDirectory, feedInput);

        if (result.ExitCode == 0) return (result.Error, frames);
        throw Failure(what, result.Error, result.ExitCode);
    }

    public static RenderException Failure(string what, string log, int exitCode)
    {
        if (log.Contains("No space left on device", StringComparison.Ordinal))
            return new RenderException($"The disk is full; {what} could not be written.", "Free some space and run it again: finished scenes are kept.");
        if (log.Contains("Cannot allocate memory", StringComparison.Ordinal) || log.Contains("malloc of size", StringComparison.Ordinal))
            return new RenderException($"ffmpeg needed more memory for {what} than it may take.", "Give smaller pictures or footage for it.");
        if (exitCode is 137 or 9)
            return new RenderException($"ffmpeg was killed while making {what}, most likely for lack of memory.", "Close other programs or render with less parallelism.");
        if (exitCode is 139 or 11 or 134 or 6)
            return new RenderException($"ffmpeg crashed while making {what}.", "Export the files of this part again in a common format, or update ffmpeg.");
        return new RenderException($"ffmpeg could not make {what}: {LastUsefulLine(log)}.", "Check the files this part uses; ./synthora doctor checks ffmpeg itself.");
    }

    /// <summary>The deepest cause stands before ffmpeg's closing remarks; addresses and prefixes say nothing to a reader.</summary>
    private static string LastUsefulLine(string log)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var useful = lines.LastOrDefault(line => !IsClosingRemark(line)) ?? lines.LastOrDefault() ?? "it gave no reason";
        var prefix = useful.StartsWith('[') ? useful.IndexOf("] ", StringComparison.Ordinal) + 2 : 0;
        return useful[Math.Max(0, prefix == 1 ? 0 : prefix)..].TrimEnd('.');
    }

    private static bool IsClosingRemark(string line) =>
        line.StartsWith("Conversion failed", StringComparison.Ordinal)
        || line.StartsWith("Error while filtering", StringComparison.Ordinal)
        || line.StartsWith("Failed to inject frame", StringComparison.Ordinal)
        || line.StartsWith("Error initializing complex filters", StringComparison.Ordinal)
        || line == "Invalid argument";
}
