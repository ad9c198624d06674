namespace Synthora.Benchmarks;

/// <summary>The best of each row so far.</summary>
internal sealed class Table
{
    private readonly Dictionary<string, Figures> _best = [];

    public void Add(Row row, Figures figures) => _best[row.Name] = _best.TryGetValue(row.Name, out var before)
        ? new(Math.Min(before.Wall, figures.Wall), Math.Min(before.Work, figures.Work), Math.Max(before.PeakBytes, figures.PeakBytes), figures.Seconds)
        : figures;

    /// <returns>Whether every target is met.</returns>
    public bool Print(IReadOnlyList<Row> rows)
    {
        Console.WriteLine($"\n{"",-12}{"wall s",8}{"s per s",9}{"ratio",7}{"work s",8}{"ratio",7}{"MiB",6}  against      targets");
        var missed = new List<string>();
        foreach (var row in rows)
        {
            var own = _best[row.Name];
            // Compared per second of video, whatever the lengths.
            var other = row.Against is { } name ? _best[name].For(own.Seconds) : null;
            var (wall, work) = other is null ? ("", "") : (FormattableString.Invariant($"{own.Wall / other.Wall:0.00}"), FormattableString.Invariant($"{own.Work / other.Work:0.00}"));
            var wrong = row.Missed(own, other).ToList();
            Console.WriteLine(FormattableString.Invariant(
                $"{row.Name,-12}{own.Wall,8:0.0}{own.Wall / own.Seconds,9:0.00}{wall,7}{own.Work,8:0.0}{work,7}{own.PeakBytes >> 20,6}  {row.Against,-12} {Targets(row)}"));
            missed.AddRange(wrong.Select(words => $"{row.Name}: {words}"));
        }

        Console.WriteLine();
        foreach (var words in missed) Console.WriteLine($"MISSED {words}");
        if (missed.Count == 0) Console.WriteLine("Every target is met.");
        return missed.Count == 0;
    }

    private static string Targets(Row row)
    {
        List<string> targets = [];
        if (row.MostPerSecond is { } rate) targets.Add(FormattableString.Invariant($"{rate:0.00} s per s"));
        if (row.MostRatio is { } wall) targets.Add(FormattableString.Invariant($"{wall:0.00} x wall"));
        if (row.MostWork is { } work) targets.Add(FormattableString.Invariant($"{work:0.00} x work"));
        if (row.MostMiB is { } memory) targets.Add($"{memory} MiB");
        return string.Join(", ", targets);
    }
}
