using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Everything about a timeline's captions that will be drawn in a lesser way than asked, known before the render.</summary>
public static class CaptionFallbacks
{
    public static IReadOnlyList<Fallback> Of(Timeline timeline)
    {
        var cues = timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        if (cues.Count == 0 || CaptionStyles.For(timeline.Look, timeline.Canvas) is not { } design) return [];

        var fonts = new FontStack(design.Face, timeline.Language, design.BoldFallback);
        var pieces = cues.SelectMany(cue => cue.Lines).SelectMany(line => line).SelectMany(word => EmojiLibrary.Apart(word.Text)).Distinct()
            .Where(piece => !EmojiLibrary.IsDrawn(piece)).ToList();
        var text = string.Concat(pieces);
        var fallbacks = new List<Fallback>();
        if (fonts.Missing(text) is [_, ..] missing)
        {
            fallbacks.Add(new Fallback(
                $"captions with {string.Join(' ', missing.Take(12))}", "left out of the picture",
                "no font of this machine has them; on Debian, fonts-noto-core and fonts-noto-cjk have most"));
        }

        if (fonts.Fallbacks(fonts.Drawable(text)) is [_, ..] families)
            fallbacks.Add(new Fallback($"captions in {design.Face.Family}", $"set in {string.Join(", ", families)} where it lacks the letters", $"{design.Face.Family} does not have them"));
        if (!WordBreaks.HasDictionary && text.EnumerateRunes().Any(Script.HasNoSpaces))
            fallbacks.Add(new Fallback("captions broken between words", "broken between letters", "ICU, which knows the words of writing without spaces, is not installed; on Debian it is libicu72"));
        if (timeline.Look.CaptionEmoji && !EmojiPicker.Knows(timeline.Language))
            fallbacks.Add(new Fallback("emoji over the captions", "none were added", "the words they belong to are known in English only"));
        return fallbacks;
    }
}
