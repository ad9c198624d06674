using System.Globalization;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>One loud colour, black bars and condensed capitals that slam in.</summary>
public sealed class BoldDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.Anton, Fonts.Anton with { Tracking = 0.06 }, Fonts.Anton);

    private static bool IsDark(Scenery scene) => scene.Turn % 3 == 1;

    protected override Colour Ground(Scenery scene)
    {
        if (IsDark(scene)) return scene.Swatch.Dark(0.16, 0.03);
        var colour = scene.Swatch.Accent(scene.Turn % 2 == 0 ? 0 : 1);

        // Middling colours go a little deeper for white words; bright ones carry black.
        while (Colour.White.Contrast(colour) is >= 2.6 and < 4.6) colour = colour.WithLightness(colour.Lch.Lightness - 0.015, 1.02);
        return colour;
    }

    protected override Colour Ink(Scenery scene)
    {
        var ground = Ground(scene);
        return Colour.White.Contrast(ground) >= 4.5 ? Colour.White : scene.Swatch.Dark(0.13, 0.02).ReadableOn(ground);
    }

    protected override Colour Accent(Scenery scene) => IsDark(scene) ? scene.Swatch.Accent(0) : Ink(scene);

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var ground = Ground(scene);
        var stage = scene.Stage;
        double width = stage.Width, height = stage.Height;

        // Diagonal bands sweep in behind the captions; they are one flat layer.
        var band = IsDark(scene) ? scene.Swatch.Accent(0) : ground.WithLightness(Math.Max(0.12, ground.Lch.Lightness - 0.13), 1.05);
        var (from, to) = scene.Turn % 2 == 0 ? (0.0, 1.0) : (1.0, 0.0);
        double X(double share) => (from + ((to - from) * share)) * width;
        var top = height * 0.60;
        string Band(double y, double tall) => string.Create(CultureInfo.InvariantCulture, $"<path d='M{X(0):0.#} {y + (height * 0.16):0.#}L{X(1):0.#} {y:0.#}V{y + tall:0.#}L{X(0):0.#} {y + (height * 0.16) + tall:0.#}Z'/>");
        var part = height * 0.4;
        var svg = string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {part}'><g fill='{band.Hex}'>{Band(height * 0.05, height * 0.012)}{Band(height * 0.085, height * 0.03)}{Band(height * 0.14, height)}</g></svg>");
        var path = await scene.Workshop.DrawAsync(svg, (int)width, (int)part, ct);
        var enter = string.Create(CultureInfo.InvariantCulture, $"if(lt(t,0.5),{height * 0.3:0.#}*pow(1-t/0.5,4),-{scene.Unit * 10:0.##}*(t-0.5))");
        scene.Layers.Add(new ArtLayer(path, "0", string.Create(CultureInfo.InvariantCulture, $"{top:0.#}+{enter}")));
        await AddGlowAsync(scene, ground.WithLightness(Math.Min(0.97, ground.Lch.Lightness + 0.05)), 0.5, 0.25, 0.9, 0.8, 0.25, 5, scene.Turn, ct);
        return new([ground.Hex, ground.WithLightness(ground.Lch.Lightness - 0.02).Hex], 0.05, scene.Turn);
    }

    protected override void Ornament(Scenery scene)
    {
        // The icon again, huge, printed tone on tone over the bands.
        var stage = scene.Stage;
        if (scene.Plan.IsLarge || IconLibrary.Get(scene.Card.Icon) is not { } icon || stage.Height <= stage.Width) return;
        var tone = IsDark(scene) ? scene.Swatch.Accent(0).Mix(Colour.Black, 0.14) : Ground(scene).Mix(Ink(scene), 0.16);
        var size = stage.Width * 0.52;
        double x = stage.Width * (scene.Turn % 2 == 0 ? 0.72 : 0.28), y = stage.Height * 0.845;
        foreach (var stroke in IconDrawing.Of(icon, size, 1.15).Strokes)
            stage.Draw(1, stroke, tone, Stage.Glide(x, y + (stage.Height * 0.2), x, y, 0.1, 0.5), tags: "\\frz-16", tweens: [new(0, stage.Seconds, "\\frz-4")]);
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        double em = text.Setting.Em, cap = text.Setting.CapHeight, stagger = Stagger(scene, text, 0.085);
        var strongest = Strongest(text);
        var ink = Ink(scene);
        foreach (var word in Words(text))
        {
            var from = word.Number * stagger;
            var colour = ink;
            if (word.Number == strongest && scene.Card.Layout is CardLayout.Hook or CardLayout.Statement or CardLayout.Quote)
            {
                // The strongest word stands reversed on a block that is struck on just before it.
                var block = IsDark(scene) ? scene.Swatch.Accent(0) : ink;
                colour = IsDark(scene) ? scene.Swatch.Dark(0.13, 0.02).ReadableOn(block) : Ground(scene).ReadableOn(block);
                var pad = cap * 0.12;
                stage.Draw(18, new Drawing().AddRectangle(0, -(cap / 2) - pad, word.Width + (pad * 1.6), cap + (pad * 2)), block,
                    Stage.At(word.X - (word.Width / 2) - (pad * 0.8), word.Y), tags: "\\fscx0", from: Math.Max(0, from - 0.03),
                    tweens: [new(Math.Max(0, from - 0.03), from + 0.14, "\\fscx100", 0.4)]);
            }

            stage.Write(20, word.Text, Type.Display, em, colour, stage.ThenDrift(Stage.At(word.X, word.Y), 0, 0), from: from, fadeIn: 0.05,
                tags: "\\fscx175\\fscy175", tweens:
                [
                    new(from, from + 0.13, "\\fscx96\\fscy96", 0.7), new(from + 0.13, from + 0.22, "\\fscx100\\fscy100"),
                ]);
        }
    }

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        var stage = scene.Stage;
        // Never the accent, which the bands behind the icon have.
        var disc = Ink(scene);
        var ink = Ground(scene).ReadableOn(disc, 3);
        var radius = box.Width / 2;
        var at = Stage.At(box.CentreX, box.CentreY);
        var seal = scene.Turn % 2 == 0 ? Drawing.Star(14, radius, radius * 0.86) : Drawing.Rectangle(box.Width * 0.94, box.Width * 0.94, box.Width * 0.06);
        stage.Draw(8, seal, disc, at, tags: Stage.Small + (scene.Turn % 2 == 0 ? "" : "\\frz-14"),
            tweens: [.. Stage.Pop(0, 0.36, 116), new(0, stage.Seconds, scene.Turn % 2 == 0 ? "\\frz60" : "\\frz-2", scene.Turn % 2 == 0 ? 1 : 0.3)]);
        var drawing = IconDrawing.Of(icon, box.Width * 0.58, 1.2);
        foreach (var stroke in drawing.Strokes)
            stage.Draw(10, stroke, ink, at, tags: Stage.Small, tweens: [.. Stage.Pop(0.1, 0.36, 122), .. Stage.Wiggle(0.6, 9)]);
    }

    protected override double CloseUpWeight => 1;
    protected override double CloseUpCorner => 0;

    /// <summary>Loud on dark grounds, too.</summary>
    protected override (Colour Face, Colour Lines) CloseUpColours(Scenery scene) => (Accent(scene), Ground(scene).ReadableOn(Accent(scene), 3));

    protected override Colour NumberInk(Scenery scene) => Accent(scene);

    protected override (Colour Face, Colour Words) ButtonColours(Scenery scene) => IsDark(scene)
        ? (scene.Swatch.Accent(0), scene.Swatch.Dark(0.13, 0.02).ReadableOn(scene.Swatch.Accent(0)))
        : (Ink(scene), Ground(scene).ReadableOn(Ink(scene)));
}
