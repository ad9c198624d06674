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

    /// <summary>The rectangle that the letters and their rim never leave; null where nothing of the text can be drawn.</summary>
    public static Box? BoxOf(OverlayText text, SegmentPlan plan)
    {
        var (set, outline, centre, top) = Set(text, plan);
        if (set.Lines.Count == 0) return null;
        var head = top - (set.Face.Overhang(set.Lines[0].Text) * set.Em) - outline;
        var foot = top + set.Height + Rise(set) + (set.Face.Depth(set.Lines[^1].Text) * set.Em) + (1.5 * outline);
        return new Box(centre - (set.Width / 2) - outline, head, set.Width + (2.5 * outline), foot - head);
    }

    public static void AddTo(AssSheet sheet, OverlayText text, SegmentPlan plan)
    {
        var (lettering, outline, centre, top) = Set(text, plan);
        var (start, end) = ((double)text.StartFrame / plan.Canvas.Fps, (double)text.EndFrame / plan.Canvas.Fps);
        var stage = new Stage(new CardContext(plan.Canvas, plan.Look, plan.SafeBox, plan.Language, end - start, plan.Seed), 0);
        var rim = $"\\bord{Stage.N(outline)}\\shad{Stage.N(outline / 2)}{Stage.Ink(Colour.Black, 1, 3)}{Stage.Ink(Colour.Black, 0.5, 4)}";
        // Over a sun or snow a rim alone leaves white letters in a white field: a soft shade keeps the field dark.
        var shade = $"\\bord{Stage.N(3 * outline)}\\blur{Stage.N(4 * outline)}{Stage.Ink(Colour.Black, ShadeOpacity, 3)}";
        foreach (var line in lettering.Lines)
        {
            var y = top + line.Middle;
            IReadOnlyList<Key> path = [new(0, centre, y + Rise(lettering)), new(Arrives, centre, y)];
            stage.Write(Layer - 1, line.Text, lettering.Face, lettering.Em, Colour.Black, path, shade, ShadeOpacity, fadeIn: 0.12, fadeOut: 0.15, isShade: true);
            stage.Write(Layer, line.Text, lettering.Face, lettering.Em, Colour.White, path, rim, fadeIn: 0.12, fadeOut: 0.15);
        }

        sheet.Add(stage.Styles, stage.Lines.Select(line => line with { StartSeconds = line.StartSeconds + start, EndSeconds = line.EndSeconds + start }));
    }

    /// <summary>It comes from a little below, as the words of cards do, and is there well within half a second.</summary>
    private static double Rise(Lettering lettering) => lettering.Em / 4;

    /// <summary>The words in their lines, the width of their rim, and where the middle and the top of their first capitals are.</summary>
    private static (Lettering Lettering, double Outline, double Centre, double Top) Set(OverlayText text, SegmentPlan plan)
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
        var overhang = lettering.Lines is [var first, ..] ? face.Overhang(first.Text) * lettering.Em : 0;
        return (lettering, outline, centre, Composition.AreaOf(box, plan.Look, plan.Canvas, plan.Language).Y + (2 * outline) + overhang);
    }
}
