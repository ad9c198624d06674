using Synthora.Rendering.Icons;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>Draws the overlays that are shapes and words. They share the pass that draws the captions and cost next to nothing.</summary>
internal static class OverlayInk
{
    /// <summary>How dark the strip is that a progress bar fills.</summary>
    public const double BarGround = 0.35;

    private const int BarLayer = 50;
    private const int LowerThirdLayer = 34;
    private const int StickerLayer = 32;

    public static void AddTo(AssSheet sheet, SegmentPlan plan)
    {
        foreach (var placed in plan.Overlays)
        {
            var stage = StageOf(plan, placed);
            switch (placed.Overlay)
            {
                case ProgressBarOverlay bar: AddBar(stage, bar, placed, plan); break;
                case LowerThirdOverlay words: AddLowerThird(stage, words, plan); break;
                case StickerOverlay { Icon: { } name } sticker when IconLibrary.Get(name) is { } icon: AddSticker(stage, sticker, icon, plan); break;
                default: continue;
            }

            var from = (double)placed.FromFrame / plan.Canvas.Fps;
            sheet.Add(stage.Styles, stage.Lines.Select(line => line with { StartSeconds = line.StartSeconds + from, EndSeconds = line.EndSeconds + from }));
        }
    }

    private static Stage StageOf(SegmentPlan plan, OverlayPlan placed) => new(
        new CardContext(plan.Canvas, plan.Look, plan.SafeBox, plan.Language, (double)(placed.ToFrame - placed.FromFrame) / plan.Canvas.Fps, plan.Seed), 0);

    private static void AddBar(Stage stage, ProgressBarOverlay bar, OverlayPlan placed, SegmentPlan plan)
    {
        double tall = Math.Max(2, stage.Height * bar.Thickness), y = bar.AtTop ? 0 : stage.Height - tall;
        var colour = bar.Colour is { } asked ? Colour.Parse(asked) : Lively(plan.Look);
        var whole = new Drawing().AddRectangle(0, 0, stage.Width, tall);
        stage.Draw(BarLayer, whole, Colour.Black, Stage.At(0, y), opacity: BarGround);
        stage.Draw(BarLayer + 1, whole, colour, Stage.At(0, y), tags: $"\\fscx{Stage.N(100 * placed.FirstShare)}",
            tweens: [new(0, stage.Seconds, $"\\fscx{Stage.N(100 * placed.LastShare)}")]);
    }

    private static void AddLowerThird(Stage stage, LowerThirdOverlay words, SegmentPlan plan)
    {
        if (NameBar.Of(words, plan) is not { } bar) return;
        var type = bar.Type;
        var (name, role, pad, edge, unit) = (bar.Name, bar.Role, bar.Pad, bar.Edge, stage.Unit);
        var (rightToLeft, width, tall, left, top, bottom) = (bar.RightToLeft, bar.Panel.Width, bar.Panel.Height, bar.Panel.X, bar.Panel.Y, bar.Panel.Bottom);
        var accent = Lively(plan.Look);
        var panel = new Swatch(plan.Look.Palette).Dark(0.15, 0.04);

        // The edge grows first, the panel is wiped out of it, and the words follow; all of it leaves the same way.
        var edgeX = rightToLeft ? left + width : left - edge;
        stage.Draw(LowerThirdLayer + 1, new Drawing().AddRectangle(0, -tall / 2, edge, tall), accent, Stage.At(edgeX, top + (tall / 2)), tags: "\\fscy0",
            tweens: [new(0, 0.3, "\\fscy100", 0.4), new(stage.Leaving, stage.Seconds, "\\fscy0", 2)]);
        string Clip(double x0, double x1) => $"\\clip({(int)x0},{(int)top},{(int)Math.Ceiling(x1)},{(int)Math.Ceiling(bottom)})";
        var shut = rightToLeft ? Clip(left + width, left + width) : Clip(left, left);
        IReadOnlyList<Tween> wipe = [new(0.12, 0.5, Clip(left, left + width), 0.4), new(stage.Leaving - 0.1, stage.Leaving + 0.08, shut, 2)];
        stage.Draw(LowerThirdLayer, new Drawing().AddRectangle(0, 0, width, tall), panel, Stage.At(left, top), opacity: 0.86, tags: shut, tweens: wipe);
        void Line(Lettering line, Typeface face, Colour colour, double y, double from)
        {
            var x = rightToLeft ? left + width - pad - (line.Width / 2) : left + pad + (line.Width / 2);
            stage.Write(LowerThirdLayer + 2, line.Lines[0].Text, face, line.Em, colour, Stage.Glide(x - (24 * unit), y, x, y, from, 0.4), from: from, tags: shut, tweens: [.. wipe.Select(tween => tween with { From = Math.Max(from, tween.From) })], fadeIn: 0.15);
        }

        Line(name, type.Display, Colour.White, top + pad + (name.Height / 2), 0.16);
        if (role is not null) Line(role, type.Label, accent.ReadableOn(panel), bottom - pad - (role.Height / 2), 0.24);
    }

    /// <summary>A die-cut icon: white rim, soft shadow, two tones.</summary>
    private static void AddSticker(Stage stage, StickerOverlay sticker, Icon icon, SegmentPlan plan)
    {
        var whole = sticker.Size * Math.Min(stage.Width, stage.Height);
        double size = whole * 0.8, rim = whole * 0.07;
        var (x, y) = OverlayPictures.Middle(sticker, plan.SafeBox, whole, whole);
        IReadOnlyList<Key> arrive = sticker.Entrance == StickerEntrance.Slide ? Stage.Glide(x, y + (whole * 0.6), x, y, 0, 0.45) : [new(0, x, y), new(0.4, x, y)];
        var path = stage.ThenFloat(arrive, 0, whole * 0.02, 2.4);
        var pops = sticker.Entrance == StickerEntrance.Pop;
        IReadOnlyList<Tween> tweens = pops ? [.. Stage.Pop(0, 0.45, 116), .. Stage.Wiggle(0.5, 8)] : [];
        var small = pops ? Stage.Small : "";
        var fade = pops ? 0.05 : 0.25;
        var drawing = IconDrawing.Of(icon, size, 1.1);
        var shape = new Drawing().Add(drawing.Fill);
        foreach (var stroke in drawing.Strokes) shape.Add(stroke);
        var (ink, accent) = (new Swatch(plan.Look.Palette).Dark(0.2, 0.05), Lively(plan.Look));
        stage.Draw(StickerLayer, shape, Colour.Black, [.. path.Select(key => key with { Y = key.Y + (rim * 0.6) })], opacity: 0.3,
            tags: $"{small}\\bord{Stage.N(rim)}\\blur{Stage.N(rim * 0.5)}{Stage.Ink(Colour.Black, 0.3, 3)}", tweens: tweens, fadeIn: fade, fadeOut: 0.15);
        stage.Draw(StickerLayer + 1, shape, Colour.White, path, tags: $"{small}\\bord{Stage.N(rim)}{Stage.Ink(Colour.White, 1, 3)}", tweens: tweens, fadeIn: fade, fadeOut: 0.15);
        stage.Draw(StickerLayer + 2, drawing.Fill, accent, path, tags: small, tweens: tweens, fadeIn: fade, fadeOut: 0.15);
        foreach (var stroke in drawing.Strokes) stage.Draw(StickerLayer + 3, stroke, ink, path, tags: small, tweens: tweens, fadeIn: fade, fadeOut: 0.15);
    }

    public static Colour Lively(Look look)
    {
        var accent = new Swatch(look.Palette).Accent(0);
        return accent.WithLightness(Math.Clamp(accent.Lch.Lightness, 0.62, 0.85));
    }
}
