using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Length against the platform and the plan, and picture and sound of the same length.</summary>
internal static class LengthChecks
{
    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline, Platform platform, PlatformProfile profile)
    {
        var limit = profile.Limits.Seconds;
        yield return CheckCatalogue.Duration.Judge(limit.Allows(file.Seconds), $"{file.Seconds:0.0} s",
            file.Seconds > limit.Max ? "Shorten it or choose a platform that takes longer videos." : "Make it longer.", file.Seconds,
            $"{limit.Min ?? 0:0.#}–{limit.Max:0} s on {platform.ToString().ToLowerInvariant()}", $"{limit.Source}, checked {PlatformProfile.CheckedOn:yyyy-MM-dd}");
        if (timeline is not null)
        {
            var off = Math.Abs(file.Picture.Seconds - timeline.DurationSeconds);
            yield return CheckCatalogue.PlannedLength.Judge(off <= 0.5, $"{off * 1000:0} ms off", "Render the timeline again.", off);
        }

        if (file.Sound is not { } sound) yield break;
        var difference = Math.Abs(file.Picture.Start + file.Picture.Seconds - sound.Start - sound.Seconds);
        // Sound ends on a packet of 1024 samples, which at 60 fps is longer than a frame.
        var allowed = Math.Max(1 / Math.Max(1, file.Picture.Packets.Fps), 1024.0 / 48000) + 0.001;
        yield return CheckCatalogue.LengthMatch.Judge(difference <= allowed, $"{difference * 1000:0} ms apart", "Cut or pad the sound to the picture's length.", difference, $"≤ {allowed * 1000:0} ms");
        var offset = Math.Max(Math.Abs(file.Picture.Start), Math.Abs(sound.Start));
        yield return CheckCatalogue.StartOffset.Judge(offset <= 0.022, $"{offset * 1000:0} ms", "Remux it so that both start at 0.", offset);
    }
}
