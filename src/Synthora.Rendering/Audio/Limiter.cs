namespace Synthora.Rendering.Audio;

/// <summary>
/// A look-ahead limiter whose gain is computed from the true peaks of <see cref="PeakMeter"/> alone: it begins to lower
/// the sound before a peak comes, so nothing is cut off, and lets go slowly.
/// </summary>
internal sealed class Limiter
{
    private const int LookAhead = 5 * SoundPlan.SampleRate / 1000 / PeakMeter.GroupFrames;
    private const double ReleaseMs = 80;
    private readonly float[] _gains;

    private Limiter(float[] gains) => _gains = gains;

    /// <param name="peaks">Linear, one for each group of frames, as loud as the sound will be.</param>
    /// <param name="ceilingDb">No peak is left above it.</param>
    public static Limiter For(ReadOnlySpan<float> peaks, double ceilingDb)
    {
        var ceiling = (float)Math.Pow(10, ceilingDb / 20);
        var needed = new float[peaks.Length];
        for (var i = 0; i < peaks.Length; i++) needed[i] = peaks[i] <= ceiling ? 1 : ceiling / peaks[i];

        var keep = (float)Math.Exp(-1000.0 * PeakMeter.GroupFrames / SoundPlan.SampleRate / ReleaseMs);
        var lowest = Lowest(needed);
        for (var i = 1; i < lowest.Length; i++) lowest[i] = Math.Min(lowest[i], 1 - ((1 - lowest[i - 1]) * keep));

        var gains = new float[lowest.Length];
        // A sound that begins with a peak begins lowered.
        var before = lowest is [var first, ..] ? first : 1;
        var sum = (LookAhead + 1.0) * before;
        for (var i = 0; i < gains.Length; i++)
        {
            sum += lowest[i] - (i > LookAhead ? lowest[i - LookAhead - 1] : before);
            gains[i] = (float)(sum / (LookAhead + 1));
        }

        return new(gains);
    }

    /// <summary>Mean of the squared gain over each 100 ms: what is left of the power.</summary>
    public double PowerLeft(int step)
    {
        const int perStep = LoudnessMeter.StepFrames / PeakMeter.GroupFrames;
        var sum = 0.0;
        for (var i = step * perStep; i < (step + 1) * perStep; i++)
        {
            var gain = i < _gains.Length ? _gains[i] : 1;
            sum += gain * gain;
        }

        return sum / perStep;
    }

    /// <param name="at">Frame of the sound with which the block begins.</param>
    public void Apply(Span<float> stereo, long at)
    {
        for (var i = 0; i < stereo.Length / 2; i++)
        {
            var group = (at + i) / PeakMeter.GroupFrames;
            if (group >= _gains.Length) return;
            var (low, high) = (_gains[group], _gains[Math.Min(group + 1, _gains.Length - 1)]);
            if (low == 1 && high == 1)
            {
                i += PeakMeter.GroupFrames - 1 - (int)((at + i) % PeakMeter.GroupFrames);
                continue;
            }

            var gain = low + ((high - low) * ((at + i) % PeakMeter.GroupFrames) / PeakMeter.GroupFrames);
            stereo[2 * i] *= gain;
            stereo[(2 * i) + 1] *= gain;
        }
    }

    /// <summary>The least of the group before, the group itself and those that the limiter looks ahead to.</summary>
    private static float[] Lowest(float[] needed)
    {
        var lowest = new float[needed.Length];
        var queue = new LinkedList<int>();
        for (var ahead = 0; ahead < needed.Length + LookAhead; ahead++)
        {
            if (ahead < needed.Length)
            {
                while (queue.Last is { } last && needed[last.Value] >= needed[ahead]) queue.RemoveLast();
                queue.AddLast(ahead);
            }

            var at = ahead - LookAhead;
            if (at < 0) continue;
            while (queue.First!.Value < at - 1) queue.RemoveFirst();
            lowest[at] = needed[queue.First.Value];
        }

        return lowest;
    }
}
