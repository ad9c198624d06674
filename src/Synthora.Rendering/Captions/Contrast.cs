namespace Synthora.Rendering.Captions;

/// <summary>How far colours (<c>#RRGGBB</c>) stand apart for the eye.</summary>
public static class Contrast
{
    /// <summary>The contrast ratio of WCAG 2, from 1 to 21.</summary>
    public static double Between(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>What shows where a colour lies over another.</summary>
    public static string Over(string colour, double opacity, string below)
    {
        var (top, under) = (Channels(colour), Channels(below));
        var mixed = top.Zip(under, (a, b) => (int)Math.Round(a * opacity + b * (1 - opacity)));
        return "#" + string.Concat(mixed.Select(channel => channel.ToString("X2", CultureInfo.InvariantCulture)));
    }

    /// <summary>0 for greys, 1 for pure colours.</summary>
    public static double Saturation(string colour)
    {
        var channels = Channels(colour);
        return channels.Max() == 0 ? 0 : (double)(channels.Max() - channels.Min()) / channels.Max();
    }

    private static double Luminance(string colour)
    {
        var linear = Channels(colour).Select(channel => channel / 255.0)
            .Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

    private static int[] Channels(string colour) =>
        [.. Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}
