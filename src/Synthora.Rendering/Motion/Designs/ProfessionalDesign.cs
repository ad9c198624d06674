using System.Globalization;
using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>A clear grid, a firm edge of colour, lines that are wiped on and columns that grow.</summary>
public sealed class ProfessionalDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.InterBold, Fonts.Label(Fonts.InterBold, 0.1), Fonts.InterBold with { Tracking = -0.03 });

    private static bool IsDark(Scenery scene) => scene.Turn % 2 == 1;

    protected override Colour Ground(Scenery scene) => IsDark(scene) ? scene.Swatch.Dark(0.24, 0.06) : scene.Swatch.Light(0.975, 0.008);
    protected override Colour Ink(Scenery scene) => IsDark(scene) ? Colour.White : scene.Swatch.Dark(0.25, 0.06);
    protected override Colour Accent(Scenery scene)
    {
        var accent = scene.Swatch.Accent(0);
        return IsDark(scene) ? accent.WithLightness(Math.Max(accent.Lch.Lightness, 0.72)) : accent.WithLightness(Math.Min(accent.Lch.Lightness, 0.58));
    }

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        double width = scene.Canvas.Width, height = scene.Canvas.Height, step = 90 * scene.Unit;
        var ground = Ground(scene);
        await AddGlowAsync(scene, Accent(scene).WithLightness(IsDark(scene) ? 0.4 : 0.87), 0.9, 0.1, 0.8, 0.6, 0.2, 7, scene.Turn, ct);
        await AddGlowAsync(scene, scene.Swatch.Accent(1).WithLightness(IsDark(scene) ? 0.36 : 0.9), 0.05, 0.8, 0.7, 0.35, 0.2, 8, 2, ct);
        var lines = string.Concat(Enumerable.Range(1, (int)(width / step)).Select(n => string.Create(CultureInfo.InvariantCulture, $"M{n * step:0.#} 0V{height:0}")))
            + string.Concat(Enumerable.Range(1, (int)(height / step)).Select(n => string.Create(CultureInfo.InvariantCulture, $"M0 {n * step:0.#}H{width:0}")));
        var svg = string.Create(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'><path d='{lines}' stroke='{Ink(scene).Hex}' stroke-opacity='.075' stroke-width='{2 * scene.Unit:0.#}'/></svg>");
        scene.Layers.Add(new ArtLayer(await scene.Workshop.DrawAsync(svg, scene.Canvas.Width, scene.Canvas.Height, ct)));
        return new([ground.Hex, ground.WithLightness(ground.Lch.Lightness - 0.03).Hex], 0.02, scene.Turn);
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        double unit = scene.Unit, baseLine = stage.Height;
        var edge = 18 * unit;
        stage.Draw(4, new Drawing().AddRectangle(0, 0, edge, stage.Height), Accent(scene), Stage.At(0, 0), tags: "\\fscy0", tweens: [new(0, 0.6, "\\fscy100", 0.35)]);

        // Columns that keep growing through the shot, the last one in full colour.
        const int columns = 6;
        double gap = 26 * unit, left = stage.Width * 0.08, width = ((stage.Width * 0.84) - (gap * (columns - 1))) / columns;
        var tallest = stage.Height * (scene.Plan.Hero is not null ? 0.085 : stage.Height > stage.Width ? 0.22 : 0.16);
        for (var n = 0; n < columns; n++)
        {
            var share = 0.25 + (0.75 * Math.Pow((n + 1.0) / columns, 1.5)) - (n % 2 == 1 ? 0.07 : 0);
            var column = new Drawing().AddRectangle(0, -tallest * share, width, tallest * share);
            var last = n == columns - 1;
            stage.Draw(2, column, last ? Accent(scene) : Ink(scene), Stage.At(left + (n * (width + gap)), baseLine), opacity: last ? 0.95 : 0.1 + (0.02 * n), tags: "\\fscy0",
                tweens: [new(0.08 * n, 0.6 + (0.08 * n), "\\fscy88", 0.4), new(0.6 + (0.08 * n), Math.Max(1, stage.Seconds), "\\fscy100")]);
        }
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        var em = text.Setting.Em;
        var strongest = Strongest(text);
        var number = 0;
        foreach (var word in Words(text))
        {
            var line = text.Setting.Lines.ToList().IndexOf(word.Line);
            var from = 0.02 + (line * Math.Min(0.16, stage.Seconds * 0.06));
            double left = text.LineX(word.Line), y = word.Y, tall = text.Setting.CapHeight * 0.95;
            int top = (int)(y - tall), bottom = (int)Math.Ceiling(y + tall), x0 = (int)left - 6;

            // The whole line is wiped on from its left edge while it slides into place.
            var wipe = $"\\clip({x0},{top},{x0 + 1},{bottom})";
            var open = new Tween(from, from + 0.42, $"\\clip({x0},{top},{(int)Math.Ceiling(left + word.Line.Width) + 12},{bottom})", 0.5);
            var path = stage.ThenDrift(Stage.Glide(word.X - (em * 0.3), y, word.X, y, from, 0.5), 0, 0);
            stage.Write(20, word.Text, Type.Display, em, number++ == strongest ? Accent(scene).ReadableOn(Ground(scene)) : Ink(scene), path, tags: wipe, tweens: [open], from: from);
        }
    }

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        var stage = scene.Stage;
        var size = box.Width;
        var path = stage.ThenDrift(Stage.Glide(box.CentreX - (60 * scene.Unit), box.CentreY, box.CentreX, box.CentreY, 0, 0.5), 0, -6 * scene.Unit);
        var face = Accent(scene);
        var ink = Colour.White.Contrast(face) >= 3 ? Colour.White : scene.Swatch.Dark(0.2, 0.06);
        stage.Draw(8, Drawing.Rectangle(size, size, size * 0.12), face, path, fadeIn: 0.2);
        stage.Draw(9, new Drawing().AddRectangle(-size / 2, size * 0.44, size, size * 0.06), ink, path, opacity: 0.55, tags: "\\fscx0", tweens: [new(0.15, Math.Max(1.2, stage.Seconds * 0.7), "\\fscx100", 0.5)]);
        var n = 0;
        foreach (var stroke in IconDrawing.Of(icon, size * 0.58, 0.95).Strokes)
            stage.Draw(10, stroke, ink, path, from: 0.12 + (0.05 * Math.Min(n++, 8)), fadeIn: 0.25);
    }
}
