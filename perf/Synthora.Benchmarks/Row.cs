namespace Synthora.Benchmarks;

/// <summary>One line of the table: some work, and what it may cost.</summary>
/// <param name="RunAsync">Returns the seconds of video that it made or looked at.</param>
internal sealed record Row(string Name, Func<Stage, CancellationToken, Task<double>> RunAsync)
{
    /// <param name="seconds">Length of the video, where it is known beforehand.</param>
    public Row(string name, double seconds, Func<Stage, CancellationToken, Task> runAsync)
        : this(name, async (stage, ct) =>
        {
            await runAsync(stage, ct);
            return seconds;
        })
    {
    }

    /// <summary>The row it is compared with, per second of video. It runs first.</summary>
    public string? Against { get; init; }

    /// <summary>Rows that leave behind what this one needs.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Most times the wall-clock time of <see cref="Against"/>.</summary>
    public double? MostRatio { get; init; }

    /// <summary>Most times the processor time of <see cref="Against"/>.</summary>
    public double? MostWork { get; init; }

    /// <summary>Most seconds for a second of video.</summary>
    public double? MostPerSecond { get; init; }

    public int? MostMiB { get; init; }

    /// <returns>What was missed, in words.</returns>
    public IEnumerable<string> Missed(Figures own, Figures? other)
    {
        if (MostPerSecond is { } rate && own.Wall / own.Seconds > rate) yield return FormattableString.Invariant($"{own.Wall / own.Seconds:0.00} of at most {rate:0.00} s per second");
        if (MostMiB is { } memory && own.PeakBytes >> 20 > memory) yield return $"{own.PeakBytes >> 20} of at most {memory} MiB";
        if (other is null) yield break;
        if (MostRatio is { } wall && own.Wall / other.Wall > wall) yield return FormattableString.Invariant($"{own.Wall / other.Wall:0.00} of at most {wall:0.00} x {Against} in time");
        if (MostWork is { } work && own.Work / other.Work > work) yield return FormattableString.Invariant($"{own.Work / other.Work:0.00} of at most {work:0.00} x {Against} in work");
    }
}

/// <param name="Wall">Seconds by the clock on the wall.</param>
/// <param name="Work">Seconds of all processors together.</param>
/// <param name="Seconds">Length of the video.</param>
internal sealed record Figures(double Wall, double Work, long PeakBytes, double Seconds)
{
    /// <summary>The same speed for a video of another length.</summary>
    public Figures For(double seconds) => this with { Wall = Wall * seconds / Seconds, Work = Work * seconds / Seconds, Seconds = seconds };
}
