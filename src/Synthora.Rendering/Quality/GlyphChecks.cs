using Synthora.Rendering.Captions;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Whether some font of the machine can draw every character that is to be seen: captions, titles and cards.</summary>
internal static class GlyphChecks
{
    public static QualityCheck Judge(Timeline timeline)
    {
        var face = CaptionStyles.For(timeline.Look, timeline.Canvas)?.Face ?? FontLibrary.Find("Inter", 700);
        var fonts = new FontStack(face, timeline.Language, true);
        var text = string.Concat(Seen(timeline).SelectMany(EmojiLibrary.Apart).Where(piece => !EmojiLibrary.IsDrawn(piece)));
        var missing = fonts.Missing(text);
        var helpers = fonts.Fallbacks(fonts.Drawable(text));
        return CheckCatalogue.Glyphs.Judge(missing.Count == 0,
            missing.Count > 0 ? $"{missing.Count} missing: {string.Join(' ', missing.Take(8))}" : helpers.Count > 0 ? $"0 missing, {string.Join(", ", helpers)} helped out" : "0 missing",
            "Install a font that has them (on Debian fonts-noto-core or fonts-noto-cjk), or change the words.", missing.Count);
    }

    private static IEnumerable<string> Seen(Timeline timeline)
    {
        foreach (var scene in timeline.Scenes)
        {
            if (timeline.Look.Captions != CaptionStyle.None)
                foreach (var word in scene.Captions.SelectMany(cue => cue.Lines).SelectMany(line => line)) yield return word.Text;
        }

        foreach (var words in WordsOnScreen.Of(timeline)) yield return words;
    }
}
