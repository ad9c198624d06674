namespace Synthora.Rendering.Analysis;

/// <summary>How letters stand out from the pixels around them, tile by tile of a frame.</summary>
internal static class TileContrast
{
    private const int Side = 40;
    private const int Reach = 2;
    private const int FewestPixels = 12;
    private const byte Letter = 214;
    private const byte Ground = 24;

    private static readonly double[] Linear =
        [.. Enumerable.Range(0, 256).Select(value => value / 255.0).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];

    /// <summary>WCAG ratios of the medians of letters and of what surrounds them, lowest first; one per tile with enough of both.</summary>
    /// <param name="picture">A yuv420p frame.</param>
    /// <param name="letters">White letters on black, with soft edges.</param>
    public static IReadOnlyList<double> Of(ReadOnlySpan<byte> picture, ReadOnlySpan<byte> letters, int width, int height)
    {
        List<double> ratios = [];
        List<double> inside = [], around = [];
        for (var top = 0; top < height; top += Side)
            for (var left = 0; left < width; left += Side)
            {
                inside.Clear();
                around.Clear();
                for (var y = top; y < Math.Min(height, top + Side); y++)
                    for (var x = left; x < Math.Min(width, left + Side); x++)
                    {
                        var ink = letters[(y * width) + x];
                        if (ink >= Letter) inside.Add(Luminance(picture, x, y, width, height));
                        else if (ink <= Ground && IsNear(letters, x, y, width, height)) around.Add(Luminance(picture, x, y, width, height));
                    }

                if (inside.Count < FewestPixels || around.Count < FewestPixels) continue;
                var (one, other) = (Median(inside), Median(around));
                ratios.Add((Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05));
            }

        ratios.Sort();
        return ratios;
    }

    private static bool IsNear(ReadOnlySpan<byte> letters, int x, int y, int width, int height)
    {
        for (var v = Math.Max(0, y - Reach); v <= Math.Min(height - 1, y + Reach); v++)
            for (var u = Math.Max(0, x - Reach); u <= Math.Min(width - 1, x + Reach); u++)
                if (letters[(v * width) + u] >= Letter) return true;
        return false;
    }

    /// <summary>Relative luminance of a pixel of limited-range BT.709.</summary>
    private static double Luminance(ReadOnlySpan<byte> picture, int x, int y, int width, int height)
    {
        var quarter = (y / 2 * (width / 2)) + (x / 2);
        var bright = 1.1644 * (picture[(y * width) + x] - 16);
        var blue = picture[(width * height) + quarter] - 128;
        var red = picture[(width * height * 5 / 4) + quarter] - 128;
        return (0.2126 * Linear[Byte(bright + (1.7927 * red))])
            + (0.7152 * Linear[Byte(bright - (0.2132 * blue) - (0.5329 * red))])
            + (0.0722 * Linear[Byte(bright + (2.1124 * blue))]);
    }

    private static int Byte(double value) => (int)Math.Clamp(value + 0.5, 0, 255);

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
