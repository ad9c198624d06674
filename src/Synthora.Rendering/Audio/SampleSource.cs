using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Synthora.Rendering.Audio;

/// <summary>48 kHz stereo that can be read from any place.</summary>
internal interface ISampleSource
{
    long Frames { get; }

    /// <summary>Fills all of <paramref name="stereo"/>; before the start and behind the end there is silence.</summary>
    void Read(long start, Span<float> stereo);
}

/// <summary>Samples in a file without a header, 32-bit float, left and right in turn.</summary>
internal sealed class SampleFile(string path) : ISampleSource, IDisposable
{
    private const int FrameBytes = 2 * sizeof(float);
    private readonly SafeFileHandle _file = File.OpenHandle(path);

    public long Frames { get; } = new FileInfo(path).Length / FrameBytes;

    public void Read(long start, Span<float> stereo)
    {
        var before = (int)Math.Clamp(-start, 0, stereo.Length / 2);
        stereo[..(2 * before)].Clear();
        var rest = stereo[(2 * before)..];
        var bytes = MemoryMarshal.AsBytes(rest);
        var done = 0;
        while (done < bytes.Length && RandomAccess.Read(_file, bytes[done..], (Math.Max(0, start) * FrameBytes) + done) is > 0 and var read) done += read;
        bytes[(done / FrameBytes * FrameBytes)..].Clear();
    }

    public void Dispose() => _file.Dispose();
}

internal sealed class SampleMemory(float[] stereo) : ISampleSource
{
    public long Frames => stereo.Length / 2;

    public void Read(long start, Span<float> target)
    {
        target.Clear();
        var from = Math.Max(0, start);
        var count = Math.Min(Frames, start + (target.Length / 2)) - from;
        if (count > 0) stereo.AsSpan((int)(2 * from), (int)(2 * count)).CopyTo(target[(int)(2 * (from - start))..]);
    }
}

/// <summary>A source without end: each turn melts into the next over <paramref name="fade"/> frames.</summary>
internal sealed class LoopedSource(ISampleSource turn, long fade) : ISampleSource
{
    private readonly long _fade = Math.Min(fade, turn.Frames / 3);

    public long Frames => long.MaxValue;

    private long Period => Math.Max(1, turn.Frames - _fade);

    public void Read(long start, Span<float> stereo)
    {
        for (var done = 0; done < stereo.Length / 2;)
        {
            var at = start + done;
            var (round, within) = (at / Period, at % Period);
            var count = (int)Math.Min((stereo.Length / 2) - done, Period - within);
            var part = stereo.Slice(2 * done, 2 * count);
            turn.Read(within, part);
            if (round > 0 && within < _fade) Melt(within, part);
            done += count;
        }
    }

    private void Melt(long within, Span<float> part)
    {
        var overlap = (int)Math.Min(part.Length / 2, _fade - within);
        var tail = new float[2 * overlap];
        turn.Read(Period + within, tail);
        for (var i = 0; i < overlap; i++)
        {
            var (rise, fall) = MathF.SinCos(MathF.PI / 2 * (within + i) / _fade);
            part[2 * i] = (part[2 * i] * rise) + (tail[2 * i] * fall);
            part[(2 * i) + 1] = (part[(2 * i) + 1] * rise) + (tail[(2 * i) + 1] * fall);
        }
    }
}
