namespace Synthora.Rendering.FFmpeg;

/// <summary>One run of ffmpeg as data: what it reads, one filter graph, and what it writes.</summary>
/// <param name="OutputOptions">Mapping, encoder and muxer options of the single output.</param>
/// <param name="Threads">Threads of each decoder and of the graph; the encoder's stand in the output options.</param>
public sealed record FFmpegCommand(
    IReadOnlyList<FFmpegInput> Inputs, string Graph, IReadOnlyList<string> OutputOptions, string Output, int Threads = 1)
{
    /// <summary><c>info</c> where a filter reports what it measured.</summary>
    public string LogLevel { get; init; } = "error";

    public IReadOnlyList<string> Arguments
    {
        get
        {
            var threads = Threads.ToString(CultureInfo.InvariantCulture);
            List<string> arguments =
            [
                "-hide_banner", "-nostdin", "-y", "-loglevel", LogLevel, "-progress", "pipe:1", "-stats_period", "0.2",
                "-filter_complex_threads", threads,
            ];
            foreach (var input in Inputs)
                arguments.AddRange([.. input.Options, "-threads", threads, "-i", input.Source]);
            if (Graph.Length > 0) arguments.AddRange(["-filter_complex", Graph]);
            arguments.AddRange([.. OutputOptions, Output]);
            return arguments;
        }
    }
}
