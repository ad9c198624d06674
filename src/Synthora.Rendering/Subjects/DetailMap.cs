using Synthora.Rendering.Motion;

namespace Synthora.Rendering.Subjects;

/// <summary>Where a few frames of a source have edges and where they move.</summary>
internal sealed class DetailMap
{
    /// <summary>Movement draws the eye more than texture does.</summary>
    private const double Movement = 2;

    /// <summary>Detail at the rim counts by so much less than in the middle.</summary>
    private const double RimDiscount = 0.3;
    private const int PlainSpread = 10;

    private readonly double[] _energy;
    private readonly byte[] _first;
    private readonly int _width;
    private readonly int _height;

    /// <param name="frames">Packed RGB, one frame behind the other.</param>
    public DetailMap(byte[] frames, int width, int height)
    {
        (_width, _height) = (width, height);
        var size = width * height;
        _energy = new double[size];
        _first = frames[..(size * 3)];
        double[]? before = null;
        for (var at = 0; at + (size * 3) <= frames.Length; at += size * 3)
        {
            var luma = new double[size];
            for (var n = 0; n < size; n++) luma[n] = (0.3 * frames[at + (n * 3)]) + (0.59 * frames[at + (n * 3) + 1]) + (0.11 * frames[at + (n * 3) + 2]);
            Add(luma, before);
            before = luma;
        }
    }

    public double[] Columns() => Line(_width, (across, along) => (along * _width) + across, _height);
    public double[] Rows() => Line(_height, (across, along) => (across * _width) + along, _width);

    /// <summary>The window of a share of the line that holds most, as its middle and its share of all.</summary>
    public static (double Middle, double Share) Window(double[] line, double kept)
    {
        var length = Math.Clamp((int)Math.Round(line.Length * kept), 1, line.Length);
        var total = line.Sum();
        if (total <= 0) return (0.5, kept);
        var sum = line[..length].Sum();
        var best = (Sum: sum, From: 0.0, Until: 0.0);
        for (var from = 1; from + length <= line.Length; from++)
        {
            sum += line[from + length - 1] - line[from - 1];
            if (sum > best.Sum * 1.0001) best = (sum, from, from);
            else if (sum > best.Sum * 0.9999 && from - best.Until <= 1) best.Until = from;
        }

        // Of windows that hold the same the middle one leaves equal air on both sides.
        return (((best.From + best.Until) / 2 + (length / 2.0)) / line.Length, best.Sum / total);
    }

    /// <summary>The middles of two clusters, one in each half, when the middle between them is quiet.</summary>
    public static (double First, double Second)? TwoSides(double[] line)
    {
        var total = line.Sum();
        if (total <= 0) return null;
        var valley = line.Length / 8;
        var left = line[..(line.Length / 2)].Sum() / total;
        var quiet = line[((line.Length - valley) / 2)..((line.Length + valley) / 2)].Sum() / total * line.Length / valley;
        if (left is < 0.35 or > 0.65 || quiet > 0.55) return null;
        double Centre(int from, int to)
        {
            double sum = 0, moment = 0;
            for (var n = from; n < to; n++) (sum, moment) = (sum + line[n], moment + (line[n] * (n + 0.5)));
            return moment / sum / line.Length;
        }

        return (Centre(0, line.Length / 2), Centre(line.Length / 2, line.Length));
    }

    /// <summary>The colour both sides end in that a fitted picture would leave bare, if they are plain and alike.</summary>
    /// <param name="wide">The picture is wider than the canvas, so that its top and bottom meet the ground.</param>
    public Colour? Ground(bool wide)
    {
        var rim = new List<int>();
        for (var n = 0; n < (wide ? _width : _height); n++)
        {
            rim.Add(wide ? n : n * _width);
            rim.Add(wide ? ((_height - 1) * _width) + n : (n * _width) + _width - 1);
        }

        byte Middle(int channel)
        {
            var values = rim.Select(at => _first[(at * 3) + channel]).Order().ToList();
            return values[values.Count / 2];
        }

        var colour = new Colour(Middle(0), Middle(1), Middle(2));
        var plain = rim.Count(at => Math.Abs(_first[at * 3] - colour.R) < PlainSpread && Math.Abs(_first[(at * 3) + 1] - colour.G) < PlainSpread && Math.Abs(_first[(at * 3) + 2] - colour.B) < PlainSpread);
        return plain >= rim.Count * 0.97 ? colour : null;
    }

    private void Add(double[] luma, double[]? before)
    {
        for (var y = 1; y < _height - 1; y++)
            for (var x = 1; x < _width - 1; x++)
            {
                var at = (y * _width) + x;
                var edge = Math.Abs(luma[at + 1] - luma[at - 1]) + Math.Abs(luma[at + _width] - luma[at - _width]);
                var moved = before is null ? 0 : Math.Abs(luma[at] - before[at]);

                // Noise and compression leave a floor everywhere, which is no subject.
                _energy[at] += Math.Max(0, edge - 8) + (Movement * Math.Max(0, moved - 4));
            }
    }

    private double[] Line(int length, Func<int, int, int> place, int depth)
    {
        var line = new double[length];
        for (var across = 0; across < length; across++)
        {
            for (var along = 0; along < depth; along++) line[across] += _energy[place(across, along)];
            line[across] *= 1 - (RimDiscount * Math.Abs((2.0 * (across + 0.5) / length) - 1));
        }

        return line;
    }
}
