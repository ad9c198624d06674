using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>The engine's own sound effects, computed rather than recorded, so that they cost no licence and no file.</summary>
internal static class EffectSounds
{
    /// <summary>Peak of every effect in the mix, where speech is at <see cref="MixGains.SpeechLufs"/>.</summary>
    public const double PeakDb = -15;
    private const int Rate = SoundPlan.SampleRate;
    private static readonly Dictionary<EffectKind, Lazy<Effect>> Known =
        Enum.GetValues<EffectKind>().ToDictionary(kind => kind, kind => new Lazy<Effect>(() => Make(kind)));

    public static PlacedSound Place(SoundEffect effect)
    {
        var (sound, accent) = Known[effect.Kind].Value;
        var start = (effect.AtMs * (Rate / 1000L)) - accent;
        var gain = effect.GainDb <= AudioMixValidator.LowestDb ? 0 : Math.Pow(10, (PeakDb + effect.GainDb) / 20);
        return new(sound, start, sound.Frames, 0, 0, 0, gain);
    }

    /// <summary>When an effect begins so that its accent falls on its time.</summary>
    public static double StartMs(SoundEffect effect) => effect.AtMs - (Known[effect.Kind].Value.Accent * 1000.0 / Rate);

    public static double Seconds(EffectKind kind) => (double)Known[kind].Value.Sound.Frames / Rate;

    private static Effect Make(EffectKind kind) => kind switch
    {
        EffectKind.Whoosh => Sweep(0.6, 0.36, 280, 3200, at => at < 0.6 ? Math.Pow(at / 0.6, 2) : Math.Pow((1 - at) / 0.4, 2)),
        EffectKind.Riser => Sweep(1.6, 1.55, 180, 5200, at => at < 0.97 ? Math.Pow(at / 0.97, 2.5) : (1 - at) / 0.03),
        EffectKind.Pop => Tones(0.12, 0.008, (t, phase) => Math.Sin(phase(320 + (6500 * t))) * Math.Exp(-t / 0.025)),
        EffectKind.Click => Tones(0.05, 0.002, (t, phase) => Math.Sin(phase(2300 + (2600 * Math.Exp(-t / 0.002)))) * Math.Exp(-t / 0.004)),
        EffectKind.Chime => Tones(1.2, 0.004, (t, phase) =>
        {
            var root = phase(1318.5);
            return (Math.Sin(root) * Math.Exp(-t / 0.32)) + (0.5 * Math.Sin(root * 1.5) * Math.Exp(-t / 0.24)) + (0.3 * Math.Sin(root * 2.0) * Math.Exp(-t / 0.15));
        }),
        _ => Tones(0.9, 0.006, (t, phase) => Math.Sin(phase(46 + (95 * Math.Exp(-t / 0.05)))) * Math.Exp(-t / 0.2)),
    };

    /// <summary>Noise through a band that moves with its loudness, crossing from left to right.</summary>
    /// <param name="shape">Loudness over the length, both 0 to 1.</param>
    private static Effect Sweep(double seconds, double accent, double lowHz, double highHz, Func<double, double> shape)
    {
        var samples = new float[2 * (int)(seconds * Rate)];
        var (noise, band, low) = (0x2545F491u, 0.0, 0.0);
        for (var i = 0; i < samples.Length / 2; i++)
        {
            noise ^= noise << 13;
            noise ^= noise >> 17;
            noise ^= noise << 5;
            var at = (double)i / (samples.Length / 2);
            var loud = shape(at);
            // A state-variable filter: its band output follows the sweep without stepping.
            var speed = 2 * Math.Sin(Math.PI * lowHz * Math.Pow(highHz / lowHz, loud) / Rate);
            low += speed * band;
            band += speed * ((noise / (double)uint.MaxValue * 2) - 1 - low - (0.7 * band));
            var (right, left) = Math.SinCos(Math.PI / 2 * (0.2 + (0.6 * at)));
            samples[2 * i] = (float)(band * loud * left);
            samples[(2 * i) + 1] = (float)(band * loud * right);
        }

        return Finished(samples, accent);
    }

    /// <param name="wave">Gives the sample at a time; its second argument turns a frequency into a running phase.</param>
    private static Effect Tones(double seconds, double accent, Func<double, Func<double, double>, double> wave)
    {
        var samples = new float[2 * (int)(seconds * Rate)];
        var phase = 0.0;
        for (var i = 0; i < samples.Length / 2; i++)
        {
            var t = (double)i / Rate;
            var rise = Math.Min(1, t / 0.002);
            var fall = Math.Min(1, (seconds - t) / 0.01);
            samples[2 * i] = samples[(2 * i) + 1] = (float)(wave(t, hertz => phase += 2 * Math.PI * hertz / Rate) * rise * fall);
        }

        return Finished(samples, accent);
    }

    private static Effect Finished(float[] samples, double accent)
    {
        var peak = samples.Max(Math.Abs);
        for (var i = 0; i < samples.Length; i++) samples[i] /= peak;
        return new(new SampleMemory(samples), (long)(accent * Rate));
    }

    private sealed record Effect(SampleMemory Sound, long Accent);
}
