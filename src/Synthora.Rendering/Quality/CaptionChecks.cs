using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Captions and subtitles as planned: their times and how long they can be read.</summary>
internal static class CaptionChecks
{
    /// <summary>Adults read subtitles at this speed (Netflix Timed Text Style Guide).</summary>
    private const double ReadingSpeed = 17;

    /// <summary>A group of karaoke words that stands for less is a flicker.</summary>
    private const int ShortestGroupMs = 250;

    public static IEnumerable<QualityCheck> Judge(Timeline timeline)
    {
        var cues = timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        if (cues.Count == 0 || timeline.Look.Captions == CaptionStyle.None) yield break;

        var problem = TimeProblem(cues, timeline.DurationSeconds * 1000);
        yield return CheckCatalogue.CaptionTimes.Judge(problem is null, problem ?? $"{cues.Count} cues in order", "Correct the captions' times in the timeline.", cues.Count);
        yield return CaptionStyles.For(timeline.Look, timeline.Canvas)?.Mode == CaptionMode.Phrase ? Reading(cues) : Flicker(cues);
        var echoes = Echo.In(timeline).ToList();
        yield return CheckCatalogue.Echoes.Judge(echoes.Count == 0, echoes is [var first, ..] ? $"{echoes.Count}, first “{first}”" : "none",
            "Show a figure, a name or a key word instead: captions say the rest already.", echoes.Count);
    }

    /// <summary>What players show of the speech, whether or not the picture has captions.</summary>
    public static IEnumerable<QualityCheck> Subtitles(Timeline timeline)
    {
        if (SubtitleCues.Of(timeline).MinBy(cue => cue.EndMs - cue.StartMs) is not { } shortest) yield break;
        var seconds = (shortest.EndMs - shortest.StartMs) / 1000.0;
        yield return CheckCatalogue.SubtitleTimes.Judge(shortest.EndMs - shortest.StartMs >= SubtitleCues.ShortestMs, $"“{Short(shortest)}” for {seconds:0.00} s",
            "Give these words more time: a longer scene, or a shorter pause before them.", seconds);
    }

    private static string? TimeProblem(List<Cue> cues, double endMs)
    {
        const double Frame = 50;
        foreach (var (before, cue) in cues.Prepend(cues[0]).Zip(cues))
        {
            if (cue.EndMs <= cue.StartMs) return $"“{Short(cue)}” ends before it starts";
            if (cue.StartMs < 0 || cue.EndMs > endMs + Frame) return $"“{Short(cue)}” leaves the video";
            if (!ReferenceEquals(before, cue) && before.EndMs > cue.StartMs + 1) return $"“{Short(before)}” and “{Short(cue)}” overlap";
        }

        return null;
    }

    /// <summary>Speech has its bursts; what tires a reader is a pace that lasts, so the whole text is set against its time on screen.</summary>
    private static QualityCheck Reading(List<Cue> cues)
    {
        var pace = cues.Sum(Letters) * 1000.0 / Math.Max(1, cues.Sum(cue => cue.EndMs - cue.StartMs));
        var fastest = cues.Max(cue => Letters(cue) * 1000.0 / Math.Max(1, cue.EndMs - cue.StartMs));
        return CheckCatalogue.ReadingSpeed.Judge(pace <= ReadingSpeed, $"{pace:0.0} characters/s, {fastest:0} at most",
            "Let the voice speak slower, or shorten the narration.", pace, $"≤ {ReadingSpeed} characters/s on average");
    }

    private static QualityCheck Flicker(List<Cue> cues)
    {
        var shortest = cues.MinBy(cue => cue.EndMs - cue.StartMs)!;
        var length = shortest.EndMs - shortest.StartMs;
        return CheckCatalogue.ReadingSpeed.Judge(length >= ShortestGroupMs, $"“{Short(shortest)}” for {length} ms",
            "Put the shortest group of words together with its neighbour.", length, $"≥ {ShortestGroupMs} ms a group", "advice of short-form editors") with
        { Unit = "ms" };
    }

    private static int Letters(Cue cue) => cue.Text.EnumerateRunes().Count();

    private static string Short(Cue cue)
    {
        var text = cue.Text.ReplaceLineEndings(" ");
        return text.Length <= 30 ? text : text[..30] + "…";
    }
}
