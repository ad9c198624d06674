namespace Synthora.Web.Ui.Charts;

/// <summary>One named run of values, as many as the chart has labels; a gap is null.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values);

/// <summary>The vertical axis of a chart: from zero (or the lowest value) to a round number above the highest.</summary>
public sealed class ChartScale
{
    private ChartScale(double low, double high, double step) => (Low, High, Step) = (low, high, step);

    public double Low { get; }
    public double High { get; }
    public double Step { get; }

    public IEnumerable<double> Ticks
    {
        get
        {
            for (var i = 0; Low + i * Step <= High + Step / 1e6; i++) yield return Low + i * Step;
        }
    }

    /// <summary>Steps of 1, 2 or 5 times a power of ten, which people read without thinking.</summary>
    public static ChartScale Over(IEnumerable<double?> values, int steps = 4)
    {
        var (low, high) = (0.0, 0.0);
        foreach (var value in values)
        {
            if (value is not { } known || !double.IsFinite(known)) continue;
            (low, high) = (Math.Min(low, known), Math.Max(high, known));
        }

        if (high - low <= 0) high = low + 1;
        var rough = (high - low) / steps;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = (rough / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        return new ChartScale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, step);
    }

    /// <summary>0 at the bottom, 1 at the top.</summary>
    public double Share(double value) => (value - Low) / (High - Low);

    /// <summary>Short enough for an axis: 950, 1.2k, 3.4M.</summary>
    public static string Short(double value) => Math.Abs(value) switch
    {
        >= 1e6 => Format(value / 1e6) + "M",
        >= 1e3 => Format(value / 1e3) + "k",
        _ => Format(value),
    };

    private static string Format(double value) => value.ToString("0.##", System.Globalization.CultureInfo.CurrentCulture);
}
