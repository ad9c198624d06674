using Synthora.Rendering.Analysis;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Where titles, cards' words, name bars, logos and stickers stand, from the layout that the renderer draws.</summary>
internal static class OverlayChecks
{
    /// <summary>What rounding to whole pixels may shift an edge by.</summary>
    private const double Rounding = 0.5;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline timeline, Platform platform)
    {
        if (file.Overlays.Count == 0) yield break;
        var name = platform.ToString().ToLowerInvariant();
        var safe = SafeBox.For(platform, timeline.Canvas, Script.IsRightToLeftLanguage(timeline.Language));
        var outside = file.Overlays.Where(overlay => overlay.Beyond(safe) > Rounding).ToList();
        var furthest = outside.MaxBy(overlay => overlay.Beyond(safe));
        yield return CheckCatalogue.OverlayLayout.Judge(furthest is null,
            furthest is null ? $"{file.Overlays.Count} of {file.Overlays.Count} inside" : $"{outside.Count} of {file.Overlays.Count} outside, “{furthest.Name}” by {furthest.Beyond(safe):0} px",
            $"Render it for {name}: its controls would cover this.", furthest?.Beyond(safe) ?? 0,
            $"all inside x {safe.Left}–{safe.Right}, y {safe.Top}–{safe.Bottom}", $"{name}, checked {SafeBox.CheckedOn:yyyy-MM-dd}");

        var captions = OverlayPlan.PlaceCaptions(timeline);
        var texts = file.Overlays.Where(overlay => overlay.IsText).ToList();
        if (captions.Count == 0 || texts.Count == 0) yield break;
        var met = captions.SelectMany(caption => texts.Select(text => (Text: text, Caption: caption, Depth: Overlap(text, caption))))
            .Where(pair => pair.Depth > Rounding).OrderByDescending(pair => pair.Depth).ToList();
        yield return CheckCatalogue.TextLayout.Judge(met.Count == 0,
            met is [var worst, ..] ? $"“{worst.Text.Name}” lies {worst.Depth:0} px over “{string.Join(' ', worst.Caption.Lines)}” at {Math.Max(worst.Text.StartSeconds, worst.Caption.StartSeconds):0.0} s" : "none",
            "Move the captions to another place, or shorten these words.", met is [var most, ..] ? most.Depth : 0);
    }

    /// <summary>How far two rectangles that are seen at one time lie over each other, in pixels of the shorter way apart.</summary>
    private static double Overlap(PlacedOverlay text, PlacedCaption caption)
    {
        if (text.StartSeconds >= caption.EndSeconds || caption.StartSeconds >= text.EndSeconds) return 0;
        var across = Math.Min(text.Box.Right, caption.Right) - Math.Max(text.Box.X, caption.Left);
        var down = Math.Min(text.Box.Bottom, caption.Bottom) - Math.Max(text.Box.Y, caption.Top);
        return Math.Max(0, Math.Min(across, down));
    }
}
