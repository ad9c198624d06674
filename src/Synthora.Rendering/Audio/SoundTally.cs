using System.Runtime.InteropServices;

namespace Synthora.Rendering.Audio;

/// <summary>Collects the figures of a finished sound while its samples go by.</summary>
internal sealed class SoundTally
{
    private const int FrameBytes = 2 * sizeof(float);
    private const int BlockFrames = (int)(SoundMeasurement.BlockSeconds * SoundPlan.SampleRate);
    private const int FramesPerMs = SoundPlan.SampleRate / 1000;
    private const int CutMs = 3;
    private const int AroundMs = 50;
    private readonly LoudnessMeter _loudness = new();
    private readonly PeakMeter _peaks = new();
    private readonly List<double> _blocks = [];
    private readonly List<float> _steps = [];
    private float _peak, _step, _left, _right;
    private long _frames;
    private int _clipped;

    public async Task ReadAsync(Stream samples, CancellationToken ct)
    {
        var buffer = new byte[FrameBytes * 16384];
        int held = 0, read;
        while ((read = await samples.ReadAsync(buffer.AsMemory(held), ct)) > 0)
        {
            held += read;
            var whole = held / FrameBytes * FrameBytes;
            Add(MemoryMarshal.Cast<byte, float>(buffer.AsSpan(0, whole)));
            buffer.AsSpan(whole, held - whole).CopyTo(buffer);
            held -= whole;
        }
    }

    public void Add(ReadOnlySpan<float> stereo)
    {
        _loudness.Add(stereo);
        _peaks.Add(stereo);
        for (var i = 0; i + 1 < stereo.Length; i += 2)
        {
            var (left, right) = (stereo[i], stereo[i + 1]);
            var (high, low) = (Math.Abs(left), Math.Abs(right));
            if (high >= 1) _clipped++;
            if (low >= 1) _clipped++;
            _peak = Math.Max(_peak, Math.Max(high, low));
            _step = Math.Max(_step, Math.Max(Math.Abs(left - _left), Math.Abs(right - _right)));
            (_left, _right) = (left, right);
            _frames++;
            if (_frames % FramesPerMs == 0)
            {
                _steps.Add(_step);
                _step = 0;
            }

            if (_frames % BlockFrames == 0) CloseBlock();
        }
    }

    public SoundMeasurement Result(IReadOnlyList<double> cutSeconds)
    {
        _peaks.Finish();
        if (_frames % BlockFrames != 0) CloseBlock();
        return new()
        {
            Loudness = new(_loudness.Integrated, _peaks.TruePeak, _loudness.Range),
            OpeningLoudness = _loudness.Opening,
            Seconds = (double)_frames / SoundPlan.SampleRate,
            ClippedSamples = _clipped,
            BlockPeaks = _blocks,
            Cuts = [.. cutSeconds.Select(StepAt)],
        };
    }

    private void CloseBlock()
    {
        _blocks.Add(20 * Math.Log10(_peak));
        _peak = 0;
    }

    private CutStep StepAt(double seconds)
    {
        var ms = (int)Math.Round(seconds * 1000);
        return new(seconds, Largest(ms - CutMs, ms + CutMs), Math.Max(Largest(ms - AroundMs, ms - CutMs), Largest(ms + CutMs, ms + AroundMs)));
    }

    private double Largest(int fromMs, int toMs)
    {
        var (from, to) = (Math.Clamp(fromMs, 0, _steps.Count), Math.Clamp(toMs, 0, _steps.Count));
        return from < to ? CollectionsMarshal.AsSpan(_steps)[from..to].ToArray().Max() : 0;
    }
}
