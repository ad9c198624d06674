using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>Sets the text that stands over footage: the hook's title large, a label smaller, both at the top of the safe box.</summary>
internal static class TitleText
{
    private const int Layer = 30;
    private static readonly Typeface Face = new("Montserrat", 800, Leading: 1.55);

    public static void AddTo(AssSheet sheet, OverlayText text, SegmentPlan plan)
    {
        var box = plan.FreeBox;
        var isTitle = text.Role == TextRole.Title;
        var outline = plan.Canvas.Width * (isTitle ? 0.007 : 0.005);
        // Centred on the canvas like the captions below it, so the narrower side of the box limits it.
        var centre = plan.Canvas.Width / 2.0;
        var width = 2 * Math.Min(centre - box.Left, box.Right - centre);
        var lettering = Lettering.Fit(
            text.Text, Face, width - (4 * outline), box.Height * (isTitle ? 0.3 : 0.2), plan.Canvas.Width * (isTitle ? 0.085 : 0.06), isTitle ? 4 : 3);
        var style = new AssStyle(
            isTitle ? "title" : "label", Face.Face.AssFont, Face.AssSize(lettering.Em), "#FFFFFF", Outline: outline, Shadow: outline / 2,
            BackOpacity: 0.5, Bold: Face.Face.AssBold);
        var (start, end) = ((double)text.StartFrame / plan.Canvas.Fps, (double)text.EndFrame / plan.Canvas.Fps);
        sheet.Add([style], lettering.Lines.Select(line =>
        {
            var y = box.Top + (2 * outline) + line.Middle - (Face.CapMiddle * lettering.Em);
            // It comes from a little below, as the words of cards do, and is there well within half a second.
            var move = FFmpegText.Of($"{{\\an5\\q2\\move({centre:0.##},{y + (lettering.Em / 4):0.##},{centre:0.##},{y:0.##},0,180)\\fad(120,150)}}");
            return new AssLine(Layer, start, end, style.Name, move + AssText.Escape(line.Text));
        }));
    }
}
