using System.Globalization;
using System.Text;
using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion;

/// <summary>Builds ASS vector drawings in pixels around their own origin, so that scaling and turning keep the centre.</summary>
public sealed class Drawing
{
    private const double Kappa = 0.5522847498;
    private readonly StringBuilder text = new();

    public bool IsEmpty => text.Length == 0;

    public override string ToString() => text.ToString().TrimEnd();

    public static Drawing Rectangle(double width, double height, double radius = 0) =>
        new Drawing().AddRectangle(-width / 2, -height / 2, width, height, radius);

    public static Drawing Circle(double radius) => new Drawing().AddEllipse(0, 0, radius, radius);

    public static Drawing Ring(double radius, double thickness) =>
        new Drawing().AddEllipse(0, 0, radius, radius).AddEllipse(0, 0, radius - thickness, radius - thickness, reverse: true);

    public static Drawing Frame(double width, double height, double thickness, double radius = 0) =>
        new Drawing().AddRectangle(-width / 2, -height / 2, width, height, radius)
            .AddRectangle(-width / 2 + thickness, -height / 2 + thickness, width - 2 * thickness, height - 2 * thickness, Math.Max(0, radius - thickness), reverse: true);

    /// <summary>A star or a burst; many points with a shallow depth give a seal.</summary>
    public static Drawing Star(int points, double outer, double inner)
    {
        var corners = Enumerable.Range(0, points * 2).Select(n =>
        {
            var (sin, cos) = Math.SinCos((n * Math.PI / points) - (Math.PI / 2));
            var radius = n % 2 == 0 ? outer : inner;
            return new Point(cos * radius, sin * radius);
        });
        return new Drawing().AddPolygon(corners);
    }

    /// <summary>A soft irregular blob.</summary>
    public static Drawing Blob(double radius, int lobes, double depth, double phase)
    {
        const int steps = 48;
        return new Drawing().AddPolygon(Enumerable.Range(0, steps).Select(n =>
        {
            var angle = n * 2 * Math.PI / steps;
            var r = radius * (1 + (depth * Math.Sin((lobes * angle) + phase)) + (depth * 0.5 * Math.Sin(((lobes + 1) * angle) - phase)));
            return new Point(Math.Cos(angle) * r, Math.Sin(angle) * r);
        }));
    }

    /// <summary>Part of a ring from twelve o'clock on, clockwise.</summary>
    public static Drawing Arc(double radius, double thickness, double fromTurn, double toTurn)
    {
        var steps = Math.Max(2, (int)Math.Ceiling((toTurn - fromTurn) * 72));
        Point At(double turn, double r)
        {
            var (sin, cos) = Math.SinCos((turn * 2 * Math.PI) - (Math.PI / 2));
            return new(cos * r, sin * r);
        }

        var outer = Enumerable.Range(0, steps + 1).Select(n => At(fromTurn + ((toTurn - fromTurn) * n / steps), radius));
        var inner = Enumerable.Range(0, steps + 1).Select(n => At(toTurn - ((toTurn - fromTurn) * n / steps), radius - thickness));
        return new Drawing().AddPolygon(outer.Concat(inner));
    }

    /// <summary>A line of the given width with round ends through points.</summary>
    public static Drawing Stroke(IEnumerable<Polyline> lines, double width, Func<Point, Point>? map = null)
    {
        var drawing = new Drawing();
        foreach (var line in lines) drawing.AddStroke(map is null ? line.Points : [.. line.Points.Select(map)], line.Closed, width);
        return drawing;
    }

    public Drawing Add(Drawing other)
    {
        text.Append(other.text);
        return this;
    }

    public Drawing AddRectangle(double x, double y, double width, double height, double radius = 0, bool reverse = false)
    {
        radius = Math.Min(radius, Math.Min(width, height) / 2);
        double right = x + width, bottom = y + height;
        if (radius <= 0)
        {
            Point[] corners = [new(x, y), new(right, y), new(right, bottom), new(x, bottom)];
            return AddPolygon(reverse ? corners.Reverse() : corners);
        }

        var k = radius * (1 - Kappa);
        if (!reverse)
        {
            Move(x + radius, y).Line(right - radius, y).Curve(right - k, y, right, y + k, right, y + radius)
                .Line(right, bottom - radius).Curve(right, bottom - k, right - k, bottom, right - radius, bottom)
                .Line(x + radius, bottom).Curve(x + k, bottom, x, bottom - k, x, bottom - radius)
                .Line(x, y + radius).Curve(x, y + k, x + k, y, x + radius, y);
        }
        else
        {
            Move(x + radius, y).Curve(x + k, y, x, y + k, x, y + radius).Line(x, bottom - radius)
                .Curve(x, bottom - k, x + k, bottom, x + radius, bottom).Line(right - radius, bottom)
                .Curve(right - k, bottom, right, bottom - k, right, bottom - radius).Line(right, y + radius)
                .Curve(right, y + k, right - k, y, right - radius, y);
        }

        return this;
    }

    public Drawing AddEllipse(double cx, double cy, double rx, double ry, bool reverse = false)
    {
        var turn = reverse ? -1 : 1;
        double kx = rx * Kappa, ky = ry * Kappa * turn;
        ry *= turn;
        Move(cx + rx, cy).Curve(cx + rx, cy + ky, cx + kx, cy + ry, cx, cy + ry)
            .Curve(cx - kx, cy + ry, cx - rx, cy + ky, cx - rx, cy)
            .Curve(cx - rx, cy - ky, cx - kx, cy - ry, cx, cy - ry)
            .Curve(cx + kx, cy - ry, cx + rx, cy - ky, cx + rx, cy);
        return this;
    }

    public Drawing AddPolygon(IEnumerable<Point> corners)
    {
        var first = true;
        foreach (var corner in corners)
        {
            if (first) Move(corner.X, corner.Y);
            else Line(corner.X, corner.Y);
            first = false;
        }

        return this;
    }

    private void AddStroke(IReadOnlyList<Point> points, bool closed, double width)
    {
        var half = width / 2;
        if (points.Count == 1)
        {
            AddEllipse(points[0].X, points[0].Y, half, half);
            return;
        }

        var path = closed ? [.. points, points[0]] : points;
        var run = new List<Point> { path[0] };
        AddEllipse(path[0].X, path[0].Y, half, half);
        for (var n = 1; n < path.Count; n++)
        {
            run.Add(path[n]);
            var smooth = n < path.Count - 1 && IsSmooth(path[n - 1], path[n], path[n + 1]);
            if (smooth) continue;
            AddStrip(run, half);
            AddEllipse(path[n].X, path[n].Y, half, half);
            run = [path[n]];
        }
    }

    /// <summary>A run without corners as one polygon; its pieces all wind the same way, so that overlaps stay filled.</summary>
    private void AddStrip(List<Point> run, double half)
    {
        var left = new List<Point>(run.Count * 2);
        var right = new List<Point>(run.Count);
        for (var n = 0; n < run.Count; n++)
        {
            var direction = run[Math.Min(n + 1, run.Count - 1)] - run[Math.Max(n - 1, 0)];
            var length = direction.Length;
            if (length < 1e-9) continue;
            var normal = new Point(direction.Y / length * half, -direction.X / length * half);
            left.Add(run[n] + normal);
            right.Add(run[n] - normal);
        }

        right.Reverse();
        AddPolygon(left.Concat(right));
    }

    private static bool IsSmooth(Point a, Point b, Point c)
    {
        Point u = b - a, v = c - b;
        return ((u.X * v.X) + (u.Y * v.Y)) / Math.Max(1e-9, u.Length * v.Length) > 0.9;
    }

    private Drawing Move(double x, double y) => Write("m", x, y);
    private Drawing Line(double x, double y) => Write("l", x, y);
    private Drawing Curve(double a, double b, double c, double d, double x, double y) => Write("b", a, b, c, d, x, y);

    private Drawing Write(string command, params ReadOnlySpan<double> numbers)
    {
        text.Append(command);
        foreach (var number in numbers) text.Append(' ').Append(Math.Round(number, 1).ToString(CultureInfo.InvariantCulture));
        text.Append(' ');
        return this;
    }
}
