namespace Synthora.Features.Videos.Generation;

public enum GenerationStep { Script, Voice, Media, VideoAi, Assembly }

/// <summary>
/// Remembers which steps of a run are finished, so that whoever takes it up again starts at the first that is not.
/// Two exist: a folder for the command line, fenced database rows for the server.
/// </summary>
public interface IGenerationJournal
{
    /// <summary>The stored result of a finished step as JSON, or null.</summary>
    Task<string?> FindAsync(GenerationStep step, CancellationToken ct);

    Task StartedAsync(GenerationStep step, string provider, CancellationToken ct);

    /// <summary>Returns only when the result is durable.</summary>
    Task CompletedAsync(GenerationStep step, string resultJson, CancellationToken ct);

    Task SkippedAsync(GenerationStep step, string why, CancellationToken ct);

    /// <summary>A hint for people; may be dropped.</summary>
    void Progress(GenerationProgress progress);
}

/// <param name="Percent">0–100 of the whole run.</param>
/// <param name="SecondsLeft">Estimate, or null while there is nothing to judge from.</param>
public sealed record GenerationProgress(GenerationStep Step, double Percent, string Message, double? SecondsLeft)
{
    /// <summary>How much of the step is done, 0–1, where it can tell.</summary>
    public double? Fraction { get; init; }
}
