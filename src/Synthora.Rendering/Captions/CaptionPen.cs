using Synthora.Rendering.Fonts;

namespace Synthora.Rendering.Captions;

/// <summary>Writes the pieces captions are made of as ASS: words on a baseline, shapes around a middle, motions.</summary>
/// <param name="burned">Colours are bent for ffmpeg's filter; off for files that players read.</param>
internal sealed class CaptionPen(CaptionDesign design, Typesetter type, int layer, int fps, bool burned)
{
    private const int EntranceMs = 110;
    private const int SettleMs = 80;

    // Times of an ASS file have 10 ms. Events begin a little before their frame, so that rounding cannot push them to the next.
    private const double FrameLead = 0.006;

    public string Words { get; } = "Caption" + design.Name;
    public string Shapes { get; } = "CaptionShape" + design.Name;

    public IReadOnlyList<AssStyle> Styles
    {
        get
        {
            var (font, bold, size) = (design.Face.AssFont, design.Face.AssBold, design.AssSize(design.EmSize));
            return
            [
                new AssStyle(Words, font, size, design.Colour, design.OutlineColour, design.Outline, design.Shadow,
                    BackOpacity: design.ShadowOpacity, Bold: bold, Spacing: design.Spacing, ActiveColour: design.ActiveColour),
                new AssStyle(Shapes, font, size, design.BoxColour),
            ];
        }
    }

    /// <summary>The moment of the frame nearest to a time, in seconds.</summary>
    public double OnFrame(double seconds) => Math.Max(0, (Math.Round(seconds * fps) / fps) - FrameLead);

    /// <summary>One line of text around a middle, its letters on a baseline.</summary>
    /// <param name="depth">0 for the words themselves; less lies below them, more above.</param>
    public AssLine Text(CaptionBlock block, string text, double x, double baseline, double em, double from, double to, string tags = "", int depth = 0)
    {
        var size = design.AssSize(em);
        var (ascent, descent) = type.Fonts.LineExtent(text, size);
        // -1 lets the first strong letter decide the direction, and the mark makes it right-to-left whatever comes first.
        var (direction, mark) = block.RightToLeft ? (@"\fe-1", Script.RightToLeftMark) : Script.IsRightToLeft(text) ? (@"\fe-1", "") : ("", "");
        if (design.Spacing != 0 && Script.IsShaped(text)) direction += @"\fsp0";
        var scale = Math.Abs(em - design.EmSize) > 0.01 ? string.Create(CultureInfo.InvariantCulture, $@"\fs{size:0.##}") : "";
        var y = baseline + ((descent - ascent) / 2);
        return new AssLine(layer + depth, from, to, Words, string.Create(
            CultureInfo.InvariantCulture, $@"{{\an5\pos({x:0.#},{y:0.#}){scale}{direction}{Lean(block)}{tags}}}{type.Fonts.Markup(mark + text, size)}"));
    }

    public AssLine Text(CaptionBlock block, PlacedWord word, double from, double to, string tags = "", int depth = 0) =>
        Text(block, word.Text, word.CentreX, word.Baseline, word.EmSize, from, to, tags, depth);

    /// <summary>A filled shape around a middle.</summary>
    public AssLine Shape(CaptionBlock block, string drawing, double x, double y, string colour, double opacity, double from, double to, string tags = "", int depth = -1) =>
        new(layer + depth, from, to, Shapes, string.Create(
            CultureInfo.InvariantCulture, $@"{{\an5\pos({x:0.#},{y:0.#}){Colour(1, colour)}{Alpha(1, opacity)}{Lean(block)}{tags}\p1}}{drawing}"));

    /// <summary>A filled shape that brings its own place and motion.</summary>
    public AssLine Moving(string drawing, string colour, double from, double to, string motion, int depth) =>
        new(layer + depth, from, to, Shapes, $@"{{{motion}{Colour(1, colour)}\p1}}{drawing}");

    /// <summary>The beginning of a word, standing where it stands in the whole.</summary>
    public AssLine TextFrom(CaptionBlock block, string beginning, PlacedWord word, double from, double to) =>
        Text(block, beginning, word.Left + (Width(beginning, word) / 2), word.Baseline, word.EmSize, from, to);

    /// <summary>A block after the letters written so far.</summary>
    public AssLine Cursor(CaptionBlock block, string beginning, PlacedWord word, string colour, double from, double to)
    {
        var (width, height) = (0.4 * block.EmSize, 1.05 * block.Rise);
        var end = block.RightToLeft ? word.Left - (0.08 * block.EmSize) - (width / 2) : word.Left + Width(beginning, word) + (0.08 * block.EmSize) + (width / 2);
        return Shape(block, RoundedRectangle.Draw(width, height, 0.04 * block.EmSize), end, word.Baseline - (height / 2) + (0.02 * block.EmSize), colour, 1, from, to);
    }

    private double Width(string text, PlacedWord word) => type.Fonts.AssWidth(text, design.AssSize(word.EmSize), design.SpacingOf(text));

    /// <summary>An emoji around a middle, layer upon layer.</summary>
    public IEnumerable<AssLine> Emoji(string emoji, double x, double y, double size, double from, double to, string tags = "")
    {
        var scale = 100 * size / EmojiLibrary.Grid;
        foreach (var shape in EmojiLibrary.Layers(emoji))
        {
            yield return new AssLine(layer + 2, from, to, Shapes, string.Create(
                CultureInfo.InvariantCulture,
                $@"{{\an5\pos({x:0.#},{y:0.#})\fscx{scale:0.##}\fscy{scale:0.##}{Colour(1, shape.Colour)}{Alpha(1, shape.Opacity)}{tags}\p1}}{shape.Square}"));
        }
    }

    /// <summary>A colour tag: 1 fills, 3 is the outline, 4 the shadow.</summary>
    public string Colour(int slot, string colour) => $@"\{slot}c{AssColour.Override(burned ? BurnedColour.Of(colour) : colour)}";

    public static string Alpha(int slot, double opacity) => $@"\{slot}a&H{AssColour.Of("#000000", opacity)[2..4]}&";

    /// <summary>How the block comes in. <paramref name="scale"/> is the size it comes to, in percent.</summary>
    public string Entrance(double scale = 100)
    {
        string To(double part) => string.Create(CultureInfo.InvariantCulture, $@"\fscx{scale * part:0.##}\fscy{scale * part:0.##}");
        return design.Entrance switch
        {
            CaptionEntrance.Pop => $@"\fad(50,0){To(0.86)}\t(0,{EntranceMs},{To(1.04)})\t({EntranceMs},{EntranceMs + SettleMs},{To(1)})",
            CaptionEntrance.Spring => $@"{To(0.72)}\t(0,80,{To(1.1)})\t(80,150,{To(0.96)})\t(150,220,{To(1)})",
            CaptionEntrance.Fade => @"\fad(120,0)",
            _ => "",
        };
    }

    /// <summary>Captions lean to the side their letters choose, so that neighbours differ and a second render does not.</summary>
    private string Lean(CaptionBlock block)
    {
        if (design.Tilt == 0) return "";
        var side = block.Lines[0].Text.Sum(letter => letter) % 2 == 0 ? 1 : -1;
        return string.Create(CultureInfo.InvariantCulture, $@"\org({block.CentreX:0.#},{block.CentreY:0.#})\frz{side * design.Tilt:0.#}");
    }
}
