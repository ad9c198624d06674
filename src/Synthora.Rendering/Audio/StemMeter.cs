namespace Synthora.Rendering.Audio;

/// <summary>Loudness of a stem, and its power in windows of 10 ms.</summary>
internal sealed class StemMeter
{
    private readonly List<double> _windows = [];
    private double _power;
    private int _filled;

    public LoudnessMeter Loudness { get; } = new();

    /// <summary>Mean power of both channels together, for each full <see cref="Ducking.WindowFrames"/>.</summary>
    public IReadOnlyList<double> Windows => _windows;

    public void Add(ReadOnlySpan<float> stereo)
    {
        Loudness.Add(stereo);
        for (var i = 0; i + 1 < stereo.Length; i += 2)
        {
            _power += (stereo[i] * stereo[i]) + (stereo[i + 1] * stereo[i + 1]);
            if (++_filled < Ducking.WindowFrames) continue;
            _windows.Add(_power / Ducking.WindowFrames);
            (_power, _filled) = (0, 0);
        }
    }
}
