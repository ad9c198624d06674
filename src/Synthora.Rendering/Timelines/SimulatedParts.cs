namespace Synthora.Rendering.Timelines;

/// <summary>What of a video was made up by simulators, as its credits tell. The file, its credits and its report all say so.</summary>
public static class SimulatedParts
{
    /// <returns>Such as <c>voice by ElevenLabs</c>; empty for a video that may be published as what it is.</returns>
    public static IReadOnlyList<string> Of(Timeline timeline) =>
        [.. timeline.Credits.Where(credit => credit.Simulates is not null).Select(credit => $"{credit.Kind} by {credit.Simulates}").Distinct()];

    /// <summary>The comment of the finished file; null where nothing is simulated.</summary>
    public static string? Comment(Timeline timeline) =>
        Of(timeline) is { Count: > 0 } parts ? $"Simulated, not the work of the services named: {string.Join(", ", parts)}." : null;

    public static IEnumerable<Fallback> Fallbacks(Timeline timeline) =>
        Of(timeline).Select(part => new Fallback(part, "a simulator's made-up result", "this installation simulates its providers"));
}
