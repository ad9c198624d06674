using Synthora.Rendering.Captions;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Where captions stand and whether they can be made out, from the layout that the renderer draws.</summary>
internal static class CaptionLayoutChecks
{
    private const double SmallestLetters = 64;
    private const double LargestLetters = 100;

    public static IEnumerable<QualityCheck> Judge(Timeline timeline, Platform platform)
    {
        var cues = timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        if (cues.Count == 0 || CaptionStyles.For(timeline.Look, timeline.Canvas) is not { } design) yield break;

        var rightToLeft = Script.IsRightToLeftLanguage(timeline.Language);
        var safe = SafeBox.For(platform, timeline.Canvas, rightToLeft);
        var placed = OverlayPlan.PlaceCaptions(timeline);
        var outside = placed.Where(caption => !caption.IsInside(safe)).ToList();
        yield return CheckCatalogue.CaptionLayout.Judge(outside.Count == 0,
            outside is [var first, ..] ? $"{outside.Count} of {placed.Count} outside, first “{string.Join(' ', first.Lines)}”" : $"{placed.Count} of {placed.Count} inside",
            $"Render it for {platform.ToString().ToLowerInvariant()}: its controls would cover these captions.", outside.Count,
            $"all inside x {safe.Left}–{safe.Right}, y {safe.Top}–{safe.Bottom}", $"{platform.ToString().ToLowerInvariant()}, checked {SafeBox.CheckedOn:yyyy-MM-dd}");
        var lines = Math.Max(cues.Max(cue => cue.Lines.Count), placed.Select(caption => caption.Lines.Count).DefaultIfEmpty(0).Max());
        yield return CheckCatalogue.CaptionLines.Judge(lines <= 2, $"{lines}", "Split the longest caption.", lines);

        var unit = Math.Min(timeline.Canvas.Width, timeline.Canvas.Height) / 1080.0;
        var sizes = placed.Select(caption => caption.EmSize / unit).DefaultIfEmpty(design.EmSize / unit).Order().ToList();
        yield return CheckCatalogue.CaptionSize.Judge(sizes[0] >= SmallestLetters - 0.5 && sizes[^1] <= LargestLetters + 0.5,
            sizes[^1] - sizes[0] < 0.5 ? $"{sizes[0]:0} px" : $"{sizes[0]:0}–{sizes[^1]:0} px", "Split the caption with the longest words, which made its letters small.", sizes[0]);
    }
}
