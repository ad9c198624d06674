using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Measures a finished file against what its platform and its viewers need.</summary>
public static class QualityGate
{
    /// <param name="timeline">What was planned; without it the checks that compare with the plan are left out.</param>
    public static Task<QualityReport> CheckAsync(string file, Timeline? timeline, Platform platform, CancellationToken ct) =>
        throw new NotSupportedException();
}
