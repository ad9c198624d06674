using System.Globalization;
using System.Text;
using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>An old print: cream paper, turning rays, halftone, a double border, and ink that missed its plate.</summary>
public sealed class VintageDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.Righteous, Fonts.Label(Fonts.Righteous, 0.16), Fonts.Righteous);
    public override bool PrefersCentre => true;

    protected override Colour Ground(Scenery scene)
    {
        var hue = scene.Swatch.Accent(0).Lch.Hue;

        // Paper yellows whatever is printed on it; the palette only leans it a little.
        var lean = Math.Cos((hue - 80) * Math.PI / 180) * 10;
        return Colour.FromLch(0.91, 0.045, 80 + lean);
    }

    protected override Colour Ink(Scenery scene)
    {
        var (_, _, hue) = scene.Swatch.Dark(0.25).Lch;
        return Colour.FromLch(0.28, 0.04, hue).Mix(Colour.FromLch(0.28, 0.04, 60), 0.5);
    }

    protected override Colour Accent(Scenery scene) => Faded(scene, scene.Turn % 2);

    private static Colour Faded(Scenery scene, int n)
    {
        var (lightness, chroma, hue) = scene.Swatch.Accent(n).Lch;
        return Colour.FromLch(Math.Clamp(lightness, 0.5, 0.62), Math.Min(chroma, 0.13), hue).Mix(Colour.FromLch(0.7, 0.09, 75), 0.16);
    }

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var paper = Ground(scene);
        double width = scene.Canvas.Width, height = scene.Canvas.Height;

        // Rays turn slowly around a point below the words.
        var side = (int)(Math.Sqrt((width * width) + (height * height)) * 1.25 / CardGraph.Reduction);
        var rays = new StringBuilder();
        const int count = 14;
        for (var n = 0; n < count; n++)
        {
            double a = n * 2 * Math.PI / count, b = a + (Math.PI / count);
            rays.Append(CultureInfo.InvariantCulture, $"M0 0L{80 * Math.Cos(a):0.##} {80 * Math.Sin(a):0.##}L{80 * Math.Cos(b):0.##} {80 * Math.Sin(b):0.##}Z");
        }

        var svg = $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-50 -50 100 100'><defs><radialGradient id='g' gradientUnits='userSpaceOnUse' cx='0' cy='0' r='50'><stop offset='0' stop-color='{Accent(scene).Hex}' stop-opacity='.42'/><stop offset='1' stop-color='{Accent(scene).Hex}' stop-opacity='.2'/></radialGradient></defs><path d='{rays}' fill='url(#g)'/></svg>";
        var path = await scene.Workshop.DrawAsync(svg, side / 2, side / 2, ct);
        double cx = width / 2, cy = height * (height > width ? 0.74 : 0.9);
        scene.Layers.Add(new ArtLayer(path, S(cx - (side * CardGraph.Reduction / 2.0)), S(cy - (side * CardGraph.Reduction / 2.0))) { Soft = true, Spin = scene.Turn % 2 == 0 ? 5 : -5 });
        await AddGlowAsync(scene, paper.WithLightness(0.95), 0.5, 0.24, 0.72, 0.95, 0.06, 6, 0, ct);

        // Aged edges, then a halftone that thins out upwards.
        var edges = $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 100' preserveAspectRatio='none'><defs><radialGradient id='v' r='.75'><stop offset='.62' stop-color='#5a3a12' stop-opacity='0'/><stop offset='1' stop-color='#5a3a12' stop-opacity='.34'/></radialGradient></defs><rect width='100' height='100' fill='url(#v)'/></svg>";
        var vignette = await scene.Workshop.DrawAsync(edges, scene.Canvas.Width / CardGraph.Reduction, scene.Canvas.Height / CardGraph.Reduction, ct);
        scene.Layers.Add(new ArtLayer(vignette) { Soft = true });
        var tall = (int)(height * 0.22);
        scene.Layers.Add(new ArtLayer(await scene.Workshop.DrawAsync(Halftone(scene, width, tall), scene.Canvas.Width, tall, ct), "0", S(height - tall)));
        return new([paper.Hex, paper.WithLightness(0.88).Hex], 0.02, scene.Turn) { Grain = 8 };
    }

    private static string Halftone(Scenery scene, double width, double tall)
    {
        var dots = new StringBuilder();
        var step = 22 * scene.Unit;
        var row = 0;
        for (var y = step; y < tall + step; y += step * 0.87, row++)
        {
            var radius = step * 0.5 * y / tall;
            for (var x = row % 2 * step / 2; x < width + step; x += step) dots.Append(CultureInfo.InvariantCulture, $"<circle cx='{x:0.#}' cy='{y:0.#}' r='{radius:0.##}'/>");
        }

        return string.Create(CultureInfo.InvariantCulture, $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {tall}'><g fill='{Faded(scene, scene.Turn + 1).Hex}' fill-opacity='.55'>{dots}</g></svg>");
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        var unit = scene.Unit;
        void Border(double inset, double thick, double at)
        {
            double w = stage.Width - (2 * inset), h = stage.Height - (2 * inset);
            var across = new Drawing().AddRectangle(-w / 2, -thick / 2, w, thick);
            var down = new Drawing().AddRectangle(-thick / 2, -h / 2, thick, h);
            IReadOnlyList<Tween> wide = [new(at, at + 0.6, "\\fscx100", 0.4)], high = [new(at, at + 0.6, "\\fscy100", 0.4)];
            stage.Draw(3, across, Ink(scene), Stage.At(stage.Width / 2, inset), tags: "\\fscx0", tweens: wide);
            stage.Draw(3, across, Ink(scene), Stage.At(stage.Width / 2, stage.Height - inset), tags: "\\fscx0", tweens: wide);
            stage.Draw(3, down, Ink(scene), Stage.At(inset, stage.Height / 2), tags: "\\fscy0", tweens: high);
            stage.Draw(3, down, Ink(scene), Stage.At(stage.Width - inset, stage.Height / 2), tags: "\\fscy0", tweens: high);
        }

        Border(30 * unit, 7 * unit, 0);
        Border(46 * unit, 2.5 * unit, 0.1);
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        double em = text.Setting.Em, off = em * 0.045, stagger = Stagger(scene, text, 0.1);
        var ghost = Accent(scene);
        foreach (var word in Words(text))
        {
            var from = word.Number * stagger;
            var path = stage.ThenFloat([new(0, word.X, word.Y), new(from + 0.3, word.X, word.Y)], 1.2 * scene.Unit, 1.2 * scene.Unit, 0.7, word.Number);
            stage.Write(19, word.Text, Type.Display, em, ghost, Stage.Glide(word.X + (off * 3), word.Y + (off * 3), word.X + off, word.Y + off, from, 0.35), from: from, opacity: 0.85, fadeIn: 0.08, isShade: true);
            stage.Write(20, word.Text, Type.Display, em, Ink(scene), path, from: from, fadeIn: 0.07);
        }
    }

    protected override double CloseUpCorner => 0;

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        // A stamp comes down, and its seal turns a little.
        var stage = scene.Stage;
        var at = Stage.At(box.CentreX, box.CentreY);
        var radius = box.Width / 2;
        IReadOnlyList<Tween> stamp = [new(0, 0.14, "\\fscx96\\fscy96", 1.6), new(0.14, 0.24, "\\fscx100\\fscy100")];
        const string raised = "\\fscx150\\fscy150";
        var face = Accent(scene);
        var print = Ground(scene).WithLightness(0.95);
        stage.Draw(8, Drawing.Star(26, radius, radius * 0.92), face, at, tags: raised, tweens: [.. stamp, new(0.2, stage.Seconds, "\\frz26")], fadeIn: 0.06);
        stage.Draw(9, Drawing.Ring(radius * 0.83, Math.Max(2, radius * 0.025)), print, at, tags: raised, tweens: stamp, fadeIn: 0.06);
        foreach (var stroke in IconDrawing.Of(icon, box.Width * 0.5, 1.05).Strokes)
            stage.Draw(10, stroke, print, at, tags: raised + "\\frz-8", tweens: [.. stamp, new(0.14, 0.5, "\\frz0", 0.5)], fadeIn: 0.06);
    }

    protected override void Kicker(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        var line = text.Setting.Lines[0];
        double em = text.Setting.Em, x = text.LineX(line) + (line.Width / 2), y = text.Middle(line), half = (line.Width / 2) + (em * 0.7), tall = em * 0.62;
        var band = new Drawing().AddPolygon([new(-half - tall, -tall), new(half + tall, -tall), new(half + (tall * 0.45), 0), new(half + tall, tall), new(-half - tall, tall), new(-half - (tall * 0.45), 0)]);
        var path = text.Align == 0.5 ? Stage.At(x, y) : Stage.At(x + (text.Align == 0 ? half - (line.Width / 2) + tall : -(half - (line.Width / 2)) - tall), y);
        stage.Draw(18, band, Ink(scene), path, tags: "\\fscx0", tweens: [new(0, 0.35, "\\fscx100", 0.4)]);
        stage.Write(21, line.Text, Type.Label, em, Ground(scene).WithLightness(0.95), path, from: 0.12, fadeIn: 0.2);
    }

    protected override Colour NumberInk(Scenery scene) => Accent(scene).ReadableOn(Ground(scene), 3.4);

    protected override (Colour Face, Colour Words) ButtonColours(Scenery scene) => (Ink(scene), Ground(scene).WithLightness(0.95));
}
