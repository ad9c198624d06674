using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Length against the platform and the plan, and captions as planned.</summary>
internal static class PlanChecks
{
    /// <summary>Adults read subtitles at this speed (Netflix Timed Text Style Guide).</summary>
    private const double ReadingSpeed = 17;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline, Platform platform, PlatformProfile profile)
    {
        yield return Check.Must("duration", "Length for the platform", file.Seconds >= profile.MinSeconds && file.Seconds <= profile.MaxSeconds,
            $"{file.Seconds:0.0} s", $"{profile.MinSeconds:0.#}–{profile.MaxSeconds:0} s on {platform.ToString().ToLowerInvariant()}",
            file.Seconds > profile.MaxSeconds ? "Shorten the script or choose a platform that takes longer videos." : "Add to the script.", file.Seconds);
        if (timeline is null) yield break;

        var off = Math.Abs(file.Picture.Seconds - timeline.DurationSeconds);
        yield return Check.Must("planned_length", "Length as planned", off <= 0.5, $"{off * 1000:0} ms off", "≤ 500 ms", "Render the timeline again.", off);

        var cues = timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        if (cues.Count == 0) yield break;
        var end = timeline.DurationSeconds * 1000;
        var sane = cues.All(cue => cue.StartMs >= 0 && cue.EndMs > cue.StartMs && cue.EndMs <= end + 50)
            && cues.Zip(cues.Skip(1), (one, next) => one.EndMs <= next.StartMs + 1).All(apart => apart);
        yield return Check.Must("caption_times", "Caption times", sane, sane ? $"{cues.Count} cues in order" : "cues overlap or leave the video", "in order, without overlap, inside the video",
            "Correct the captions' times in the timeline.");
        var lines = cues.Max(cue => cue.Lines.Count);
        yield return Check.Must("caption_lines", "Caption lines", lines <= 2, $"{lines}", "≤ 2", "Split the longest caption.", lines);
        var fastest = cues.Max(cue => cue.Text.Length * 1000.0 / Math.Max(1, cue.EndMs - cue.StartMs));
        var average = cues.Sum(cue => cue.Text.Length) * 1000.0 / cues.Sum(cue => cue.EndMs - cue.StartMs);
        yield return Check.Should("reading_speed", "Reading speed", average <= ReadingSpeed, $"{average:0.0} characters/s, {fastest:0} at most", $"≤ {ReadingSpeed} on average",
            "Let the voice speak slower, or shorten the narration.", average);
    }
}
