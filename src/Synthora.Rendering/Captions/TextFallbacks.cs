using System.Text;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Everything about a timeline's words that will be drawn in a lesser way than asked, known before the render.</summary>
public static class TextFallbacks
{
    private const string GetFonts = "no font of this machine has them; on Debian, fonts-noto-core and fonts-noto-cjk have most";

    public static IReadOnlyList<Fallback> Of(Timeline timeline) => [.. Captions(timeline), .. Shown(timeline)];

    private static IEnumerable<Fallback> Captions(Timeline timeline)
    {
        var cues = timeline.Scenes.SelectMany(scene => scene.Captions).ToList();
        if (cues.Count == 0 || CaptionStyles.For(timeline.Look, timeline.Canvas) is not { } design) yield break;

        var fonts = new FontStack(design.Face, timeline.Language, design.BoldFallback);
        var text = Letters(cues.SelectMany(cue => cue.Lines).SelectMany(line => line).Select(word => word.Text));
        if (fonts.Missing(text) is [_, ..] missing) yield return LeftOut("captions", missing, text);
        if (fonts.Fallbacks(fonts.Drawable(text)) is [_, ..] families)
            yield return new($"captions in {design.Face.Family}", $"set in {string.Join(", ", families)} where it lacks the letters", $"{design.Face.Family} does not have them");
        if (!WordBreaks.HasDictionary && text.EnumerateRunes().Any(Script.HasNoSpaces))
            yield return new("captions broken between words", "broken between letters", "ICU, which knows the words of writing without spaces, is not installed; on Debian it is libicu72");
        if (timeline.Look.CaptionEmoji && !EmojiPicker.Knows(timeline.Language))
            yield return new("emoji over the captions", "none were added", "the words they belong to are known in English only");
    }

    /// <summary>Titles over footage, words of cards and lower thirds.</summary>
    private static IEnumerable<Fallback> Shown(Timeline timeline)
    {
        var text = Letters(WordsOnScreen.Of(timeline));
        if (Motion.Script.Missing(text) is [_, ..] missing) yield return LeftOut("titles and cards", missing, text);
    }

    private static string Letters(IEnumerable<string> texts) =>
        string.Concat(texts.Distinct().SelectMany(EmojiLibrary.Apart).Where(piece => !EmojiLibrary.IsDrawn(piece)).Distinct());

    /// <summary>A symbol can be spared; words that lack letters cannot be read.</summary>
    private static Fallback LeftOut(string what, IReadOnlyList<string> missing, string text)
    {
        var letters = text.EnumerateRunes().Where(Rune.IsLetter).Select(rune => rune.ToString()).ToHashSet();
        return new Fallback($"{what} with {string.Join(' ', missing.Take(12))}", "left out of the picture", GetFonts, Blocks: missing.Any(letters.Contains));
    }
}
