using System.Runtime.InteropServices;
using System.Text.Json;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>
/// Makes the finished sound of a video: one ffmpeg decodes the sources, the mix is made and measured here, one ffmpeg
/// encodes it, and the encoded file is measured. It is encoded again only when that misses the target.
/// </summary>
internal sealed class SoundRenderer(RenderFolder folder)
{
    public const double TruePeakLimit = -1.0;
    private const double Ceiling = -2.0;

    /// <summary>
    /// Half of what the target allows, in LU: the encoder drops the highest tones, which lowers hissing sound by a few
    /// tenths, and to win those back costs as much as the whole mix.
    /// </summary>
    private const double CloseEnough = 0.5;
    private const int MaxRounds = 4;

    /// <summary>What the AAC encoder puts before the first sample; no edit list hides it, so the mix starts that much later in its own time.</summary>
    private const int AacPriming = 1024;

    /// <summary>Above this the encoder's quick search sounds the same as its thorough one, in a third of the time.</summary>
    private const int PlentyKbps = 320;

    /// <returns>What was measured of the encoded sound, now or when it was made.</returns>
    public async Task<SoundMeasurement> RenderAsync(SoundPlan plan, string key, CancellationToken ct)
    {
        if (folder.HasSound(key)) return JsonSerializer.Deserialize<SoundMeasurement>(await File.ReadAllTextAsync(folder.SoundFiguresPath(key), ct), Figures)!;
        var scratch = folder.NewScratch();
        using var sources = await SoundSources.DecodeAsync(plan, scratch, ct);
        var mix = new SoundMixer(plan, sources).Mix(Path.Combine(scratch, "mix.f32"), ct);
        var finished = (await FinishAsync(plan, mix, scratch, ct)) with { Ducking = mix.Ducking };
        folder.KeepSound(Path.Combine(scratch, "sound.m4a"), JsonSerializer.Serialize(finished, Figures), key);
        return finished;
    }

    /// <summary>The encoder changes peaks and loudness a little, so the encoded sound decides.</summary>
    private static async Task<SoundMeasurement> FinishAsync(SoundPlan plan, MixedSound mix, string scratch, CancellationToken ct)
    {
        var (target, ceiling) = (plan.LoudnessLufs, Ceiling);
        for (var round = 1; ; round++)
        {
            var finish = FinishingGain.For(mix, target, ceiling);
            await FFmpegRunner.RunAsync(Encode(plan), "the sound", scratch, FFmpegRunner.TimeFor(plan.Seconds), ct, feedInput: (input, token) => FeedAsync(plan, mix, finish, input, token));
            var finished = await SoundMeasurement.OfFileAsync(Path.Combine(scratch, "sound.m4a"), plan.CutSeconds, ct);
            if (finished.Loudness.IsSilent || round == MaxRounds) return finished;

            var missing = plan.LoudnessLufs - finished.Loudness.Integrated;
            var over = finished.Loudness.TruePeak - TruePeakLimit;
            if (Math.Abs(missing) <= CloseEnough && over <= 0) return finished;
            target += Math.Abs(missing) <= CloseEnough ? 0 : missing;
            ceiling -= over > 0 ? over + 0.2 : 0;
        }
    }

    internal static FFmpegCommand Encode(SoundPlan plan) => new(
        [new(["-f", "f32le", "-ar", "48000", "-ac", "2"], "pipe:0")], "",
        [
            "-map", "0:a", "-c:a", "aac", .. plan.Kbps >= PlentyKbps ? ["-aac_coder", "fast"] : Array.Empty<string>(), "-b:a", FFmpegText.Of($"{plan.Kbps}k"),
            "-map_metadata", "-1", "-fflags", "+bitexact", "-use_editlist", "0", "-f", "mp4",
        ], "sound.m4a");

    private static async Task FeedAsync(SoundPlan plan, MixedSound mix, FinishingGain finish, Stream input, CancellationToken ct)
    {
        using var file = new SampleFile(mix.Path);
        var block = new float[2 * LoudnessMeter.StepFrames];
        for (var at = 0L; at < plan.Samples; at += LoudnessMeter.StepFrames)
        {
            var frames = (int)Math.Min(LoudnessMeter.StepFrames, plan.Samples - at);
            file.Read(at, block.AsSpan(0, 2 * frames));
            finish.Apply(block.AsSpan(0, 2 * frames), at);
            var skipped = at == 0 ? Math.Min(AacPriming, frames - 1) : 0;
            await input.WriteAsync(MemoryMarshal.AsBytes(block.AsSpan(2 * skipped, 2 * (frames - skipped))).ToArray(), ct);
        }
    }

    private static readonly JsonSerializerOptions Figures = new(TimelineJson.Options)
    {
        WriteIndented = false,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };
}
