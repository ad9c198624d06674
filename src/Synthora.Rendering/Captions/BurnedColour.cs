using System.Collections.Concurrent;
using Synthora.Rendering.FFmpeg;

namespace Synthora.Rendering.Captions;

/// <summary>
/// The colour to write into an ASS file so that ffmpeg draws the one that is meant. Where its filter converts by BT.601 a
/// BT.709 video would show yellow as orange; the colour is bent the other way first.
/// </summary>
internal static class BurnedColour
{
    private static readonly (double Red, double Blue) Bt601 = (0.299, 0.114);
    private static readonly (double Red, double Blue) Bt709 = (0.2126, 0.0722);

    private static readonly ConcurrentDictionary<string, string> Bent = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="colour"><c>#RRGGBB</c>, as is the answer.</param>
    public static string Of(string colour) => AssMatrix.IsBt601 ? Bent.GetOrAdd(colour, Bend) : colour;

    /// <summary>
    /// The BT.601 colour that a BT.709 screen shows as <paramref name="colour"/>. Pure primaries have no such colour; the
    /// nearest one is taken, which for yellow is 16 of 255 steps off in green and for others of that kind up to 36.
    /// </summary>
    internal static string Bend(string colour)
    {
        int[] wanted = [Channel(colour, 1), Channel(colour, 3), Channel(colour, 5)];
        var best = Converted([wanted[0], wanted[1], wanted[2]], Bt709, Bt601).Select(Clamped).ToArray();
        var error = Error(best, wanted);
        for (var step = 32; step > 0; step /= 2)
        {
            for (var better = true; better;)
            {
                better = false;
                foreach (var candidate in Around(best, step))
                {
                    if (Error(candidate, wanted) is var found && found < error - 1e-9) (best, error, better) = (candidate, found, true);
                }
            }
        }

        return "#" + string.Concat(best.Select(channel => channel.ToString("X2", CultureInfo.InvariantCulture)));
    }

    private static List<int[]> Around(int[] colour, int step)
    {
        var candidates = new List<int[]>();
        for (var red = -step; red <= step; red += step)
            for (var green = -step; green <= step; green += step)
                for (var blue = -step; blue <= step; blue += step)
                    candidates.Add([Clamped(colour[0] + red), Clamped(colour[1] + green), Clamped(colour[2] + blue)]);
        return candidates;
    }

    /// <summary>How far what is shown lies from what is meant, weighted by how bright the eye sees each channel.</summary>
    private static double Error(int[] written, int[] wanted)
    {
        var shown = Converted([written[0], written[1], written[2]], Bt601, Bt709);
        double Off(int i) => Math.Pow(Math.Clamp(shown[i], 0, 255) - wanted[i], 2);
        return (0.3 * Off(0)) + (0.59 * Off(1)) + (0.11 * Off(2));
    }

    /// <summary>Coded by one matrix and decoded by another.</summary>
    private static double[] Converted(double[] rgb, (double Red, double Blue) from, (double Red, double Blue) to)
    {
        var y = (from.Red * rgb[0]) + ((1 - from.Red - from.Blue) * rgb[1]) + (from.Blue * rgb[2]);
        var (cb, cr) = ((rgb[2] - y) / (1 - from.Blue), (rgb[0] - y) / (1 - from.Red));
        var (red, blue) = (y + ((1 - to.Red) * cr), y + ((1 - to.Blue) * cb));
        return [red, (y - (to.Red * red) - (to.Blue * blue)) / (1 - to.Red - to.Blue), blue];
    }

    private static int Clamped(double value) => (int)Math.Clamp(Math.Round(value), 0, 255);

    private static int Channel(string colour, int at) => int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
