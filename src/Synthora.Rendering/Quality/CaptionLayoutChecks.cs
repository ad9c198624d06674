using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Where captions stand and whether they can be made out, from the layout that the renderer draws.</summary>
internal static class CaptionLayoutChecks
{
    private const double ReadableContrast = 4.5;

    public static IEnumerable<QualityCheck> Judge(Timeline timeline, Platform platform)
    {
        var cues = timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        if (cues.Count == 0 || CaptionStyles.For(timeline.Look, timeline.Canvas) is not { } design) yield break;

        var rightToLeft = Script.IsRightToLeftLanguage(timeline.Language);
        var drawn = SafeBox.For(timeline.Platform, timeline.Canvas, rightToLeft);
        var safe = SafeBox.For(platform, timeline.Canvas, rightToLeft);
        var sheet = CaptionLayout.Place(cues, timeline.Look, timeline.Canvas, drawn, timeline.Language);
        var outside = sheet.Placed.Where(caption => !caption.IsInside(safe)).ToList();
        yield return Check.Must("caption_layout", "Captions in the safe box", outside.Count == 0,
            outside is [var first, ..] ? $"{outside.Count} of {sheet.Placed.Count} outside, first “{string.Join(' ', first.Lines)}”" : $"{sheet.Placed.Count} of {sheet.Placed.Count} inside",
            $"all inside x {safe.Left}–{safe.Right}, y {safe.Top}–{safe.Bottom} on {platform.ToString().ToLowerInvariant()} (checked {SafeBox.CheckedOn:yyyy-MM-dd})",
            $"Render it for {platform.ToString().ToLowerInvariant()}: its controls would cover these captions.", outside.Count, "captions");
        var lines = Math.Max(cues.Max(cue => cue.Lines.Count), sheet.Placed.Select(caption => caption.Lines.Count).DefaultIfEmpty(0).Max());
        yield return Check.Must("caption_lines", "Caption lines", lines <= 2, $"{lines}", "≤ 2", "Split the longest caption.", lines, "lines");

        yield return Check.Must("glyphs", "Every character has a glyph", sheet.MissingGlyphs.Count == 0,
            sheet.MissingGlyphs.Count > 0 ? $"{sheet.MissingGlyphs.Count} missing: {string.Join(' ', sheet.MissingGlyphs.Take(8))}"
                : sheet.FallbackFonts.Count > 0 ? $"0 missing, {string.Join(", ", sheet.FallbackFonts)} helped out" : "0 missing",
            "0 missing", "Install a font that has them (on Debian fonts-noto-core or fonts-noto-cjk), or change the words.", sheet.MissingGlyphs.Count, "characters");
        var contrast = WorstContrast(design);
        yield return Check.Should("contrast", "Caption contrast", contrast >= ReadableContrast, $"{contrast:0.0} : 1", $"≥ {ReadableContrast} : 1 on any picture (WCAG 2)",
            "Choose a caption style with a stronger outline or box.", contrast);
    }

    /// <summary>Letters against what surrounds them: their outline, or their box over the picture that hides them best.</summary>
    private static double WorstContrast(CaptionDesign design) => design.Contrasts.Min(pair => Contrast.Between(pair.Ink, pair.Ground));
}
