using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Captions ready to be drawn, and where they will stand.</summary>
public sealed record CaptionSheet(
    IReadOnlyList<AssStyle> Styles, IReadOnlyList<AssLine> Lines, IReadOnlyList<PlacedCaption> Placed)
{
    public static CaptionSheet Empty { get; } = new([], [], []);

    /// <summary>Characters no font of the machine has; they are left out of the picture.</summary>
    public IReadOnlyList<string> MissingGlyphs { get; init; } = [];

    /// <summary>Families of the machine that draw what the style's own font lacks.</summary>
    public IReadOnlyList<string> FallbackFonts { get; init; } = [];
}

/// <summary>The rectangle a caption never leaves, in canvas pixels, with times as the layout was asked for them.</summary>
/// <param name="Lines">As shown, top first.</param>
/// <param name="EmSize">Letter size in pixels.</param>
public sealed record PlacedCaption(
    double StartSeconds, double EndSeconds, double Left, double Top, double Right, double Bottom,
    IReadOnlyList<string> Lines, double EmSize)
{
    public bool IsInside(SafeBox box) => Left >= box.Left && Top >= box.Top && Right <= box.Right && Bottom <= box.Bottom;
}

/// <summary>Sets cues in the style of a look, inside a safe box.</summary>
public static class CaptionLayout
{
    private const double EmojiEms = 1.5;
    private const double EmojiGapEms = 0.28;

    /// <summary>As tall as Latin captions get: marks above the capitals, descenders.</summary>
    private const string Latin = "Åjgpqy";

    /// <param name="offsetSeconds">Where the rendered piece begins in the video; it is taken off every time.</param>
    /// <param name="layer">ASS layer of the words; what lies behind or above them takes up to four layers on both sides.</param>
    /// <param name="burned">The captions go through ffmpeg's filter rather than into a file for players.</param>
    public static CaptionSheet Place(
        IReadOnlyList<Cue> cues, Look look, Canvas canvas, SafeBox box, string language, double offsetSeconds = 0, int layer = 10, bool burned = false)
    {
        if (CaptionStyles.For(look, canvas) is not { } design || cues.Count == 0) return CaptionSheet.Empty;
        var fonts = new FontStack(design.Face, language, design.BoldFallback);
        var type = new Typesetter(design, fonts, language);
        var text = string.Concat(cues.SelectMany(cue => cue.Lines).SelectMany(line => line).SelectMany(word => EmojiLibrary.Apart(word.Text))
            .Where(piece => !EmojiLibrary.IsDrawn(piece)).Select(piece => type.Shown(new Word(piece, 0, 0))));
        var pen = new CaptionPen(design, type, layer, canvas.Fps, burned);
        var painter = new CaptionPainter(design, pen);
        var frame = CaptionFrame.For(canvas, box, design);
        var lines = new List<AssLine>();
        var placed = new List<PlacedCaption>();
        foreach (var cue in cues.Select(cue => Local(Drawable(cue, fonts), offsetSeconds)).Where(cue => cue.Lines.Count > 0))
        {
            var block = CaptionBlock.Set(FittedCaption.Fit(cue, type, frame), type);
            lines.AddRange(painter.Paint(cue, block));
            var (emoji, edge) = EmojiBeside(cue, block, pen, box);
            lines.AddRange(emoji);
            placed.Add(block.Placed(cue, edge));
        }

        return new CaptionSheet(pen.Styles, lines, placed)
        {
            MissingGlyphs = fonts.Missing(text),
            FallbackFonts = fonts.Fallbacks(fonts.Drawable(text)),
        };
    }

    /// <summary>
    /// The tallest caption of a look, with words that are set larger and an emoji: what cards and titles have to leave to it.
    /// Null where the usual room is enough, as it is for most scripts without an emoji.
    /// </summary>
    public static PlacedCaption? Tallest(Look look, Canvas canvas, SafeBox box, string language)
    {
        var letters = TallScripts.Of(language);
        if (letters is null && !look.CaptionEmoji) return null;
        var (up, down) = letters ?? (Latin, Latin);
        var cue = new Cue(0, 1000, [[new(up, 0, 500) { Emphasis = true }], [new(down, 500, 1000) { Emphasis = true }]]) { Emoji = look.CaptionEmoji ? "🔥" : null };
        return Place([cue], look, canvas, box, language).Placed is [var tallest, ..] ? tallest : null;
    }

    /// <summary>The caption's emoji on the side of the picture's middle: over its words, under those that stand at the top. Left out where the safe box has no room for it.</summary>
    private static (IEnumerable<AssLine> Lines, double? Edge) EmojiBeside(Cue cue, CaptionBlock block, CaptionPen pen, SafeBox box)
    {
        if (cue.Emoji is not { } emoji || !EmojiLibrary.IsDrawn(emoji)) return ([], null);
        var (size, isBelow) = (EmojiEms * block.EmSize, block.Design.Place == CaptionPlace.Top);
        var ink = (isBelow ? block.InkBottom - block.CentreY : block.CentreY - block.InkTop) * block.Design.Overshoot;
        var away = ink + block.Design.Bleed + (EmojiGapEms * block.EmSize);
        var (middle, edge) = isBelow
            ? (block.CentreY + away + (size / 2), block.CentreY + away + (size * 1.05))
            : (block.CentreY - away - (size / 2), block.CentreY - away - (size * 1.05));
        return edge < box.Top || edge > box.Bottom ? ([], null)
            : (pen.Emoji(emoji, block.CentreX, middle, size, pen.OnFrame(cue.StartMs / 1000.0), pen.OnFrame(cue.EndMs / 1000.0), @"\fad(80,0)"), edge);
    }

    private static Cue Local(Cue cue, double offsetSeconds)
    {
        var by = (int)Math.Round(offsetSeconds * 1000);
        return by == 0 ? cue : cue with
        {
            StartMs = cue.StartMs - by,
            EndMs = cue.EndMs - by,
            Lines = [.. cue.Lines.Select(line => line.Select(word => word with { StartMs = word.StartMs - by, EndMs = word.EndMs - by }).ToList())],
        };
    }

    private static Cue Drawable(Cue cue, FontStack fonts) => cue with
    {
        Lines = [.. cue.Lines
            .Select(line => line.SelectMany(word => Drawable(word, fonts)).ToList())
            .Where(line => line.Count > 0)],
    };

    /// <summary>A word without what no font can draw, with its emoji apart.</summary>
    private static IEnumerable<Word> Drawable(Word word, FontStack fonts) => EmojiLibrary.Apart(Script.OnOneLine(word.Text))
        .Select(piece => word with { Text = EmojiLibrary.IsDrawn(piece) ? piece : fonts.Drawable(piece).TrimStart() })
        .Where(piece => piece.Text.Trim().Length > 0);
}
