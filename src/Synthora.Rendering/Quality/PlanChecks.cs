using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Length against the platform and the plan.</summary>
internal static class PlanChecks
{
    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline, Platform platform, PlatformProfile profile)
    {
        yield return Check.Must("duration", "Length for the platform", file.Seconds >= profile.MinSeconds && file.Seconds <= profile.MaxSeconds,
            $"{file.Seconds:0.0} s", $"{profile.MinSeconds:0.#}–{profile.MaxSeconds:0} s on {platform.ToString().ToLowerInvariant()} ({profile.Source}, checked {PlatformProfile.CheckedOn:yyyy-MM-dd})",
            file.Seconds > profile.MaxSeconds ? "Shorten the script or choose a platform that takes longer videos." : "Add to the script.", file.Seconds, "s");
        if (timeline is null) yield break;

        var off = Math.Abs(file.Picture.Seconds - timeline.DurationSeconds);
        yield return Check.Must("planned_length", "Length as planned", off <= 0.5, $"{off * 1000:0} ms off", "≤ 500 ms", "Render the timeline again.", off, "s");
    }
}
