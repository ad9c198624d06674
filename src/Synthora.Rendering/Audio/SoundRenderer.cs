using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;

namespace Synthora.Rendering.Audio;

/// <summary>Makes the finished sound of a video, measured to its loudness after encoding.</summary>
internal sealed class SoundRenderer(RenderFolder folder)
{
    public const double TruePeakLimit = -1.0;
    private const double Ceiling = -2.0;
    private const double CloseEnough = 0.3;
    private const int MaxRounds = 4;

    /// <returns>True when it had to be made, false when it was there.</returns>
    public async Task<bool> RenderAsync(SoundPlan plan, string key, CancellationToken ct)
    {
        if (File.Exists(folder.SoundPath(key))) return false;
        var scratch = folder.NewScratch();
        Loudness? voice = null, music = null;
        if (plan.Voice.Count > 0) voice = await MeasuredAsync(SoundGraph.VoiceStem(plan, "voice.wav"), "the narration", scratch, ct);
        if (plan.Music is not null) music = await MeasuredAsync(SoundGraph.MeasureMusic(plan), "the music", scratch, ct);

        var gains = SoundGraph.GainsFor(plan, voice, music);
        var mix = await MeasuredAsync(SoundGraph.Mix(plan, gains, voice is null ? null : "voice.wav", "mix.wav"), "the mix", scratch, ct);
        await FinishAsync(plan, mix, scratch, ct);
        folder.KeepSound(Path.Combine(scratch, "sound.m4a"), key);
        return true;
    }

    /// <summary>The limiter takes some loudness away and the encoder adds some peak, so the encoded sound decides.</summary>
    private static async Task FinishAsync(SoundPlan plan, Loudness mix, string scratch, CancellationToken ct)
    {
        var (gain, ceiling) = (mix.IsSilent ? 0 : plan.LoudnessLufs - mix.Integrated, Ceiling);
        for (var round = 1; ; round++)
        {
            await FFmpegRunner.RunAsync(SoundGraph.Finish(plan, "mix.wav", gain, ceiling, "sound.m4a"), "the sound", scratch, ct);
            if (mix.IsSilent || round == MaxRounds) return;

            var finished = await Loudness.MeasureAsync(Path.Combine(scratch, "sound.m4a"), ct);
            var missing = plan.LoudnessLufs - finished.Integrated;
            var over = finished.TruePeak - TruePeakLimit;
            if (Math.Abs(missing) <= CloseEnough && over <= 0) return;
            gain += Math.Abs(missing) <= CloseEnough ? 0 : missing;
            ceiling -= over > 0 ? over + 0.2 : 0;
        }
    }

    private static async Task<Loudness> MeasuredAsync(FFmpegCommand command, string what, string scratch, CancellationToken ct) =>
        Loudness.Parse((await FFmpegRunner.RunAsync(command, what, scratch, ct)).Log);
}
