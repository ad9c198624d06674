using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>Everything measured of a finished sound track, in one pass over its decoded samples.</summary>
public sealed record SoundMeasurement
{
    /// <summary>Length of one entry of <see cref="BlockPeaks"/> in seconds.</summary>
    public const double BlockSeconds = 0.02;

    public required Loudness Loudness { get; init; }

    /// <summary>Integrated loudness of the first three seconds in LUFS.</summary>
    public required double OpeningLoudness { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Samples of either channel at or beyond full scale.</summary>
    public required int ClippedSamples { get; init; }

    /// <summary>Sample peaks of consecutive stretches of 20 ms, in dBFS; -infinity for silence.</summary>
    public required IReadOnlyList<double> BlockPeaks { get; init; }

    /// <summary>How the wave steps at each cut of voice or original sound, in order of time.</summary>
    public required IReadOnlyList<CutStep> Cuts { get; init; }

    /// <summary>Of the stems as they were mixed; null for a file that was not rendered from a timeline with speech and music.</summary>
    public DuckingMeasurement? Ducking { get; init; }

    /// <summary>Largest difference of two neighbouring samples at a cut, where full scale is 1; 0 without cuts.</summary>
    public double BiggestStepAtCuts => Cuts.Select(cut => cut.Step).DefaultIfEmpty(0).Max();

    /// <summary>Measures the first audio stream of any file with one decode; about 2 ms a second of sound.</summary>
    /// <param name="cutSeconds">Where sound is cut, such as <see cref="CutsOf"/> gives.</param>
    /// <exception cref="RenderException">The file has no sound that can be decoded.</exception>
    public static async Task<SoundMeasurement> OfFileAsync(string path, IReadOnlyList<double> cutSeconds, CancellationToken ct)
    {
        var tally = new SoundTally();
        var result = await ToolRunner.RunAsync(
            "ffmpeg",
            [
                "-hide_banner", "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file", "-i", FFmpegText.File(path), "-map", "0:a:0",
                "-af", $"aresample={SoundPlan.SampleRate},aformat=sample_fmts=flt:channel_layouts=stereo", "-f", "f32le", "pipe:1",
            ], ct, readOutput: tally.ReadAsync);
        return result.ExitCode == 0 ? tally.Result(cutSeconds) : throw FFmpegRunner.Failure($"a measurement of the sound of {path}", result.Error, result.ExitCode);
    }

    /// <summary>Where the sound of a timeline is cut: recordings begin and end, and footage with sound of its own changes.</summary>
    /// <returns>Seconds from the start of the video, in order.</returns>
    public static IReadOnlyList<double> CutsOf(Timeline timeline)
    {
        var fps = (double)timeline.Canvas.Fps;
        return
        [
            .. timeline.Audio.Voice.SelectMany(voice => new[] { voice.StartMs / 1000.0, (voice.StartMs + voice.DurationMs) / 1000.0 })
                .Concat(timeline.Scenes.SelectMany(scene => scene.Shots).Where(shot => shot.Visual is ClipVisual { SoundGain: > 0, Speed: null })
                    .SelectMany(shot => new[] { shot.StartFrame / fps, shot.EndFrame / fps }))
                .Where(cut => cut > 0 && cut < timeline.DurationSeconds).Order().Distinct(),
        ];
    }
}

/// <param name="Seconds">From the start of the file.</param>
/// <param name="Step">Largest difference of two neighbouring samples within 3 ms of the cut; full scale is 1.</param>
/// <param name="Usual">The same for the 50 ms around: what the sound does there anyway.</param>
public sealed record CutStep(double Seconds, double Step, double Usual)
{
    /// <summary>A step over 0.2 of full scale that stands out of what is around it is heard as a pop.</summary>
    public bool IsPop => Step > 0.2 && Step > 1.5 * Usual;
}

/// <summary>How music gives way to speech, measured on the stems of the mix.</summary>
/// <param name="MusicUnderSpeechDb">Loudness of speech over that of music while someone speaks (12–18; 20 or more when accessible).</param>
/// <param name="DepthDb">How much lower music is there than where nobody speaks.</param>
/// <param name="RecoveryMs">Longest time until music is back within 1 dB after speech; null when it is nowhere given half a second.</param>
/// <param name="SpeechSeconds">How much speech this is measured over.</param>
public sealed record DuckingMeasurement(double MusicUnderSpeechDb, double DepthDb, double? RecoveryMs, double SpeechSeconds);
