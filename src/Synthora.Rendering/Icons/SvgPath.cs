using System.Globalization;

namespace Synthora.Rendering.Icons;

public readonly record struct Point(double X, double Y)
{
    public static Point operator +(Point a, Point b) => new(a.X + b.X, a.Y + b.Y);
    public static Point operator -(Point a, Point b) => new(a.X - b.X, a.Y - b.Y);
    public static Point operator *(Point a, double k) => new(a.X * k, a.Y * k);
    public double Length => Math.Sqrt((X * X) + (Y * Y));
}

/// <param name="Closed">The last point is joined to the first one; it is not repeated.</param>
public sealed record Polyline(IReadOnlyList<Point> Points, bool Closed);

/// <summary>Reads SVG path data and flattens its curves into straight pieces.</summary>
public static class SvgPath
{
    /// <summary>Straight pieces of a curve turn by less than this, so that they are still told from corners.</summary>
    private const double MostTurn = Math.PI / 8;
    private const int FewestCurveSteps = 8;

    /// <param name="tolerance">How far a straight piece may lie off its curve, in the path's own units.</param>
    public static IReadOnlyList<Polyline> Flatten(string data, double tolerance)
    {
        var reader = new Reader(data);
        var lines = new List<Polyline>();
        var points = new List<Point>();
        Point at = default, start = default, control = default;
        var previous = ' ';

        while (reader.NextCommand() is { } command)
        {
            var relative = char.IsLower(command);
            var origin = relative ? at : default;
            Point Next() => new Point(reader.Number(), reader.Number()) + origin;
            var kind = char.ToUpperInvariant(command);
            switch (kind)
            {
                case 'M':
                    End(closed: false);
                    at = start = Next();
                    points.Add(at);
                    break;
                case 'L': LineTo(Next()); break;
                case 'H': LineTo(new(reader.Number() + origin.X, at.Y)); break;
                case 'V': LineTo(new(at.X, reader.Number() + origin.Y)); break;
                case 'C':
                    var c1 = Next();
                    control = Next();
                    Curve(at, c1, control, Next());
                    break;
                case 'S':
                    var mirrored = previous is 'C' or 'S' ? (at * 2) - control : at;
                    control = Next();
                    Curve(at, mirrored, control, Next());
                    break;
                case 'Q':
                    control = Next();
                    Quadratic(at, control, Next());
                    break;
                case 'T':
                    control = previous is 'Q' or 'T' ? (at * 2) - control : at;
                    Quadratic(at, control, Next());
                    break;
                case 'A':
                    double rx = reader.Number(), ry = reader.Number(), turn = reader.Number();
                    bool large = reader.Flag(), sweep = reader.Flag();
                    Arc(at, rx, ry, turn, large, sweep, Next());
                    break;
                case 'Z':
                    End(closed: true);
                    at = start;
                    points.Add(at);
                    break;
                default: throw new FormatException($"Unknown path command '{command}'.");
            }

            previous = kind;
        }

        End(closed: false);
        return lines;

        void LineTo(Point to)
        {
            points.Add(to);
            at = to;
        }

        void Quadratic(Point from, Point via, Point to) =>
            Curve(from, from + ((via - from) * (2 / 3.0)), to + ((via - to) * (2 / 3.0)), to);

        void Curve(Point from, Point a, Point b, Point to)
        {
            // Wang's bound on how far a cubic's chords lie off it.
            var bend = Math.Max((from - (a * 2) + b).Length, (a - (b * 2) + to).Length);
            var steps = Math.Max(FewestCurveSteps, (int)Math.Ceiling(Math.Sqrt(0.75 * bend / tolerance)));
            for (var step = 1; step <= steps; step++)
            {
                double t = (double)step / steps, u = 1 - t;
                points.Add((from * (u * u * u)) + (a * (3 * u * u * t)) + (b * (3 * u * t * t)) + (to * (t * t * t)));
            }

            at = to;
        }

        void Arc(Point from, double rx, double ry, double degrees, bool large, bool sweep, Point to)
        {
            if (rx == 0 || ry == 0 || (to - from).Length < 1e-9)
            {
                LineTo(to);
                return;
            }

            var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
            var half = (from - to) * 0.5;
            double x = (cos * half.X) + (sin * half.Y), y = (cos * half.Y) - (sin * half.X);
            var grow = Math.Sqrt((x * x / (rx * rx)) + (y * y / (ry * ry)));
            if (grow > 1) (rx, ry) = (rx * grow, ry * grow);
            var numerator = (rx * rx * ry * ry) - (rx * rx * y * y) - (ry * ry * x * x);
            var k = Math.Sqrt(Math.Max(0, numerator / ((rx * rx * y * y) + (ry * ry * x * x)))) * (large == sweep ? -1 : 1);
            double cx = k * rx * y / ry, cy = -k * ry * x / rx;
            var middle = (from + to) * 0.5;
            var centre = new Point((cos * cx) - (sin * cy) + middle.X, (sin * cx) + (cos * cy) + middle.Y);
            var begin = Math.Atan2((y - cy) / ry, (x - cx) / rx);
            var sweepBy = Math.Atan2((-y - cy) / ry, (-x - cx) / rx) - begin;
            if (sweep && sweepBy < 0) sweepBy += 2 * Math.PI;
            if (!sweep && sweepBy > 0) sweepBy -= 2 * Math.PI;
            var stepBy = Math.Min(MostTurn, 2 * Math.Acos(1 - Math.Min(1, tolerance / Math.Max(rx, ry))));
            var steps = Math.Max(3, (int)Math.Ceiling(Math.Abs(sweepBy) / stepBy));
            for (var step = 1; step <= steps; step++)
            {
                var (s, c) = Math.SinCos(begin + (sweepBy * step / steps));
                points.Add(centre + new Point((cos * rx * c) - (sin * ry * s), (sin * rx * c) + (cos * ry * s)));
            }

            at = to;
        }

        void End(bool closed)
        {
            var distinct = points.Where((point, index) => index == 0 || (point - points[index - 1]).Length > 1e-6).ToList();
            if (distinct.Count > 2 && (distinct[0] - distinct[^1]).Length < 1e-3)
            {
                distinct.RemoveAt(distinct.Count - 1);
                closed = true;
            }

            // A lone point after Z only marks where the next piece would begin.
            if (distinct.Count > 1 || (distinct.Count == 1 && !closed && previous is not 'Z')) lines.Add(new(distinct, closed && distinct.Count > 2));
            points.Clear();
        }
    }

    private sealed class Reader(string data)
    {
        private int position;
        private char command;

        public char? NextCommand()
        {
            Skip();
            if (position >= data.Length) return null;
            if (char.IsLetter(data[position])) return command = data[position++];

            // Numbers without a letter repeat the command; after a move they draw lines.
            return command = command switch { 'M' => 'L', 'm' => 'l', _ => command };
        }

        public double Number()
        {
            Skip();
            var start = position;
            if (position < data.Length && data[position] is '-' or '+') position++;
            var dot = false;
            while (position < data.Length && (char.IsAsciiDigit(data[position]) || (data[position] == '.' && !dot)))
                dot |= data[position++] == '.';
            return double.Parse(data.AsSpan(start, position - start), NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        public bool Flag()
        {
            Skip();
            return data[position++] == '1';
        }

        private void Skip()
        {
            while (position < data.Length && (char.IsWhiteSpace(data[position]) || data[position] == ',')) position++;
        }
    }
}
