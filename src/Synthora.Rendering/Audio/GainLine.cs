using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>A gain over time: a fixed part and a line through key points, straight in decibels.</summary>
internal sealed class GainLine(double fixedDb, TrackLevel? level)
{
    private const int FramesPerMs = SoundPlan.SampleRate / 1000;
    private readonly IReadOnlyList<GainKey> _keys = level?.Envelope ?? [];

    private double FixedDb { get; } = fixedDb + (level?.GainDb ?? 0);

    /// <summary>Linear gain at a millisecond of the video.</summary>
    public float At(long ms)
    {
        var line = LineDb(ms);
        return line <= AudioMixValidator.LowestDb || level?.GainDb <= AudioMixValidator.LowestDb ? 0 : (float)Math.Pow(10, (FixedDb + line) / 20);
    }

    /// <param name="at">Frame of the video with which the block begins.</param>
    public void Apply(Span<float> stereo, long at)
    {
        if (_keys.Count == 0)
        {
            var gain = At(0);
            if (gain == 1) return;
            foreach (ref var sample in stereo) sample *= gain;
            return;
        }

        Ramp(stereo, at, At);
    }

    /// <summary>Multiplies by a gain that is known per millisecond and straight between.</summary>
    public static void Ramp(Span<float> stereo, long at, Func<long, float> gainAt)
    {
        var (ms, low, high) = (-1L, 1f, 1f);
        for (var i = 0; i < stereo.Length / 2; i++)
        {
            var frame = at + i;
            if (frame / FramesPerMs != ms)
            {
                (ms, low) = (frame / FramesPerMs, frame / FramesPerMs == ms + 1 && ms >= 0 ? high : gainAt(frame / FramesPerMs));
                high = gainAt(ms + 1);
            }

            var gain = low + ((high - low) * (frame % FramesPerMs) / FramesPerMs);
            stereo[2 * i] *= gain;
            stereo[(2 * i) + 1] *= gain;
        }
    }

    private double LineDb(long ms)
    {
        if (_keys.Count == 0) return 0;
        var (low, high) = (0, _keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_keys[middle].AtMs <= ms) low = middle + 1;
            else high = middle;
        }

        if (low == 0) return _keys[0].GainDb;
        if (low == _keys.Count) return _keys[^1].GainDb;
        var (before, after) = (_keys[low - 1], _keys[low]);
        return before.GainDb + ((after.GainDb - before.GainDb) * (ms - before.AtMs) / (after.AtMs - before.AtMs));
    }
}
