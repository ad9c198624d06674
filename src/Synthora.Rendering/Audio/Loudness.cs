using System.Text.RegularExpressions;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Audio;

/// <summary>EBU R 128 figures of a piece of sound.</summary>
/// <param name="Integrated">LUFS; -70 for silence.</param>
/// <param name="TruePeak">dBTP of the loudest channel; -infinity for silence.</param>
/// <param name="Range">LRA in LU.</param>
public sealed partial record Loudness(double Integrated, double TruePeak, double Range)
{
    /// <summary>The filter whose report <see cref="Parse"/> reads.</summary>
    internal const string Filter = "ebur128=peak=true:framelog=verbose";

    public bool IsSilent => Integrated <= -69;

    /// <summary>Measures the first audio stream of a file.</summary>
    /// <exception cref="RenderException">The file has no sound that can be decoded.</exception>
    public static async Task<Loudness> MeasureAsync(string path, CancellationToken ct)
    {
        var result = await ToolRunner.RunAsync(
            "ffmpeg", ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "info", "-i", FFmpegText.File(path), "-map", "0:a:0", "-af", Filter, "-f", "null", "-"], ct);
        return result.ExitCode == 0 ? Parse(result.Error) : throw FFmpegRunner.Failure($"a loudness measurement of {path}", result.Error, result.ExitCode);
    }

    internal static Loudness Parse(string log)
    {
        var summary = log[Math.Max(0, log.LastIndexOf("Summary:", StringComparison.Ordinal))..];
        return new(Figure(IntegratedLine().Match(summary)), Figure(PeakLine().Match(summary)), Figure(RangeLine().Match(summary)));
    }

    private static double Figure(Match match) => match.Groups[1].Value switch
    {
        "" => throw new RenderException("ffmpeg did not report loudness.", "Run ./synthora doctor to check ffmpeg."),
        "-inf" => double.NegativeInfinity,
        "nan" => double.NegativeInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"I:\s+(\S+) LUFS")]
    private static partial Regex IntegratedLine();

    [GeneratedRegex(@"Peak:\s+(\S+) dBFS")]
    private static partial Regex PeakLine();

    [GeneratedRegex(@"LRA:\s+(\S+) LU")]
    private static partial Regex RangeLine();
}
