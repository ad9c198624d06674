using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>Every colour of the palette at once, heavy type on bouncing labels, and things that burst.</summary>
public sealed class VibrantDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.PoppinsExtraBold with { Leading = 1.86 }, Fonts.PoppinsBold with { Tracking = 0.02 }, Fonts.PoppinsExtraBold, Halo: 0.34);
    public override bool PrefersCentre => true;

    private static Colour Lit(Scenery scene, int n)
    {
        var (lightness, chroma, hue) = scene.Swatch.Accent((n + scene.Turn) % 3).Lch;
        return Colour.FromLch(Math.Clamp(lightness, 0.6, 0.84), chroma < 0.05 ? chroma : Math.Max(chroma, 0.2), hue);
    }

    private static Colour Deep(Scenery scene)
    {
        var (_, chroma, hue) = scene.Swatch.Accent(scene.Turn % 3).Lch;
        return Colour.FromLch(0.27, Math.Min(chroma, 0.15), hue);
    }

    /// <summary>Words stand on white labels, so the picture behind them may be as bright as it likes.</summary>
    protected override Colour Ground(Scenery scene) => Colour.White;
    protected override Colour Ink(Scenery scene) => Deep(scene);
    protected override Colour Accent(Scenery scene) => Deep(scene);

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var side = scene.Turn % 2 == 0 ? 0 : 1.0;
        double Across(double x) => Math.Abs(side - x);
        await AddGlowAsync(scene, Lit(scene, 1), Across(0.95), 0.3, 0.75, 1, 0.25, 5, scene.Turn, ct);
        await AddGlowAsync(scene, Lit(scene, 2), Across(0.1), 0.92, 0.8, 1, 0.25, 6, 2 + scene.Turn, ct);
        await AddGlowAsync(scene, Lit(scene, 1), Across(0.7), 1.02, 0.5, 0.8, 0.25, 4.5, 3 + scene.Turn, ct);
        await AddGhostAsync(scene, Colour.White, 0.26, ct, 1.1);
        return new([Lit(scene, 0).Hex, Lit(scene, 1).Hex, Lit(scene, 2).Hex], 0.06, scene.Turn);
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        var unit = scene.Unit;
        IReadOnlyList<Colour> colours = [Colour.White, scene.Swatch.Accent(scene.Turn % 3).WithLightness(0.86), scene.Swatch.Accent((scene.Turn + 1) % 3).WithLightness(0.86)];
        var area = scene.Plan.Area;
        var heart = scene.Plan.Icon is { } icon ? new Point(icon.CentreX, icon.CentreY) : new Point(area.CentreX, area.CentreY);
        Burst(scene, heart.X, heart.Y, (scene.Plan.Icon?.Width ?? area.Width * 0.8) * 0.92, 12, colours);

        // Two rolling shapes at the edges keep the picture dancing.
        double x = stage.Width * (scene.Turn % 2 == 0 ? 0.1 : 0.9), y = stage.Height * 0.8;
        stage.Draw(1, Drawing.Blob(150 * unit, 5, 0.11, scene.Turn), Colour.White, stage.ThenFloat([new(0, x, y)], 0, 22 * unit, 2.6), opacity: 0.22,
            tags: "\\fscx30\\fscy30", tweens: [new(0, 0.7, "\\fscx100\\fscy100", 0.35), new(0, stage.Seconds, $"\\frz{(int)(stage.Seconds * 40)}")]);
        stage.Draw(1, Drawing.Ring(84 * unit, 26 * unit), Colour.White, stage.ThenFloat([new(0, stage.Width - (x * 0.9), stage.Height * 0.1)], 0, 18 * unit, 2.2, 1), opacity: 0.3,
            tags: Stage.Small, tweens: [new(0.1, 0.7, "\\fscx100\\fscy100", 0.35)]);
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        double em = text.Setting.Em, tall = text.Setting.CapHeight * 1.62, pad = em * 0.3;
        var ink = Deep(scene);
        var step = Math.Min(0.13, stage.Seconds * 0.06);
        for (var n = 0; n < text.Setting.Lines.Count; n++)
        {
            // Each line is a label of its own; the last one is reversed.
            var line = text.Setting.Lines[n];
            double from = n * step, x = text.LineX(line) + (line.Width / 2), y = text.Middle(line), tilt = n % 2 == 0 ? -1.6 : 1.4;
            var reversed = n > 0 && n == text.Setting.Lines.Count - 1;
            IReadOnlyList<Tween> pop = [.. Stage.Pop(from, 0.44, 109), new(from, from + 0.3, $"\\frz{Stage.N(tilt)}", 0.6)];
            var tags = $"{Stage.Small}\\frz{Stage.N(tilt * 7)}";
            var path = stage.ThenFloat([new(0, x, y), new(from + 0.5, x, y)], 0, 4 * scene.Unit, 2, n * 1.1);
            var label = Drawing.Rectangle(line.Width + (pad * 2), tall, tall * 0.26);
            stage.Draw(16, label, ink, [.. path.Select(key => key with { X = key.X + (em * 0.05), Y = key.Y + (em * 0.08) })], tags: tags, opacity: 0.4, from: from, tweens: pop);
            stage.Draw(17, label, reversed ? ink : Colour.White, path, tags: tags, from: from, tweens: pop);
            stage.Write(20, line.Text, Type.Display, em, reversed ? Colour.White : ink, path, tags: tags, from: from, tweens: pop);
        }
    }

    /// <summary>The small line is a label too, in the picture's own dark.</summary>
    protected override void Kicker(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        var line = text.Setting.Lines[0];
        double em = text.Setting.Em, x = text.LineX(line) + (line.Width / 2), y = text.Middle(line);
        var path = text.Align == 0 ? Stage.At(x + (em * 0.6), y) : Stage.At(x, y);
        stage.Draw(16, Drawing.Rectangle(line.Width + (em * 1.2), em * 1.45, em * 0.72), Deep(scene), path, tags: Stage.Small, tweens: Stage.Pop(0.08));
        stage.Write(20, line.Text, Type.Label, em, Colour.White, path, tags: Stage.Small, tweens: Stage.Pop(0.12));
    }

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        var stage = scene.Stage;
        var path = stage.ThenFloat([new(0, box.CentreX, box.CentreY), new(0.5, box.CentreX, box.CentreY)], 0, 8 * scene.Unit, 2.2);
        var disc = Drawing.Circle(box.Width / 2);
        stage.Draw(8, disc, scene.Swatch.Dark(0.22, 0.09), [.. path.Select(key => key with { X = key.X + (8 * scene.Unit), Y = key.Y + (12 * scene.Unit) })], opacity: 0.35, tags: Stage.Small, tweens: Stage.Pop(0, 0.46, 118));
        stage.Draw(9, disc, Colour.White, path, tags: Stage.Small, tweens: Stage.Pop(0, 0.46, 118));
        var drawing = IconDrawing.Of(icon, box.Width * 0.56, 1.1);
        var ink = Deep(scene);
        stage.Draw(10, drawing.Fill, Lit(scene, 2), path, opacity: 0.3, tags: Stage.Small, tweens: Stage.Pop(0.12, 0.44, 120));
        foreach (var stroke in drawing.Strokes)
            stage.Draw(11, stroke, ink, path, tags: Stage.Small, tweens: [.. Stage.Pop(0.1, 0.44, 122), .. Stage.Wiggle(0.7, 10)]);
    }

    protected override Colour NumberInk(Scenery scene) => Ink(scene);

    protected override (Colour Face, Colour Words) ButtonColours(Scenery scene) => (Deep(scene), Colour.White);
}
