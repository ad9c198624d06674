namespace Synthora.Rendering.FFmpeg;

/// <summary>What the installed ffmpeg can do.</summary>
/// <param name="Version">As it names itself, such as <c>5.1.9-0+deb12u1</c>.</param>
public sealed record FFmpegCapabilities(string Version, IReadOnlySet<string> Filters, IReadOnlySet<string> Encoders)
{
    /// <summary>Without these nothing is rendered.</summary>
    public static IReadOnlyList<string> RequiredFilters { get; } =
    [
        "ass", "xfade", "overlay", "scale", "crop", "fps", "tpad", "trim", "loop", "concat", "gblur", "eq", "setparams",
        "gradients", "aresample", "aformat", "ebur128",
    ];

    public IReadOnlyList<string> Missing =>
        [.. RequiredFilters.Where(name => !Filters.Contains(name)).Select(name => $"filter {name}"),
         .. ((string[])["libx264", "aac"]).Where(name => !Encoders.Contains(name)).Select(name => $"encoder {name}")];

    /// <summary>Brings HDR footage down to what phones show; without it such footage looks pale.</summary>
    public bool CanToneMap => Filters.Contains("zscale") && Filters.Contains("tonemap");

    /// <summary>Asks the installed ffmpeg; the same program is asked once in the life of the process.</summary>
    /// <exception cref="RenderException">ffmpeg is not installed.</exception>
    public static async Task<FFmpegCapabilities> ProbeAsync(CancellationToken ct)
    {
        var program = ToolLauncher.Find("ffmpeg") is { } path ? new FileInfo(path) : null;
        var asked = (program?.FullName, program?.LastWriteTimeUtc, program?.Length);
        if (_known is { } known && known.Program == asked) return known.Answer;
        // What it lists, it introduces with its name and version.
        var (filters, encoders) = (AskAsync("-filters"), AskAsync("-encoders"));
        var answer = new FFmpegCapabilities((await filters).Error.Split(' ').ElementAtOrDefault(2) ?? "unknown", Names((await filters).Output), Names((await encoders).Output));
        _known = new(asked, answer);
        return answer;

        Task<ToolOutput> AskAsync(string list) => ToolRunner.RunAsync("ffmpeg", [list], ct);
    }

    private static volatile Known? _known;

    private sealed record Known((string? Path, DateTime? Written, long? Length) Program, FFmpegCapabilities Answer);

    /// <summary>Both lists have the name in the second column.</summary>
    private static HashSet<string> Names(string list) =>
        [.. list.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(columns => columns.Length > 1).Select(columns => columns[1])];
}
