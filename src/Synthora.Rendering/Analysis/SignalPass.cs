using System.Runtime.InteropServices;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Analysis;

/// <summary>Decodes every frame and sample once, in one ffmpeg, and reads what its filters find.</summary>
internal sealed record SignalPass
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    public required IReadOnlyList<FrameChange> Changes { get; init; }
    public required IReadOnlyList<Span> Black { get; init; }
    public required IReadOnlyList<Span> Frozen { get; init; }
    public required LoudnessReading Loudness { get; init; }
    public required IReadOnlyList<double> BlockPeaks { get; init; }
    public required IReadOnlyList<double> BlockSteps { get; init; }

    /// <summary>Mono samples at <see cref="VoiceRate"/>, where speech has all it needs to be recognised.</summary>
    public required short[] Voice { get; init; }
    public required byte[] Thumbs { get; init; }
    public required IReadOnlyList<string> Errors { get; init; }

    public const int VoiceRate = 8000;

    /// <summary>
    /// The picture is looked at with 480 pixels on its long side: what the checks look for is far larger than a pixel,
    /// and skipping the loop filter changes nothing they would see. Each filter chain writes its own file, because
    /// they would tear each other's lines on a shared pipe.
    /// </summary>
    /// <param name="folder">Where it leaves its logs, and the frames that <paramref name="sampling"/> asks for.</param>
    public static async Task<SignalPass> RunAsync(string file, ContainerProbe probe, TextSampling? sampling, string folder, CancellationToken ct)
    {
        var taps = sampling is null ? ("", []) : DrawnSheets.Tap(sampling, "looks", "band");
        List<string> arguments =
        [
            "-hide_banner", "-nostdin", "-nostats", "-v", "error", "-skip_loop_filter", "all", "-t", $"{ContainerProbe.MostSeconds}",
                .. ContainerProbe.Demuxer, "-i", FFmpegText.File(file), "-filter_complex", Graph(probe, taps.Item1),
                "-map", "[picture]", "-fps_mode", "passthrough", "-f", "rawvideo", "thumbs.y", .. taps.Item2,
            ];
        if (probe.Audio is not null) arguments.AddRange(["-map", "[loudness]", "-map", "[level]", "-f", "null", "-", "-map", "[voice]", "-f", "s16le", "voice.pcm"]);
        var result = await ToolRunner.RunAsync("ffmpeg", arguments, ct, timeout: Limit, workingDirectory: folder);
        var errors = result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (result.ExitCode != 0 && errors.Length == 0) errors = [$"ffmpeg ended with {result.ExitCode}"];

        var frames = FilterLog.Read(Path.Combine(folder, "picture.txt"));
        var levels = FilterLog.Read(Path.Combine(folder, "level.txt"));
        return new()
        {
            Changes = [.. frames.Select(frame => new FrameChange(frame.Time, frame.Number("lavfi.scd.mafd") ?? 0, frame.Number("lavfi.scd.score") ?? 0))],
            Black = FilterLog.Spans(frames, "lavfi.black_start", "lavfi.black_end"),
            Frozen = FilterLog.Spans(frames, "lavfi.freezedetect.freeze_start", "lavfi.freezedetect.freeze_end"),
            Loudness = LoudnessReading.From(FilterLog.Read(Path.Combine(folder, "loudness.txt"))),
            BlockPeaks = [.. levels.Select(block => block.Number("lavfi.astats.Overall.Peak_level") ?? double.NegativeInfinity)],
            BlockSteps = [.. levels.Select(block => block.Number("lavfi.astats.Overall.Max_difference") ?? 0)],
            Voice = await SamplesAsync(Path.Combine(folder, "voice.pcm"), ct),
            Thumbs = await BytesAsync(Path.Combine(folder, "thumbs.y"), ct),
            Errors = errors,
        };
    }

    internal static async Task<short[]> SamplesAsync(string path, CancellationToken ct) => MemoryMarshal.Cast<byte, short>(await BytesAsync(path, ct)).ToArray();

    private static async Task<byte[]> BytesAsync(string path, CancellationToken ct) => File.Exists(path) ? await File.ReadAllBytesAsync(path, ct) : [];

    private static string Graph(ContainerProbe probe, string taps)
    {
        var (width, height) = (probe.Video.Number("width"), probe.Video.Number("height"));
        var scale = Math.Min(1, 480 / Math.Max(width, height));
        var source = taps.Length == 0 ? $"[0:{probe.Video.Text("index")}]" : $"[0:{probe.Video.Text("index")}]split=3[scan][looks][band];{taps};[scan]";
        var picture = source + FFmpegText.Of(
            $"scale={Even(width * scale)}:{Even(height * scale)}:flags=fast_bilinear,format=yuv420p,blackdetect=d=0.1,freezedetect=n=-50dB:d=3,scdet=t=100,metadata=print:file=picture.txt,scale={PictureFacts.ThumbSide}:{PictureFacts.ThumbSide}:flags=area,format=yuv420p,extractplanes=y[picture]");
        if (probe.Audio is not { } audio) return picture;

        var block = Math.Max(1, (int)Math.Round(audio.Number("sample_rate") * SoundFacts.BlockSeconds));
        return picture + FFmpegText.Of(
            $";[0:{audio.Text("index")}]asplit=3[whole][blocks][speech];[whole]ebur128=peak=true:metadata=1,ametadata=print:file=loudness.txt[loudness];[blocks]asetnsamples=n={block}:p=0,astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level+Max_difference,ametadata=print:file=level.txt[level];[speech]aresample={VoiceRate},aformat=sample_fmts=s16:channel_layouts=mono[voice]");
    }

    private static int Even(double size) => Math.Max(16, (int)(size / 2) * 2);
}

/// <summary>EBU R 128 figures of a whole file.</summary>
/// <param name="Opening">Integrated loudness of the first three seconds.</param>
internal sealed record LoudnessReading(double Integrated, double Opening, double Range, double TruePeak)
{
    /// <summary>The filter repeats the figures so far every 100 ms; peaks are linear.</summary>
    public static LoudnessReading From(IReadOnlyList<FilterFrame> log)
    {
        if (log.Count == 0) return new(-70, -70, 0, double.NegativeInfinity);
        var peak = log.Max(frame => frame.Number("lavfi.r128.true_peak") ?? 0);
        return new(
            log[^1].Number("lavfi.r128.I") ?? -70,
            log.Last(frame => frame.Time <= 3 || ReferenceEquals(frame, log[0])).Number("lavfi.r128.I") ?? -70,
            log[^1].Number("lavfi.r128.LRA") ?? 0,
            20 * Math.Log10(peak));
    }
}
