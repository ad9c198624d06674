namespace Synthora.Rendering.Cameras;

/// <summary>
/// A cubic filter over four neighbours, in whole numbers so that every machine draws the same pixels. Two neighbours
/// would do for position but not for sharpness: a slow move would carry bands of sharp and soft over the picture.
/// </summary>
internal static class CubicKernel
{
    public const int Taps = 4;

    /// <summary>Positions are rounded to this part of a pixel, which keeps a move within 0.002 pixels of its path.</summary>
    public const int Phases = 256;

    /// <summary>Weights add up to one shifted by so much.</summary>
    public const int Shift = 14;

    private static readonly short[] Table = Build();

    /// <summary>Rounds a position between pixels to the first pixel at or before it and a phase.</summary>
    public static (int Index, int Phase) Split(double position)
    {
        var at = (int)Math.Floor(position * Phases + 0.5);
        return (at >> 8, at & (Phases - 1));
    }

    /// <summary>Weights of the pixels from one before to two after.</summary>
    public static ReadOnlySpan<short> Weights(int phase) => Table.AsSpan(phase * Taps, Taps);

    private static short[] Build()
    {
        var table = new short[Phases * Taps];
        for (var phase = 0; phase < Phases; phase++)
        {
            var t = (double)phase / Phases;
            double[] exact = [Outer(1 + t), Inner(t), Inner(1 - t), Outer(2 - t)];
            var weights = table.AsSpan(phase * Taps, Taps);
            for (var tap = 0; tap < Taps; tap++) weights[tap] = (short)Math.Round(exact[tap] * (1 << Shift));
            // Weights that do not add up would make a still area flicker as the phase goes by.
            weights[t < 0.5 ? 1 : 2] += (short)((1 << Shift) - (weights[0] + weights[1] + weights[2] + weights[3]));
        }

        return table;
    }

    /// <summary>Mitchell and Netravali's filter with B = C = 1/3, up to one pixel off.</summary>
    private static double Inner(double x) => (7 * x * x * x - 12 * x * x + 16.0 / 3) / 6;

    /// <summary>The same, from one to two pixels off.</summary>
    private static double Outer(double x) => (-7.0 / 3 * x * x * x + 12 * x * x - 20 * x + 32.0 / 3) / 6;
}
