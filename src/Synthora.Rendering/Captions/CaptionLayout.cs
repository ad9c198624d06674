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
    /// <param name="offsetSeconds">Where the rendered piece begins in the video; it is taken off every time.</param>
    /// <param name="layer">ASS layer of the words; a box behind them lies one below.</param>
    public static CaptionSheet Place(
        IReadOnlyList<Cue> cues, Look look, Canvas canvas, SafeBox box, string language, double offsetSeconds = 0, int layer = 10)
    {
        if (CaptionStyles.For(look, canvas) is not { } design || cues.Count == 0) return CaptionSheet.Empty;
        var fonts = new FontStack(design.Face, language, design.BoldFallback);
        var text = string.Concat(cues.Select(cue => design.Shown(cue.Lines.SelectMany(line => line))));
        var painter = new CaptionPainter(design, fonts, layer);
        var frame = CaptionFrame.For(canvas, box, design);
        var lines = new List<AssLine>();
        var placed = new List<PlacedCaption>();
        foreach (var cue in cues.Select(cue => Drawable(cue, fonts)).Where(cue => cue.Lines.Count > 0))
        {
            var block = CaptionBlock.Set(FittedCaption.Fit(cue, design, fonts, frame), design, fonts);
            var local = cue with { StartMs = Local(cue.StartMs), EndMs = Local(cue.EndMs) };
            lines.AddRange(painter.Paint(local, block, word => Local(word.StartMs) / 1000.0));
            placed.Add(block.Placed(local));
        }

        return new CaptionSheet(painter.Styles, lines, placed)
        {
            MissingGlyphs = fonts.Missing(text),
            FallbackFonts = fonts.Fallbacks(fonts.Drawable(text)),
        };

        int Local(int ms) => ms - (int)Math.Round(offsetSeconds * 1000);
    }

    private static Cue Drawable(Cue cue, FontStack fonts) => cue with
    {
        Lines = [.. cue.Lines
            .Select(line => line.Select(word => word with { Text = fonts.Drawable(word.Text).Trim() }).Where(word => word.Text.Length > 0).ToList())
            .Where(line => line.Count > 0)],
    };
}
