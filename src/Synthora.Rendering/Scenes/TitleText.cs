using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;
using Faces = Synthora.Rendering.Motion.Designs.Fonts;

namespace Synthora.Rendering.Scenes;

/// <summary>Sets the text that stands over footage: the hook's title large, a label smaller, both at the top of what captions leave of the safe box.</summary>
internal static class TitleText
{
    private const int Layer = 30;
    private const double Arrives = 0.18;
    private const double ShadeOpacity = 0.55;
    private static readonly TypeSystem Usual = new(new("Montserrat", 800, Leading: 1.55), Faces.MontserratBold, Faces.MontserratExtraBold, Halo: 0.1);

    public static void AddTo(AssSheet sheet, OverlayText text, SegmentPlan plan)
    {
        var face = Faces.In(plan.Look.Fonts, Usual).Display;
        var box = plan.FreeBox;
        var isTitle = text.Role == TextRole.Title;
        var outline = plan.Canvas.Width * (isTitle ? 0.007 : 0.005);
        // Centred on the canvas like the captions below it, so the narrower side of the box limits it.
        var centre = plan.Canvas.Width / 2.0;
        var width = 2 * Math.Min(centre - box.Left, box.Right - centre);
        var lettering = Lettering.Fit(
            Motion.Script.Drawable(text.Text), face, width - (4 * outline), box.Height * (isTitle ? 0.3 : 0.2), plan.Canvas.Width * (isTitle ? 0.085 : 0.06), isTitle ? 4 : 3);
        var (start, end) = ((double)text.StartFrame / plan.Canvas.Fps, (double)text.EndFrame / plan.Canvas.Fps);
        var stage = new Stage(new CardContext(plan.Canvas, plan.Look, plan.SafeBox, plan.Language, end - start, plan.Seed), 0);
        var rim = $"\\bord{Stage.N(outline)}\\shad{Stage.N(outline / 2)}{Stage.Ink(Colour.Black, 1, 3)}{Stage.Ink(Colour.Black, 0.5, 4)}";
        var top = Composition.AreaOf(box, plan.Look, plan.Canvas).Y + (2 * outline) + (lettering.Lines is [var first, ..] ? face.Overhang(first.Text) * lettering.Em : 0);
        // Over a sun or snow a rim alone leaves white letters in a white field: a soft shade keeps the field dark.
        var shade = $"\\bord{Stage.N(3 * outline)}\\blur{Stage.N(4 * outline)}{Stage.Ink(Colour.Black, ShadeOpacity, 3)}";
        foreach (var line in lettering.Lines)
        {
            var y = top + line.Middle;
            stage.Write(Layer - 1, line.Text, face, lettering.Em, Colour.Black, [new(0, centre, y + (lettering.Em / 4)), new(Arrives, centre, y)], shade, ShadeOpacity, fadeIn: 0.12, fadeOut: 0.15, isShade: true);
            // It comes from a little below, as the words of cards do, and is there well within half a second.
            stage.Write(Layer, line.Text, face, lettering.Em, Colour.White, [new(0, centre, y + (lettering.Em / 4)), new(Arrives, centre, y)], rim, fadeIn: 0.12, fadeOut: 0.15);
        }

        sheet.Add(stage.Styles, stage.Lines.Select(line => line with { StartSeconds = line.StartSeconds + start, EndSeconds = line.EndSeconds + start }));
    }
}
