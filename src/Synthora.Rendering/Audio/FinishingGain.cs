namespace Synthora.Rendering.Audio;

/// <summary>Brings a mix to its loudness under its ceiling: one gain, slow levelling where the mix needs it, and the limiter.</summary>
internal sealed class FinishingGain
{
    /// <summary>The limiter takes loudness away, which more gain gives back; it settles within a few turns.</summary>
    private const int Turns = 8;
    private readonly float _gain;
    private readonly double[]? _levelling;
    private readonly Limiter _limiter;

    private FinishingGain(float gain, double[]? levelling, Limiter limiter) => (_gain, _levelling, _limiter) = (gain, levelling, limiter);

    public static FinishingGain For(MixedSound mix, double targetLufs, double ceilingDb)
    {
        var levelling = Levelling.Curve(mix.Loudness);
        var steps = levelling is null ? mix.Loudness.Steps : Levelling.Levelled(mix.Loudness.Steps, levelling);
        var peaks = mix.Peaks.Groups.Select((peak, group) => levelling is null ? peak : peak * Levelling.At(levelling, group * PeakMeter.GroupFrames / 48.0)).ToArray();
        var level = LoudnessMeter.IntegratedOf(steps);
        var gain = level <= LoudnessMeter.Silence + 1 ? 0 : targetLufs - level;
        for (var turn = 1; ; turn++)
        {
            var linear = (float)Math.Pow(10, gain / 20);
            var limiter = Limiter.For([.. peaks.Select(peak => peak * linear)], ceilingDb);
            var reached = LoudnessMeter.IntegratedOf([.. steps.Select((power, step) => power * linear * linear * limiter.PowerLeft(step))]);
            if (turn == Turns || level <= LoudnessMeter.Silence + 1 || Math.Abs(targetLufs - reached) < 0.02) return new(linear, levelling, limiter);
            gain += targetLufs - reached;
        }
    }

    /// <param name="at">Frame of the mix with which the block begins.</param>
    public void Apply(Span<float> stereo, long at)
    {
        if (_levelling is { } curve) GainLine.Ramp(stereo, at, ms => Levelling.At(curve, ms));
        foreach (ref var sample in stereo) sample *= _gain;
        _limiter.Apply(stereo, at);
    }
}
