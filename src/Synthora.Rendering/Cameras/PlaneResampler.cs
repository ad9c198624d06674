using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Synthora.Rendering.Cameras;

/// <summary>
/// Draws a part of one plane at another size. A zoom or a pan is a scale and a shift along each axis, so columns and
/// rows are resampled apart: each source row once across, then four of those down.
/// </summary>
internal sealed class PlaneResampler
{
    /// <summary>Bytes behind a buffer's end that a wide load or store may touch.</summary>
    public const int Slack = 32;

    /// <summary>Source pixels per target pixel at most: eight targets and their neighbours then fit in one load of 16 bytes.</summary>
    public const double MaxRatio = 1.5;

    private const int Block = 8;

    /// <summary>Between the two passes a sample carries six more bits, so that it is rounded to a byte only once.</summary>
    private const int Extra = 6;
    private const int AcrossShift = CubicKernel.Shift - Extra;
    private const int DownShift = CubicKernel.Shift + Extra;

    private readonly int _sourceWidth, _sourceHeight, _width, _height, _blocks;
    private readonly bool _wide;
    private readonly int[] _bases;
    private readonly byte[] _picks;
    private readonly short[] _weights;
    private readonly short[][] _rows;
    private readonly int[] _rowAt = new int[CubicKernel.Taps];

    /// <param name="wide">False takes the plain path, as processors without AVX2 do. Both draw the same bytes.</param>
    public PlaneResampler(int sourceWidth, int sourceHeight, int width, int height, bool? wide = null)
    {
        (_sourceWidth, _sourceHeight, _width, _height) = (sourceWidth, sourceHeight, width, height);
        _wide = wide ?? Avx2.IsSupported;
        // Two blocks are one step of the second pass.
        _blocks = (width + 2 * Block - 1) / (2 * Block) * 2;
        _bases = new int[_blocks];
        _picks = new byte[_blocks * Block * CubicKernel.Taps];
        _weights = new short[_blocks * Block * CubicKernel.Taps];
        _rows = [.. Enumerable.Range(0, CubicKernel.Taps).Select(_ => new short[_blocks * Block])];
    }

    /// <summary>Target pixel <c>i</c> shows the source at <c>scale × i + shift</c>, in source pixels; outside it the border goes on.</summary>
    /// <param name="source">The plane without gaps between rows, and <see cref="Slack"/> bytes behind it.</param>
    /// <param name="target">Likewise; up to 15 bytes behind a row are overwritten, so rows and planes are drawn in order.</param>
    public void Draw(ReadOnlySpan<byte> source, Span<byte> target, (double Scale, double Shift) across, (double Scale, double Shift) down)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(across.Scale, MaxRatio);
        ArgumentOutOfRangeException.ThrowIfLessThan(source.Length, _sourceWidth * _sourceHeight + Slack);
        ArgumentOutOfRangeException.ThrowIfLessThan(target.Length, _width * _height + Slack);
        PlanColumns(across.Scale, across.Shift);
        Array.Fill(_rowAt, -1);
        for (var y = 0; y < _height; y++)
        {
            var (index, phase) = CubicKernel.Split(down.Scale * y + down.Shift);
            var weights = CubicKernel.Weights(phase);
            var rows = (Row(source, index - 1), Row(source, index), Row(source, index + 1), Row(source, index + 2));
            if (_wide) DrawWide(rows, weights, target[(y * _width)..]);
            else DrawPlain(rows, weights, target.Slice(y * _width, _width));
        }
    }

    /// <summary>For every block of eight columns: where to load, which bytes to pick in pairs, and their weights.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlanColumns(double scale, double shift)
    {
        for (var block = 0; block < _blocks; block++)
        {
            var first = CubicKernel.Split(scale * block * Block + shift).Index - 1;
            var start = Math.Clamp(first, 0, Math.Max(0, _sourceWidth - 16));
            _bases[block] = start;
            var at = block * Block * CubicKernel.Taps;
            for (var i = 0; i < Block; i++)
            {
                var (index, phase) = CubicKernel.Split(scale * (block * Block + i) + shift);
                var weights = CubicKernel.Weights(phase);
                for (var tap = 0; tap < CubicKernel.Taps; tap++)
                {
                    // Pairs of neighbours lie side by side: the first two of all eight columns, then the last two.
                    var slot = at + (tap >> 1) * 2 * Block + 2 * i + (tap & 1);
                    _picks[slot] = (byte)(Math.Clamp(index - 1 + tap, 0, _sourceWidth - 1) - start);
                    _weights[slot] = weights[tap];
                }
            }
        }
    }

    /// <summary>A source row resampled across; the last four are remembered.</summary>
    private short[] Row(ReadOnlySpan<byte> source, int index)
    {
        index = Math.Clamp(index, 0, _sourceHeight - 1);
        var slot = index % CubicKernel.Taps;
        var row = _rows[slot];
        if (_rowAt[slot] == index) return row;
        _rowAt[slot] = index;
        var pixels = source[(index * _sourceWidth)..];
        if (_wide) AcrossWide(pixels, row);
        else AcrossPlain(pixels, row);
        return row;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AcrossWide(ReadOnlySpan<byte> pixels, short[] row)
    {
        var half = Vector256.Create(1 << (AcrossShift - 1));
        for (var block = 0; block < _blocks; block++)
        {
            var at = block * Block * CubicKernel.Taps;
            var loaded = Vector128.Create(pixels.Slice(_bases[block], 16));
            var one = Avx2.ConvertToVector256Int16(Ssse3.Shuffle(loaded, Vector128.Create(_picks.AsSpan(at, 16))));
            var two = Avx2.ConvertToVector256Int16(Ssse3.Shuffle(loaded, Vector128.Create(_picks.AsSpan(at + 16, 16))));
            var sum = Avx2.MultiplyAddAdjacent(one, Vector256.Create(_weights.AsSpan(at, 16)))
                + Avx2.MultiplyAddAdjacent(two, Vector256.Create(_weights.AsSpan(at + 16, 16)));
            sum = Vector256.ShiftRightArithmetic(sum + half, AcrossShift);
            Sse2.PackSignedSaturate(sum.GetLower(), sum.GetUpper()).CopyTo(row, block * Block);
        }
    }

    private void AcrossPlain(ReadOnlySpan<byte> pixels, short[] row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var (start, at) = (_bases[x / Block], x / Block * Block * CubicKernel.Taps + 2 * (x % Block));
            var sum = 1 << (AcrossShift - 1);
            foreach (var slot in (ReadOnlySpan<int>)[at, at + 1, at + 2 * Block, at + 2 * Block + 1]) sum += pixels[start + _picks[slot]] * _weights[slot];
            row[x] = (short)(sum >> AcrossShift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void DrawWide((short[] A, short[] B, short[] C, short[] D) rows, ReadOnlySpan<short> weights, Span<byte> target)
    {
        var (firstTwo, lastTwo) = (Pair(weights[0], weights[1]), Pair(weights[2], weights[3]));
        var half = Vector256.Create(1 << (DownShift - 1));
        for (var x = 0; x < _width; x += 16)
        {
            var (a, b) = (Vector256.Create(rows.A.AsSpan(x, 16)), Vector256.Create(rows.B.AsSpan(x, 16)));
            var (c, d) = (Vector256.Create(rows.C.AsSpan(x, 16)), Vector256.Create(rows.D.AsSpan(x, 16)));
            var low = Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(a, b), firstTwo) + Avx2.MultiplyAddAdjacent(Avx2.UnpackLow(c, d), lastTwo);
            var high = Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(a, b), firstTwo) + Avx2.MultiplyAddAdjacent(Avx2.UnpackHigh(c, d), lastTwo);
            var samples = Avx2.PackSignedSaturate(
                Vector256.ShiftRightArithmetic(low + half, DownShift), Vector256.ShiftRightArithmetic(high + half, DownShift));
            Sse2.PackUnsignedSaturate(samples.GetLower(), samples.GetUpper()).CopyTo(target[x..]);
        }
    }

    private static Vector256<short> Pair(short first, short second) => Vector256.Create((first & 0xFFFF) | (second << 16)).AsInt16();

    private static void DrawPlain((short[] A, short[] B, short[] C, short[] D) rows, ReadOnlySpan<short> weights, Span<byte> target)
    {
        var (a, b, c, d) = (weights[0], weights[1], weights[2], weights[3]);
        for (var x = 0; x < target.Length; x++)
        {
            var sum = rows.A[x] * a + rows.B[x] * b + rows.C[x] * c + rows.D[x] * d + (1 << (DownShift - 1));
            target[x] = (byte)Math.Clamp(sum >> DownShift, 0, 255);
        }
    }
}
