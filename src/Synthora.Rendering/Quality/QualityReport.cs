namespace Synthora.Rendering.Quality;

/// <summary>What a finished file measures, check by check. A failed <see cref="Severity.Must"/> blocks publishing.</summary>
public sealed record QualityReport
{
    public required string File { get; init; }
    public required string Platform { get; init; }
    public required IReadOnlyList<QualityCheck> Checks { get; init; }
    public IReadOnlyList<Timelines.Fallback> Fallbacks { get; init; } = [];
    public double DurationSeconds { get; init; }
    public bool Passed => Checks.All(check => check.Passed || check.Severity != Severity.Must);
}

/// <param name="Id">Stable name such as <c>loudness</c>.</param>
/// <param name="Measured">The figure with its unit, for people.</param>
/// <param name="Expected">The limit with its unit and, where one exists, its source.</param>
/// <param name="Value">The figure in <paramref name="Unit"/>, for machines.</param>
/// <param name="Remedy">What to do about a failure.</param>
public sealed record QualityCheck(
    string Id, string Title, bool Passed, string Measured, string Expected, Severity Severity = Severity.Must,
    double? Value = null, string? Remedy = null, string? Unit = null);

public enum Severity { Must, Should }
