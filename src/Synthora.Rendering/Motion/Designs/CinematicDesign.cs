using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>A dark stage, one warm light, letterbox bars and serif titles that come into focus.</summary>
public sealed class CinematicDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.PlayfairBold, Fonts.Bebas with { Tracking = 0.22 }, Fonts.Bebas with { Tracking = 0.02 });
    public override bool PrefersCentre => true;

    protected override Colour Ground(Scenery scene) => scene.Swatch.Dark(0.17, 0.03);
    protected override Colour Ink(Scenery scene) => scene.Swatch.Light(0.96, 0.012);
    protected override Colour Accent(Scenery scene)
    {
        var (_, chroma, hue) = scene.Swatch.Accent(scene.Turn % 2).Lch;
        return Colour.FromLch(0.82, Math.Min(chroma, 0.11), hue);
    }

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var swatch = scene.Swatch;
        Colour key = swatch.Accent(scene.Turn % 2).WithLightness(0.5), fill = swatch.Accent(scene.Turn % 2 + 1).WithLightness(0.36);
        var side = scene.Turn % 2 == 0 ? 0.28 : 0.72;
        await AddGlowAsync(scene, fill, 1 - side, 0.25, 0.7, 0.55, 0.2, 9, scene.Turn, ct);
        await AddGlowAsync(scene, key, side, 0.86, 0.72, 0.85, 0.16, 7, 1 + scene.Turn, ct);

        // Dust out of focus, drifting through the light.
        for (var n = 0; n < 6; n++)
        {
            var spot = await GlowAsync(scene, Accent(scene), (36 + (n * 17)) * scene.Unit, 0.5, ct, core: 0.55);
            double x = scene.Stage.Chance.NextDouble() * scene.Canvas.Width, y = (0.5 + (scene.Stage.Chance.NextDouble() * 0.5)) * scene.Canvas.Height;
            scene.Layers.Add(new ArtLayer(spot, Wave(x, 60 * scene.Unit, 6 + n, n), $"{S(y)}-{S((14 + (n * 5)) * scene.Unit)}*t") { Soft = true });
        }

        await AddGhostAsync(scene, Accent(scene), 0.16, ct, 0.55);
        return new([swatch.Dark(0.07, 0.02).Hex, swatch.Dark(0.15, 0.04).Hex, swatch.Dark(0.06, 0.02).Hex], 0.015, scene.Turn) { Grain = 7 };
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        // Never so far into the picture that a bar would cut the words.
        var bar = Math.Min(stage.Height * (stage.Height > stage.Width ? 0.062 : 0.085), scene.Context.SafeBox.Top * 0.85);
        var shape = new Drawing().AddRectangle(0, 0, stage.Width, bar);
        stage.Draw(30, shape, Colour.Black, Stage.Glide(0, -bar, 0, 0, 0, 0.6));
        stage.Draw(30, shape, Colour.Black, Stage.Glide(0, stage.Height, 0, stage.Height - bar, 0, 0.6));
        if (scene.Plan.Headline is not { } headline) return;

        // A hairline under the title opens from its middle.
        var width = Math.Min(headline.Right - headline.Left, 240 * scene.Unit);
        var x = headline.Align == 0.5 ? (headline.Left + headline.Right) / 2 : headline.Align == 0 ? headline.Left + (width / 2) : headline.Right - (width / 2);
        var y = headline.Box.Bottom + (44 * scene.Unit);
        if (scene.Plan.ButtonBox is not null || scene.Plan.Kicker?.Box.Y > headline.Box.Y || scene.Plan.Icon?.Y > headline.Box.Y || y > scene.Plan.Area.Bottom + (10 * scene.Unit)) return;
        stage.Draw(19, Drawing.Rectangle(width, 3 * scene.Unit), Accent(scene), Stage.At(x, y), tags: "\\fscx0", tweens: [new(0.2, 1.2, "\\fscx100", 0.35)]);
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        double em = text.Setting.Em, push = stage.Height * 0.004;
        var stagger = Stagger(scene, text, 0.09);
        var strongest = Strongest(text);
        foreach (var word in Words(text))
        {
            var from = word.Number * stagger;
            var path = stage.ThenDrift(Stage.Glide(word.X, word.Y + (em * 0.12), word.X, word.Y, from, 0.7), 0, -push);
            stage.Write(20, word.Text, Type.Display, em, word.Number == strongest ? Accent(scene).ReadableOn(Ground(scene)) : Ink(scene), path, from: from,
                tags: $"\\blur{Stage.N(7 * scene.Unit)}\\fscx104\\fscy104", tweens: [new(from, from + 0.4, "\\blur0", 0.6), new(from, from + 0.8, "\\fscx100\\fscy100", 0.4)], fadeIn: 0.3);
        }
    }

    protected override double CloseUpWeight => 0.42;
    protected override double CloseUpCorner => 0;

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        var stage = scene.Stage;
        var accent = Accent(scene);
        double radius = box.Width / 2, line = Math.Max(2, 3 * scene.Unit);
        var at = Stage.At(box.CentreX, box.CentreY);
        stage.Draw(8, Drawing.Arc(radius, line, 0.04, 0.46), accent, at, tags: "\\frz-70", opacity: 0.95, tweens: [new(0, 1.1, "\\frz0", 0.35), new(1.1, stage.Seconds, "\\frz24")], fadeIn: 0.3);
        stage.Draw(8, Drawing.Arc(radius, line, 0.54, 0.96), accent, at, tags: "\\frz-70", opacity: 0.95, tweens: [new(0, 1.1, "\\frz0", 0.35), new(1.1, stage.Seconds, "\\frz24")], fadeIn: 0.3);
        var n = 0;
        foreach (var stroke in IconDrawing.Of(icon, box.Width * 0.56, 0.6).Strokes)
            stage.Draw(10, stroke, Ink(scene), at, from: 0.05 + (0.07 * Math.Min(n++, 8)), fadeIn: 0.4, tags: "\\fscx90\\fscy90",
                tweens: [new(0, 0.9, "\\fscx100\\fscy100", 0.4), new(0.9, stage.Seconds, "\\fscx104\\fscy104")]);
    }
}
