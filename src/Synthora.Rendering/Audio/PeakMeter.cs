using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Synthora.Rendering.Audio;

/// <summary>
/// True peaks of 48 kHz stereo: the wave between the samples is read at four times the rate (ITU-R BS.1770-4, annex 2),
/// with a filter long enough to agree with ffmpeg's to a tenth of a decibel. Keeps one number per
/// <see cref="GroupFrames"/> frames, which is what a limiter needs.
/// </summary>
internal sealed class PeakMeter
{
    public const int GroupFrames = 16;
    private const int Taps = 32;
    private const int Ahead = Taps / 2;
    private const int Block = 1024;
    private static readonly float[][] Phases = [.. new[] { 0.25, 0.5, 0.75 }.Select(Filter)];
    private readonly float[][] _channels = [new float[Taps + Block], new float[Taps + Block]];
    private readonly float[] _frame = new float[Block];
    private readonly List<float> _groups = [];
    private int _filled;
    private bool _started;

    /// <summary>Linear peak of both channels for each group of frames; complete after <see cref="Finish"/>.</summary>
    public IReadOnlyList<float> Groups => _groups;

    /// <summary>In dBTP; -infinity for silence.</summary>
    public double TruePeak => 20 * Math.Log10(_groups.DefaultIfEmpty(0).Max());

    /// <param name="stereo">Left and right in turn.</param>
    public void Add(ReadOnlySpan<float> stereo)
    {
        while (stereo.Length > 0)
        {
            var frames = Math.Min(Block - _filled, stereo.Length / 2);
            for (var i = 0; i < frames; i++)
            {
                _channels[0][Taps + _filled + i] = stereo[2 * i];
                _channels[1][Taps + _filled + i] = stereo[(2 * i) + 1];
            }

            stereo = stereo[(2 * frames)..];
            _filled += frames;
            if (_filled == Block) Close(Block);
        }
    }

    /// <summary>The last frames need what comes after them, which is silence.</summary>
    public void Finish()
    {
        if (!_started && _filled == 0) return;
        var last = Math.Min(Block, (_filled + Ahead + GroupFrames - 1) / GroupFrames * GroupFrames);
        foreach (var channel in _channels) channel.AsSpan(Taps + _filled).Clear();
        var spills = _filled + Ahead > Block;
        Close(last);
        if (spills) Close(Ahead);
    }

    /// <summary>Frames come out <see cref="Ahead"/> later than they went in, which is one group.</summary>
    private void Close(int frames)
    {
        Array.Clear(_frame);
        foreach (var channel in _channels)
        {
            Between(channel, _frame);
            channel.AsSpan(Block, Taps).CopyTo(channel);
            channel.AsSpan(Taps).Clear();
        }

        for (var at = _started ? 0 : GroupFrames; at < frames; at += GroupFrames)
        {
            var peak = 0f;
            foreach (var value in _frame.AsSpan(at, GroupFrames)) peak = Math.Max(peak, value);
            _groups.Add(peak);
        }

        (_started, _filled) = (true, 0);
    }

    /// <summary>For each frame the largest of its sample and the three values up to the next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Between(float[] samples, float[] peaks)
    {
        ref var source = ref MemoryMarshal.GetArrayDataReference(samples);
        ref var target = ref MemoryMarshal.GetArrayDataReference(peaks);
        ref var first = ref MemoryMarshal.GetArrayDataReference(Phases[0]);
        ref var second = ref MemoryMarshal.GetArrayDataReference(Phases[1]);
        ref var third = ref MemoryMarshal.GetArrayDataReference(Phases[2]);
        for (nuint at = 0; at < Block; at += 8)
        {
            var (a, b, c) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
            for (nuint tap = 0; tap < Taps; tap++)
            {
                var x = Vector256.LoadUnsafe(ref source, at + tap + 1);
                a = Vector256.MultiplyAddEstimate(x, Vector256.Create(Unsafe.Add(ref first, tap)), a);
                b = Vector256.MultiplyAddEstimate(x, Vector256.Create(Unsafe.Add(ref second, tap)), b);
                c = Vector256.MultiplyAddEstimate(x, Vector256.Create(Unsafe.Add(ref third, tap)), c);
            }

            var sample = Vector256.Abs(Vector256.LoadUnsafe(ref source, at + Ahead));
            var between = Vector256.Max(Vector256.Max(Vector256.Abs(a), Vector256.Abs(b)), Vector256.Abs(c));
            Vector256.Max(Vector256.LoadUnsafe(ref target, at), Vector256.Max(sample, between)).StoreUnsafe(ref target, at);
        }
    }

    /// <summary>A sinc under a Kaiser window (beta 9), read at a fraction between two samples.</summary>
    private static float[] Filter(double fraction)
    {
        var taps = Enumerable.Range(0, Taps).Select(tap =>
        {
            var x = tap - (Ahead - 1) - fraction;
            var edge = x / Ahead;
            return Math.Abs(edge) >= 1 ? 0 : Math.Sin(Math.PI * x) / (Math.PI * x) * Bessel(9 * Math.Sqrt(1 - (edge * edge))) / Bessel(9);
        }).ToList();
        var sum = taps.Sum();
        return [.. taps.Select(tap => (float)(tap / sum))];
    }

    /// <summary>The modified Bessel function of order zero.</summary>
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-12 * sum; k++) sum += term *= x / 2 / k * (x / 2 / k);
        return sum;
    }
}
