using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>Pastel paper, wobbling shapes, doodles, and stickers of round letters in every colour.</summary>
public sealed class PlayfulDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.FredokaBold, Fonts.FredokaBold with { Tracking = 0.03 }, Fonts.FredokaBold);
    public override bool PrefersCentre => true;

    protected override Colour Ground(Scenery scene)
    {
        var (_, chroma, hue) = scene.Swatch.Accent(scene.Turn % 3).Lch;
        return Colour.FromLch(0.925, Math.Min(chroma, 0.055), hue);
    }

    protected override Colour Ink(Scenery scene) => scene.Swatch.Dark(0.3, 0.08).ReadableOn(Ground(scene));
    protected override Colour Accent(Scenery scene) => Bright(scene, scene.Turn + 1);

    private static Colour Bright(Scenery scene, int n)
    {
        var (lightness, chroma, hue) = scene.Swatch.Accent(n % 4).Lch;
        return Colour.FromLch(Math.Clamp(lightness, 0.62, 0.8), chroma, hue);
    }

    /// <summary>A bright colour that words can have on the picture and on their white rim; yellows would turn to olive and pass.</summary>
    private Colour Lettered(Scenery scene, int n)
    {
        for (var turn = 0; turn < 4; turn++)
        {
            var bright = Bright(scene, n + turn);
            var readable = bright.ReadableOn(Ground(scene)).ReadableOn(Colour.White);
            if (bright.Lch.Lightness - readable.Lch.Lightness < 0.2) return readable;
        }

        return Ink(scene);
    }

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var ground = Ground(scene);
        await AddGlowAsync(scene, Colour.White, 0.5, 0.25, 0.7, 0.8, 0.2, 5, scene.Turn, ct);
        return new([ground.Hex, ground.WithLightness(0.9, 1.2).Hex], 0.04, scene.Turn);
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        double unit = scene.Unit, w = stage.Width, h = stage.Height;
        var tall = h > w;
        var flip = scene.Turn % 2 == 1;
        double Across(double share) => (flip ? 1 - share : share) * w;
        void Shape(Drawing drawing, Colour colour, double x, double y, double turn, double at)
            => stage.Draw(1, drawing, colour, stage.ThenFloat([new(0, x, y)], 8 * unit, 14 * unit, 2.8, at * 9), tags: "\\fscx20\\fscy20",
                tweens: [.. Stage.Pop(at, 0.6, 107), new(0, stage.Seconds, $"\\frz{(int)(turn * stage.Seconds)}")]);

        Shape(Drawing.Blob((tall ? 250 : 150) * unit, 4, 0.09, 0.4), Bright(scene, scene.Turn + 2), Across(0.06), h * (tall ? 0.85 : 0.95), 14, 0);
        Shape(Drawing.Blob((tall ? 200 : 130) * unit, 5, 0.08, 2), Bright(scene, scene.Turn + 1), Across(0.95), h * (tall ? 0.76 : 0.9), -16, 0.06);
        Shape(Drawing.Blob(120 * unit, 3, 0.1, 1), Bright(scene, scene.Turn + 3), Across(0.98), h * 0.05, 20, 0.1);

        // Doodles that wiggle on their own.
        var squiggle = Enumerable.Range(0, 33).Select(n => new Point((n - 16) * 7.5 * unit, Math.Sin(n * Math.PI / 4) * 15 * unit)).ToList();
        stage.Draw(2, Drawing.Stroke([new Polyline(squiggle, false)], 11 * unit), Ink(scene), stage.ThenFloat([new(0, Across(0.24), h * 0.075)], 10 * unit, 0, 1.6), opacity: 0.85, tags: $"{Stage.Small}\\frz{(flip ? -10 : 10)}", tweens: Stage.Pop(0.12, 0.5));
        for (var n = 0; n < 5; n++)
        {
            double x = w * (0.1 + (0.2 * n)) + (stage.Chance.NextDouble() * 70 * unit), y = h * (tall ? 0.7 : 0.86) + (stage.Chance.NextDouble() * h * (tall ? 0.24 : 0.1));
            var star = n % 2 == 0 ? Drawing.Star(5, 30 * unit, 14 * unit) : Drawing.Ring(22 * unit, 9 * unit);
            stage.Draw(3, star, n % 2 == 0 ? Ink(scene) : Colour.White, stage.ThenFloat([new(0, x, y)], 0, 12 * unit, 1.4, n), tags: Stage.Small,
                tweens: [.. Stage.Pop(0.15 + (0.07 * n), 0.5), new(0, stage.Seconds, $"\\frz{(n % 2 == 0 ? 1 : -1) * (int)(35 * stage.Seconds)}")]);
        }
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        double em = text.Setting.Em, stagger = Stagger(scene, text, 0.085), edge = em * 0.075;
        foreach (var word in Words(text))
        {
            var from = word.Number * stagger;
            var tilt = word.Number % 2 == 0 ? 2.2 : -2.2;
            var colour = (word.Number % 3) switch { 1 => Lettered(scene, scene.Turn + 1), 2 => Lettered(scene, scene.Turn + 2), _ => Ink(scene) };
            IReadOnlyList<Tween> bounce = [.. Stage.Pop(from, 0.5, 116), new(from, from + 0.25, $"\\frz{Stage.N(-tilt)}"), new(from + 0.25, from + 0.5, $"\\frz{Stage.N(tilt)}")];
            var path = stage.ThenFloat([new(0, word.X, word.Y), new(from + 0.5, word.X, word.Y)], 0, 4 * scene.Unit, 1.3, word.Number * 1.3);
            var down = path.Select(key => key with { Y = key.Y + (em * 0.07) }).ToList();
            stage.Write(18, word.Text, Type.Display, em, Ink(scene), down, tags: $"{Stage.Small}\\bord{Stage.N(edge)}{Stage.Ink(Ink(scene), 0.2, 3)}", opacity: 0.2, from: from, tweens: bounce, isShade: true);
            stage.Write(20, word.Text, Type.Display, em, colour, path, tags: $"{Stage.Small}\\bord{Stage.N(edge)}{Stage.Ink(Colour.White, 1, 3)}", from: from, tweens: bounce);
        }
    }

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        var stage = scene.Stage;
        double size = box.Width * 0.8, edge = box.Width * 0.055;
        var path = stage.ThenFloat([new(0, box.CentreX, box.CentreY), new(0.4, box.CentreX, box.CentreY)], 0, 9 * scene.Unit, 1.5);
        var shadow = path.Select(key => key with { Y = key.Y + (edge * 0.9) }).ToList();
        var drawing = IconDrawing.Of(icon, size, 1.15);
        var tweens = new List<Tween>(Stage.Pop(0, 0.5, 118));
        for (var at = 0.6; at + 1 < stage.Seconds; at += 1.5) tweens.AddRange(Stage.Wiggle(at, 12));
        var whole = new Drawing().Add(drawing.Fill);
        foreach (var stroke in drawing.Strokes) whole.Add(stroke);
        stage.Draw(7, whole, Ink(scene), shadow, opacity: 0.22, tags: $"{Stage.Small}\\bord{Stage.N(edge)}{Stage.Ink(Ink(scene), 0.22, 3)}", tweens: tweens);
        stage.Draw(8, whole, Colour.White, path, tags: $"{Stage.Small}\\bord{Stage.N(edge)}{Stage.Ink(Colour.White, 1, 3)}", tweens: tweens);
        stage.Draw(9, drawing.Fill, Bright(scene, scene.Turn + 2), path, tags: Stage.Small, tweens: tweens);
        foreach (var stroke in drawing.Strokes) stage.Draw(10, stroke, Ink(scene), path, tags: Stage.Small, tweens: tweens);
    }

    protected override Colour NumberInk(Scenery scene) => Lettered(scene, scene.Turn + 1);
}
