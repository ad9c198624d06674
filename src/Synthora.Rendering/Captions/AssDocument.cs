using System.Text;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Writes a whole ASS file; the same styles and lines give the same bytes.</summary>
public static class AssDocument
{
    /// <summary>Lines keep their order within a layer; a line that ends before it has begun is left out.</summary>
    public static string Write(Canvas canvas, IEnumerable<AssStyle> styles, IEnumerable<AssLine> lines)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            [Script Info]
            ScriptType: v4.00+
            PlayResX: {canvas.Width}
            PlayResY: {canvas.Height}
            LayoutResX: {canvas.Width}
            LayoutResY: {canvas.Height}
            WrapStyle: 2
            ScaledBorderAndShadow: yes
            Kerning: yes
            YCbCr Matrix: TV.709

            [V4+ Styles]
            Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding

            """);
        foreach (var style in styles) text.Append(Style(style)).Append('\n');
        text.Append("\n[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n");
        foreach (var line in lines)
        {
            var start = Centiseconds(line.StartSeconds);
            var end = Centiseconds(line.EndSeconds);
            if (end <= start) continue;
            text.Append(CultureInfo.InvariantCulture, $"Dialogue: {line.Layer},{Clock(start)},{Clock(end)},{line.Style},,0,0,0,,{line.Text}\n");
        }

        return text.ToString();
    }

    private static string Style(AssStyle style)
    {
        // A box takes its colour from the outline and its padding from the outline's width.
        var outline = style.Boxed ? AssColour.Of(style.BackColour, style.BackOpacity) : AssColour.Of(style.OutlineColour);
        return string.Create(CultureInfo.InvariantCulture, $"Style: {style.Name},{style.Font},{style.Size:0.##},{AssColour.Of(style.Colour)},{AssColour.Of(style.ActiveColour ?? style.Colour)},{outline},{AssColour.Of(style.BackColour, style.BackOpacity)},{(style.Bold ? -1 : 0)},0,0,0,100,100,{style.Spacing:0.##},0,{(style.Boxed ? 3 : 1)},{style.Outline:0.##},{style.Shadow:0.##},{style.Alignment},0,0,0,1");
    }

    /// <summary>Times before the start are cut off there.</summary>
    private static long Centiseconds(double seconds) => Math.Max(0, (long)Math.Round(seconds * 100));

    private static string Clock(long centiseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{centiseconds / 360000}:{centiseconds / 6000 % 60:00}:{centiseconds / 100 % 60:00}.{centiseconds % 100:00}");
}
