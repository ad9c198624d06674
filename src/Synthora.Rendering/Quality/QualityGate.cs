using Synthora.Rendering.Analysis;
using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Measures a finished file against what its platform and its viewers need.</summary>
public static class QualityGate
{
    /// <param name="timeline">What was planned; without it the checks that compare with the plan are left out.</param>
    /// <exception cref="RenderException">The file is missing, unreadable or has no picture.</exception>
    public static async Task<QualityReport> CheckAsync(string file, Timeline? timeline, Platform platform, CancellationToken ct)
    {
        var measured = await Measurer.MeasureAsync(Path.GetFullPath(file), ct);
        return Judge(measured, Path.GetFileName(file), timeline, platform);
    }

    /// <summary>The verdict over what was measured; pure, so that a report can be judged for another platform.</summary>
    public static QualityReport Judge(Measurement measured, string name, Timeline? timeline, Platform platform)
    {
        var profile = PlatformProfile.For(platform);
        return new()
        {
            File = name,
            Platform = platform.ToString().ToLowerInvariant(),
            DurationSeconds = Math.Round(measured.Seconds, 3),
            Fallbacks = timeline is null ? [] : [.. timeline.Fallbacks.Union(CaptionFallbacks.Of(timeline))],
            Checks =
            [
                .. ContainerChecks.Judge(measured, profile),
                .. StreamChecks.Judge(measured, timeline, profile),
                .. SoundChecks.Judge(measured, timeline),
                .. PictureChecks.Judge(measured),
                .. PlanChecks.Judge(measured, timeline, platform, profile),
                .. timeline is null ? [] : PacingChecks.Judge(measured, timeline),
                .. timeline is null ? [] : CaptionChecks.Judge(timeline),
                .. timeline is null ? [] : CaptionLayoutChecks.Judge(timeline, platform),
            ],
        };
    }
}
