using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering;

/// <summary>Has a finished file that somebody else made say what its timeline knows of it, as a file of our own does.</summary>
public static class FileLabel
{
    /// <summary>Leaves a file alone that has nothing to say.</summary>
    /// <exception cref="RenderException">The file cannot be read or written.</exception>
    public static async Task WriteAsync(Timeline timeline, string video, CancellationToken ct)
    {
        if (SimulatedParts.Comment(timeline) is not { } comment) return;
        var output = OutputFile.Prepare(video);
        try
        {
            await FFmpegRunner.RunAsync(JoinCommand.Label(FFmpegText.File(output.Target), comment, FFmpegText.File(output.Unfinished)), "the finished file", Path.GetDirectoryName(output.Target)!, FFmpegRunner.TimeFor(timeline.DurationSeconds), ct);
            output.Keep();
        }
        finally
        {
            output.Discard();
        }
    }
}
