using Synthora.Rendering.Icons;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>Paper, one disc of colour, fine lines and quiet type.</summary>
public sealed class MinimalDesign : Design
{
    protected override TypeSystem Own { get; } = new(Fonts.InterMedium, Fonts.InterMedium with { Tracking = 0.01 }, Fonts.InterMedium with { Tracking = -0.04 });

    protected override Colour Ground(Scenery scene) => scene.Swatch.Light(0.955, 0.012);
    protected override Colour Ink(Scenery scene) => scene.Swatch.Dark(0.24, 0.03);
    protected override Colour Accent(Scenery scene) => scene.Swatch.Accent(scene.Turn % 3 == 2 ? 1 : 0);

    protected override async Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct)
    {
        var paper = Ground(scene);
        await AddGlowAsync(scene, Accent(scene).WithLightness(0.88), scene.Turn % 2 == 0 ? 0.9 : 0.1, 0.95, 0.75, 0.5, 0.22, 8, scene.Turn, ct);
        await AddGlowAsync(scene, Colour.White, scene.Turn % 2 == 0 ? 0.2 : 0.8, 0.1, 0.7, 0.9, 0.2, 9, 1 + scene.Turn, ct);
        return new([paper.Hex, paper.WithLightness(0.93).Hex], 0.02, scene.Turn) { Grain = 2 };
    }

    protected override void Ornament(Scenery scene)
    {
        var stage = scene.Stage;
        var unit = scene.Unit;
        var plan = scene.Plan;

        // One disc, on the side that the type leaves free, rises slowly like a sun.
        var radius = (stage.Height > stage.Width ? 170 : 110) * unit;
        double x = stage.Width * (scene.Turn % 2 == 0 ? 0.76 : 0.26), y = stage.Height * 0.825;

        // Under a large icon it lies a little aside, like a second plate of a print.
        if (plan.Hero is { } hero) (x, y, radius) = (hero.CentreX + (hero.Width * 0.17), hero.CentreY + (hero.Width * 0.14), hero.Width * 0.4);
        stage.Draw(1, Drawing.Circle(radius), Accent(scene),
            stage.ThenDrift(Stage.Glide(x, y + (140 * unit), x, y, 0, 0.9), 0, -16 * unit * Math.Min(stage.Seconds, 5)),
            tags: "\\fscx70\\fscy70", tweens: [new(0, 0.9, "\\fscx100\\fscy100", 0.4)], fadeIn: 0.2);
        var line = stage.Width * 0.8;
        stage.Draw(2, new Drawing().AddRectangle(0, -1.5 * unit, line, 3 * unit), Ink(scene), Stage.At((stage.Width - line) / 2, y + (radius * 0.62)),
            opacity: 0.75, tags: "\\fscx0", tweens: [new(0.1, 1.1, "\\fscx100", 0.35)]);

        if (plan.Headline is not { } headline || plan.Kicker is not null) return;
        var width = 76 * unit;
        var ruleX = headline.Align == 0.5 ? headline.Box.CentreX - (width / 2) : headline.Align == 0 ? headline.Box.X : headline.Box.Right - width;
        if (plan.Icon is null && plan.Number is null && headline.Box.Y - (36 * unit) > plan.Area.Y)
            stage.Draw(10, new Drawing().AddRectangle(0, -3 * unit, width, 6 * unit), Accent(scene), Stage.At(ruleX, headline.Box.Y - (36 * unit)),
                tags: "\\fscx0", tweens: [new(0, 0.5, "\\fscx100", 0.4)]);
    }

    protected override void Headline(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        var stagger = Stagger(scene, text, 0.055);
        var strongest = Strongest(text);
        var accent = Accent(scene).ReadableOn(Ground(scene));
        foreach (var word in Words(text))
        {
            var from = word.Number * stagger;
            var path = stage.ThenDrift(Stage.Glide(word.X, word.Y + (text.Setting.Em * 0.28), word.X, word.Y, from, 0.5), 0, -4 * scene.Unit);
            stage.Write(20, word.Text, Type.Display, text.Setting.Em, word.Number == strongest ? accent : Ink(scene), path, from: from, fadeIn: 0.26);
        }
    }

    protected override void Emblem(Scenery scene, Icon icon, Box box)
    {
        // A bare fine line that draws itself, stroke by stroke.
        var stage = scene.Stage;
        var drawing = IconDrawing.Of(icon, box.Width, 0.5);
        var path = stage.ThenDrift([new(0, box.CentreX, box.CentreY)], 0, -8 * scene.Unit);
        if (scene.Plan.Hero is null) stage.Draw(9, drawing.Fill, Accent(scene), path, opacity: 0.9, tags: Stage.Small, from: 0.1, tweens: [new(0.1, 0.6, "\\fscx100\\fscy100", 0.4)]);
        var n = 0;
        foreach (var stroke in drawing.Strokes)
            stage.Draw(10, stroke, Ink(scene), path, from: 0.05 + (0.07 * Math.Min(n++, 8)), fadeIn: 0.24, tags: "\\fscx92\\fscy92", tweens: [new(0, 0.7, "\\fscx100\\fscy100", 0.4)]);
    }

    protected override double CloseUpWeight => 0.42;

    protected override (Colour Face, Colour Words) ButtonColours(Scenery scene) => (Ink(scene), Ground(scene));
}
