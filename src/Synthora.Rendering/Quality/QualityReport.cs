namespace Synthora.Rendering.Quality;

/// <summary>What a finished file measures, check by check. A failed <see cref="Severity.Must"/> blocks publishing.</summary>
public sealed record QualityReport
{
    public const int CurrentVersion = 2;

    /// <summary>Of the report's own form; readers of version 2 also read version 1, which had no groups and no outcomes.</summary>
    public int Version { get; init; } = CurrentVersion;
    public required string File { get; init; }
    public required string Platform { get; init; }
    public double DurationSeconds { get; init; }

    /// <summary>Nothing that a platform or a viewer must have is missing.</summary>
    public bool Passed => !Checks.Any(check => check is { Outcome: Outcome.Failed, Severity: Severity.Must });

    /// <summary>Which build measured the file; beside a video, the one that made it. Another may set words elsewhere.</summary>
    public string? Engine { get; init; }

    /// <summary>Every check of the catalogue in its order, those that could not be judged included.</summary>
    public required IReadOnlyList<QualityCheck> Checks { get; init; }

    /// <summary>Everything that was done in a lesser way than asked.</summary>
    public IReadOnlyList<Timelines.Fallback> Fallbacks { get; init; } = [];

    /// <summary>What stands between the file and publishing.</summary>
    public IEnumerable<QualityCheck> Blocking => Checks.Where(check => check is { Outcome: Outcome.Failed, Severity: Severity.Must });
}

/// <summary>One measured figure against its limit.</summary>
public sealed record QualityCheck
{
    /// <summary>Stable name such as <c>loudness</c>.</summary>
    public required string Id { get; init; }
    public CheckGroup Group { get; init; }
    public required string Title { get; init; }
    public Outcome Outcome { get; init; }
    public Severity Severity { get; init; }

    /// <summary>The figure with its unit, for people; the reason where nothing was judged.</summary>
    public required string Measured { get; init; }

    /// <summary>The figure in <see cref="Unit"/>, for machines.</summary>
    public double? Value { get; init; }
    public string? Unit { get; init; }

    /// <summary>The limit with its unit.</summary>
    public required string Expected { get; init; }

    /// <summary>Who set the limit.</summary>
    public string? Source { get; init; }

    /// <summary>What to do about a failure.</summary>
    public string? Remedy { get; init; }

    public bool Passed => Outcome == Outcome.Passed;
    public bool Failed => Outcome == Outcome.Failed;
}

/// <summary>A must blocks publishing; a should is what makes a video better than the others.</summary>
public enum Severity { Must, Should }

public enum Outcome { Passed, Failed, NotJudged }

/// <summary>The chapters of a report, in reading order.</summary>
public enum CheckGroup { File, Format, Length, Sound, Picture, Rhythm, Captions, Honesty }
