using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion;

/// <summary>An icon as drawings of a given size around its centre.</summary>
/// <param name="Strokes">One drawing per stroke of the icon, in its own order.</param>
/// <param name="Fill">The closed parts of the icon as areas, for two-tone pictures; may be empty.</param>
public sealed record IconDrawing(IReadOnlyList<Drawing> Strokes, Drawing Fill)
{
    /// <summary>How far the straight pieces of a curve may lie off it, in pixels: less than an eye sees at an edge.</summary>
    private const double Tolerance = 0.2;

    /// <param name="weight">Stroke width relative to the icon's own.</param>
    public static IconDrawing Of(Icon icon, double size, double weight = 1)
    {
        var scale = size / Icon.Box;
        Point Map(Point point) => new((point.X - 12) * scale, (point.Y - 12) * scale);
        var strokes = new List<Drawing>();
        var fill = new Drawing();
        foreach (var outline in icon.Outlines)
        {
            var lines = SvgPath.Flatten(outline, Tolerance / scale);
            var stroke = Drawing.Stroke(lines, 2 * scale * weight, Map);
            if (!stroke.IsEmpty) strokes.Add(stroke);
            foreach (var line in lines.Where(line => line.Closed)) fill.AddPolygon(Clockwise(line.Points).Select(Map));
        }

        return new(strokes, fill);
    }

    /// <summary>All areas wind one way, so that one inside another does not cut a hole.</summary>
    private static IEnumerable<Point> Clockwise(IReadOnlyList<Point> points)
    {
        var area = 0.0;
        for (var n = 0; n < points.Count; n++)
        {
            var next = points[(n + 1) % points.Count];
            area += (points[n].X * next.Y) - (next.X * points[n].Y);
        }

        return area >= 0 ? points : points.Reverse();
    }
}
