using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>Deep colour in slow light, glass, and words that rise out of a masked line.</summary>
public sealed class ModernDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.MontserratExtraBold, Fonts.Label(Fonts.MontserratBold), Fonts.MontserratExtraBold);

    protected override Colour Ground(Scenery scene) => scene.Swatch.Dark(0.2, 0.07);
    protected override Colour Ink(Scenery scene) => Colour.White;
    protected override Colour Accent(Scenery scene) => scene.Swatch.Accent(scene.Turn % 2).WithLightness(0.78, 1.05);

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var swatch = scene.Swatch;
        Colour first = swatch.Accent(scene.Turn % 2), second = swatch.Accent((scene.Turn + 1) % 2), third = swatch.Accent(2);
        Colour Lit(Colour colour) => colour.WithLightness(Math.Min(colour.Lch.Lightness, 0.56), 1.1);
        var side = scene.Turn % 2 == 0 ? 0 : 1;
        double Across(double x) => side == 0 ? x : 1 - x;
        await AddGlowAsync(scene, Lit(first), Across(0.98), 0.62, 0.62, 0.85, 0.16, 7, scene.Turn, ct);
        await AddGlowAsync(scene, Lit(second), Across(0.02), 0.98, 0.66, 0.75, 0.14, 9, 2 + scene.Turn, ct);
        await AddGlowAsync(scene, Lit(third), Across(0.1), 0.05, 0.48, 0.42, 0.15, 8, 4 + scene.Turn, ct);
        await AddGhostAsync(scene, Colour.White, 0.13, ct, 0.8);
        return new([swatch.Dark(0.13, 0.06).Hex, first.WithLightness(0.25).Hex, swatch.Dark(0.16, 0.06).Hex], 0.02, scene.Turn);
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        double unit = scene.Unit, x = scene.Turn % 2 == 0 ? stage.Width * 0.16 : stage.Width * 0.84, y = stage.Height * 0.87;
        var radius = stage.Height > stage.Width ? 170 * unit : 120 * unit;
        for (var ring = 0; ring < 3; ring++)
        {
            var size = radius * (0.5 + (ring * 0.28));
            var turn = ring % 2 == 0 ? 130 : -160;
            stage.Draw(2, Drawing.Arc(size, 5 * unit, 0.1 * ring, 0.62 + (0.08 * ring)), Colour.White, Stage.At(x, y), opacity: 0.3 - (0.06 * ring),
                tags: "\\fscx40\\fscy40", fadeIn: 0.25,
                tweens: [new(0, 0.8, "\\fscx100\\fscy100", 0.3), new(0, stage.Seconds, $"\\frz{turn}")]);
        }

        // A field of dots that wakes from one corner.
        double step = 44 * unit, left = scene.Turn % 2 == 0 ? stage.Width * 0.76 : stage.Width * 0.07;
        for (var row = 0; row < 4; row++)
        {
            var dots = new Drawing();
            for (var column = 0; column < 5; column++) dots.AddEllipse(column * step, 0, 4.5 * unit, 4.5 * unit);
            stage.Draw(2, dots, Colour.White, Stage.Glide(left - (30 * unit), (stage.Height * 0.075) + (row * step), left, (stage.Height * 0.075) + (row * step), row * 0.06, 0.5),
                opacity: 0.35, from: row * 0.06, fadeIn: 0.3);
        }
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        double em = text.Setting.Em, stagger = Stagger(scene, text, 0.06);
        var strongest = Strongest(text);
        foreach (var word in Words(text))
        {
            double from = 0.02 + (word.Number * stagger), drop = text.Setting.CapHeight * 1.5;
            double top = word.Y - (text.Setting.CapHeight * 0.5) - (em * 0.24), bottom = word.Y + (text.Setting.CapHeight * 0.5) + (em * 0.27);
            var mask = $"\\clip(0,{(int)top},{(int)stage.Width},{(int)Math.Ceiling(bottom)})";
            var colour = word.Number == strongest ? Accent(scene).ReadableOn(Ground(scene)) : Colour.White;
            var rise = Stage.Glide(word.X, word.Y + drop, word.X, word.Y, from, 0.42);
            stage.Write(20, word.Text, Type.Display, em, colour, rise, tags: mask, from: from);
        }
    }

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        var stage = scene.Stage;
        double unit = scene.Unit, size = box.Width;
        var float1 = stage.ThenFloat([new(0, box.CentreX, box.CentreY), new(0.45, box.CentreX, box.CentreY)], 0, 7 * unit, 3.2);
        var tile = Drawing.Rectangle(size, size, size * 0.26);
        var accent = Accent(scene);
        stage.Draw(8, tile, Colour.Black, [.. float1.Select(key => key with { Y = key.Y + (16 * unit) })], tags: $"{Stage.Small}\\blur{Stage.N(10 * unit)}", opacity: 0.28, tweens: Stage.Pop(0));
        stage.Draw(9, tile, Colour.White, float1, opacity: 0.16, tags: Stage.Small, tweens: Stage.Pop(0));
        stage.Draw(10, Drawing.Frame(size, size, Math.Max(2, 2.5 * unit), size * 0.26), Colour.White, float1, opacity: 0.42, tags: Stage.Small, tweens: Stage.Pop(0));
        var drawing = IconDrawing.Of(icon, size * 0.6);
        stage.Draw(11, drawing.Fill, accent, float1, opacity: 0.34, tags: "\\fscx60\\fscy60", from: 0.15, tweens: Stage.Pop(0.15), fadeIn: 0.2);
        var n = 0;
        foreach (var stroke in drawing.Strokes)
        {
            var from = 0.1 + (0.05 * Math.Min(n++, 8));
            stage.Draw(12, stroke, Colour.White, float1, tags: "\\fscx40\\fscy40", from: from, tweens: Stage.Pop(from, 0.36, 106), fadeIn: 0.1);
        }
    }
}
