namespace Synthora.Rendering.Captions;

/// <summary>A rectangle with round corners in ASS drawing commands, in pixels from its top left corner.</summary>
public static class RoundedRectangle
{
    // Distance of a Bézier handle that comes closest to a quarter circle.
    private const double Handle = 0.5523;

    public static string Draw(double width, double height, double radius)
    {
        var (w, h, r, c) = (Round(width), Round(height), Round(radius), Round(radius * (1 - Handle)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"m {r} 0 l {w - r} 0 b {w - c} 0 {w} {c} {w} {r} l {w} {h - r} b {w} {h - c} {w - c} {h} {w - r} {h} l {r} {h} b {c} {h} 0 {h - c} 0 {h - r} l 0 {r} b 0 {c} {c} 0 {r} 0");
    }

    private static int Round(double value) => (int)Math.Round(value);
}
