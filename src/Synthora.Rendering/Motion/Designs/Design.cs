using System.Globalization;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>What a design knows about the card it is drawing.</summary>
public sealed record Scenery(CardVisual Card, CardContext Context, Swatch Swatch, Stage Stage, Composition Plan, ArtWorkshop Workshop)
{
    public List<ArtLayer> Layers { get; } = [];
    public double Unit => Stage.Unit;
    public int Turn => Card.Variation;
    public Canvas Canvas => Context.Canvas;
}

/// <summary>One aesthetic: its type, colours, backdrop and the way its parts move.</summary>
public abstract class Design
{
    /// <summary>The kind of type it is set in; null has it set in its own.</summary>
    public FontStyle? Style { get; init; }

    public TypeSystem Type => field ??= Fonts.In(Style, Own);

    protected abstract TypeSystem Own { get; }
    public virtual bool PrefersCentre => false;

    /// <summary>Draws the card; layers go into the scenery, words and shapes onto its stage.</summary>
    public async Task<GradientBackground> DrawAsync(Scenery scene, CancellationToken ct)
    {
        var background = await BackdropAsync(scene, ct);
        var plan = scene.Plan;
        Ornament(scene);
        if (plan.Icon is { } box && IconLibrary.Get(scene.Card.Icon) is { } icon) Emblem(scene, icon, box);
        if (plan.Hero is { } hero && IconLibrary.Get(scene.Card.Icon) is { } large) Emblem(scene, large, hero);
        if (plan.CloseUp is { } window && IconLibrary.Get(scene.Card.Icon) is { } motif) CloseUp(scene, motif, window);
        if (plan.Progress is { } steps) Progress(scene, steps);
        if (plan.QuoteMark is { } mark) Quote(scene, mark);
        if (plan.Number is { } number) Figure(scene, number);
        if (plan.Bar is { } bar) Bar(scene, bar);
        if (plan.Kicker is { } kicker) Kicker(scene, kicker);
        if (plan.Headline is { } headline) Headline(scene, headline);
        if (plan is { ButtonBox: { } button, Button: { } words }) Button(scene, button, words);
        return background;
    }

    protected abstract Task<GradientBackground> BackdropAsync(Scenery scene, CancellationToken ct);
    protected abstract void Headline(Scenery scene, PlacedText text);
    protected abstract void Emblem(Scenery scene, Icon icon, Box box);
    protected abstract Colour Ground(Scenery scene);
    protected abstract Colour Ink(Scenery scene);
    protected abstract Colour Accent(Scenery scene);

    protected virtual void Ornament(Scenery scene)
    {
    }

    protected virtual void Kicker(Scenery scene, PlacedText text)
    {
        var stage = scene.Stage;
        foreach (var line in text.Setting.Lines)
        {
            var x = text.LineX(line) + (line.Width / 2);
            var y = text.Middle(line);
            stage.Write(20, line.Text, Type.Label, text.Setting.Em, Accent(scene).ReadableOn(Ground(scene)),
                stage.ThenDrift(Stage.Glide(x, y + (24 * scene.Unit), x, y, 0, 0.4), 0, -3 * scene.Unit), fadeIn: 0.2);
        }
    }

    protected virtual void Quote(Scenery scene, Box box)
    {
        var stage = scene.Stage;
        var em = box.Height / 0.36;
        stage.Write(18, "“", Fonts.PlayfairBlack, em, Accent(scene),
            Stage.At(box.CentreX, box.CentreY + (em * 0.16)), tags: Stage.Small, tweens: Stage.Pop(0.05));
    }

    /// <summary>A number counts up where it is one; anything else pops.</summary>
    protected virtual void Figure(Scenery scene, PlacedText number)
    {
        var stage = scene.Stage;
        var line = number.Setting.Lines[0];
        double x = number.LineX(line) + (line.Width / 2), y = number.Middle(line);
        var colour = NumberInk(scene);
        var figure = CountUp.Parse(line.Text);
        if (scene.Card.Layout != CardLayout.Figure || figure is null)
        {
            stage.Write(22, line.Text, Type.Figure, number.Setting.Em, colour, stage.ThenDrift(Stage.At(x, y), 0, -6 * scene.Unit), tags: Stage.Small, tweens: Stage.Pop(0.02, 0.4, 114));
            return;
        }

        // Each step keeps the end's column of digits, so the figure grows in place.
        const int steps = 22;
        var length = Math.Min(0.9, stage.Seconds * 0.4);
        for (var step = 0; step < steps; step++)
        {
            double from = length * step / steps, to = length * (step + 1) / steps;
            var share = 1 - Math.Pow(1 - ((double)(step + 1) / steps), 3);
            stage.Write(22, figure.At(share), Type.Figure, number.Setting.Em, colour, Stage.At(x, y), from: from, to: to, fadeIn: step == 0 ? 0.03 : 0);
        }

        stage.Write(22, line.Text, Type.Figure, number.Setting.Em, colour, Stage.At(x, y), from: length,
            tweens: [new(length, length + 0.1, "\\fscx107\\fscy107", 0.6), new(length + 0.1, length + 0.26, "\\fscx100\\fscy100")]);
    }

    /// <summary>
    /// The icon so near that the window holds a part of it, past which a camera glides. It does not come nearer for good:
    /// drawings this large that change their size need new bitmaps of the whole window at every frame, 110 MiB of them.
    /// </summary>
    protected virtual void CloseUp(Scenery scene, Icon icon, Box window)
    {
        var stage = scene.Stage;
        var (face, ink) = CloseUpColours(scene);
        var isAbove = window.Y <= 0;
        double from = window.Height * (isAbove ? -0.12 : 0.12), side = scene.Turn % 2 == 0 ? 1 : -1, corner = CloseUpCorner * scene.Unit;

        // Corners on the side of the captions; the others lie outside the picture.
        var sheet = window with { X = -1, Y = isAbove ? window.Y - corner : window.Y, Width = window.Width + 2, Height = window.Height + corner };
        var glide = Stage.Glide(sheet.CentreX, sheet.CentreY + from, sheet.CentreX, sheet.CentreY, 0, 0.4);
        if (corner > 0) stage.Draw(7, Drawing.Rectangle(sheet.Width, sheet.Height, corner), Colour.Black, glide, tags: $"\\blur{Stage.N(14 * scene.Unit)}", opacity: 0.4);
        stage.Draw(8, Drawing.Rectangle(sheet.Width, sheet.Height, corner), face, glide);

        var size = Math.Max(window.Height * 1.3, Math.Min(window.Width * 1.05, window.Height * 1.7));
        var drawing = IconDrawing.Of(icon, size, CloseUpWeight);
        double x = window.CentreX + (side * size * 0.12), y = window.CentreY + ((scene.Turn / 2 % 2 == 0 ? 1 : -1) * size * 0.05);
        var path = stage.ThenDrift(Stage.Glide(x + (side * size * 0.08), y, x, y, 0, 0.5), -side * size * Math.Min(0.08, 0.04 * stage.Seconds), 0);
        var frame = $"\\fscx90\\fscy90\\clip({(corner > 0 ? new Drawing().AddRectangle(sheet.X, sheet.Y, sheet.Width, sheet.Height, corner) : Corners(window))})";
        IReadOnlyList<Tween> nearer = [new(0, 0.5, "\\fscx100\\fscy100", 0.4)];
        stage.Draw(9, drawing.Fill, face.Mix(ink, 0.16), path, frame, tweens: nearer);
        foreach (var stroke in drawing.Strokes) stage.Draw(10, stroke, ink, path, frame, tweens: nearer);
        if (corner > 0) stage.Draw(11, Drawing.Frame(sheet.Width, sheet.Height, Math.Max(2, 3 * scene.Unit), corner), ink, glide, opacity: 0.5);

        static string Corners(Box box) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(box.X)},{Math.Floor(box.Y)},{Math.Ceiling(box.Right)},{Math.Ceiling(box.Bottom)}");
    }

    /// <summary>How round a close-up's corners are, on a canvas whose short side has 1080 pixels; 0 where edges are hard.</summary>
    protected virtual double CloseUpCorner => 72;

    /// <summary>On a dark ground the face is deep, or it would be the brightest thing of the whole video.</summary>
    protected virtual (Colour Face, Colour Lines) CloseUpColours(Scenery scene)
    {
        var (ground, face) = (Ground(scene), Accent(scene));
        if (ground.Lch.Lightness < 0.4) face = face.WithLightness(Math.Min(face.Lch.Lightness, 0.46));
        return (face, (ground.Contrast(face) >= Ink(scene).Contrast(face) ? ground : Ink(scene)).ReadableOn(face, 3));
    }

    /// <summary>Width of a close-up's lines relative to the icon's own.</summary>
    protected virtual double CloseUpWeight => 0.7;

    /// <summary>One segment a point of the list; those that are done are full, and this one fills while it is seen.</summary>
    protected virtual void Progress(Scenery scene, Box row)
    {
        var stage = scene.Stage;
        var total = Math.Min(scene.Card.Total, 12);
        var done = int.TryParse(scene.Card.Number, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, total) : 1;
        double gap = row.Width * 0.22 / total, width = (row.Width - (gap * (total - 1))) / total;
        for (var n = 0; n < total; n++)
        {
            var x = row.X + (n * (width + gap));
            var segment = new Drawing().AddRectangle(0, -row.Height / 2, width, row.Height, row.Height / 2);
            stage.Draw(12, segment, Ink(scene), Stage.At(x, row.CentreY), opacity: 0.22, fadeIn: 0.15);
            if (n < done - 1) stage.Draw(13, segment, NumberInk(scene), Stage.At(x, row.CentreY), fadeIn: 0.15);
            else if (n == done - 1)
                stage.Draw(13, segment, NumberInk(scene), Stage.At(x, row.CentreY), tags: "\\fscx0", tweens: [new(0.1, Math.Max(0.6, stage.Seconds), "\\fscx100", 0.7)]);
        }
    }

    protected virtual Colour NumberInk(Scenery scene) => Accent(scene).ReadableOn(Ground(scene), 3.2);

    /// <summary>A bar that fills: to the percentage where the number is one, else to its end.</summary>
    protected virtual void Bar(Scenery scene, Box bar)
    {
        var stage = scene.Stage;
        var share = CountUp.Parse(scene.Card.Number) is { IsPercentage: true } figure ? Math.Clamp(figure.Value / 100, 0.02, 1) : 1;
        stage.Draw(12, Drawing.Rectangle(bar.Width, bar.Height, bar.Height / 2), Ink(scene), Stage.At(bar.CentreX, bar.CentreY), opacity: 0.16, fadeIn: 0.15);
        var width = bar.Width * share;
        var drawing = new Drawing().AddRectangle(0, -bar.Height / 2, width, bar.Height, bar.Height / 2);
        stage.Draw(13, drawing, Accent(scene), Stage.At(bar.X, bar.CentreY), tags: "\\fscx0",
            tweens: [new(0.05, Math.Min(0.95, stage.Seconds * 0.4), "\\fscx100", 0.4)]);
    }

    protected virtual (Colour Face, Colour Words) ButtonColours(Scenery scene)
    {
        var face = Accent(scene);
        var words = Colour.White.Contrast(face) >= 4.5 ? Colour.White : scene.Swatch.Dark(0.16).ReadableOn(face);
        return (face, words);
    }

    /// <summary>A pill whose arrow nudges on.</summary>
    protected virtual void Button(Scenery scene, Box box, PlacedText words)
    {
        var stage = scene.Stage;
        var (face, ink) = ButtonColours(scene);
        double appear = 0.12, x = box.CentreX, y = box.CentreY;
        var pulse = Pulse(stage, appear + 0.5);
        stage.Draw(15, Drawing.Rectangle(box.Width, box.Height, box.Height / 2), Ground(scene).WithLightness(0.06), Stage.At(x, y + (10 * scene.Unit)),
            tags: Stage.Small + "\\blur" + Stage.N(14 * scene.Unit), opacity: 0.32, tweens: Stage.Pop(appear));
        stage.Draw(16, Drawing.Rectangle(box.Width, box.Height, box.Height / 2), face, Stage.At(x, y), tags: Stage.Small,
            tweens: [.. Stage.Pop(appear), .. pulse]);
        var line = words.Setting.Lines[0];
        stage.Write(23, line.Text, Type.Label with { Tracking = 0 }, words.Setting.Em, ink, Stage.At(words.LineX(line) + (line.Width / 2), y),
            tags: "\\fscx60\\fscy60", tweens: Stage.Pop(appear + 0.06, 0.36, 104), fadeIn: 0.22);
        var arrowX = box.Right - (box.Height * 0.62);
        var arrow = IconDrawing.Of(IconLibrary.Get("arrow-right")!, box.Height * 0.5, 1.25);
        var path = stage.ThenFloat([new(0, arrowX, y), new(appear + 0.4, arrowX, y)], 9 * scene.Unit, 0, 0.9);
        foreach (var stroke in arrow.Strokes) stage.Draw(24, stroke, ink, path, fadeIn: appear + 0.28);
    }

    protected static IReadOnlyList<Tween> Pulse(Stage stage, double from)
    {
        var beats = new List<Tween>();
        for (var at = from; at + 1.1 < stage.Seconds; at += 1.1)
        {
            beats.Add(new(at, at + 0.16, "\\fscx105\\fscy105", 0.6));
            beats.Add(new(at + 0.16, at + 0.5, "\\fscx100\\fscy100"));
        }

        return beats;
    }

    /// <summary>Every word with its place: the middle of its capitals, and its number.</summary>
    protected static IEnumerable<(string Text, double X, double Y, double Width, int Number, SetLine Line)> Words(PlacedText text)
    {
        var number = 0;
        foreach (var line in text.Setting.Lines)
        {
            var x = text.LineX(line);
            if (Script.IsRightToLeft(line.Text))
            {
                // Right-to-left words are ordered by the shaper, so a line stays whole.
                yield return (line.Text, x + (line.Width / 2), text.Middle(line), line.Width, number++, line);
                continue;
            }

            foreach (var word in line.Words) yield return (word.Text, x + word.X + (word.Width / 2), text.Middle(line), word.Width, number++, line);
        }
    }

    /// <summary>The word that carries most: the longest that is more than grammar, the later of equals.</summary>
    protected static int Strongest(PlacedText text)
    {
        int best = -1, longest = 0;
        foreach (var word in Words(text))
        {
            var length = word.Text.Count(char.IsLetterOrDigit);
            if (length < longest || Captions.BreakRules.IsSmall(word.Text)) continue;
            (best, longest) = (word.Number, length);
        }

        return text.Setting.Lines.Sum(line => line.Words.Count) < 3 || longest < 2 ? -1 : best;
    }

    /// <summary>Seconds between words, so that the whole headline stands in time for reading.</summary>
    protected static double Stagger(Scenery scene, PlacedText text, double most = 0.07)
    {
        var words = Math.Max(1, text.Setting.Lines.Sum(line => line.Words.Count));
        return Math.Min(most, Math.Min(0.5, scene.Stage.Seconds * 0.25) / words);
    }

    /// <summary>A quarter-size spot of light that fades to its rim.</summary>
    protected static async Task<string> GlowAsync(Scenery scene, Colour colour, double diameter, double opacity, CancellationToken ct, double core = 0)
    {
        var size = Math.Max(8, (int)(diameter / CardGraph.Reduction));
        var svg = string.Create(CultureInfo.InvariantCulture,
            $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><defs><radialGradient id="g">
            <stop offset="{core}" stop-color="{colour.Hex}" stop-opacity="{opacity}"/><stop offset="{core + ((1 - core) * 0.35)}" stop-color="{colour.Hex}" stop-opacity="{opacity * 0.68}"/>
            <stop offset="{core + ((1 - core) * 0.7)}" stop-color="{colour.Hex}" stop-opacity="{opacity * 0.2}"/><stop offset="1" stop-color="{colour.Hex}" stop-opacity="0"/>
            </radialGradient></defs><circle cx="50" cy="50" r="50" fill="url(#g)"/></svg>
            """);
        return await scene.Workshop.DrawAsync(svg, size, size, ct);
    }

    /// <summary>A glow that wanders around a place given in shares of the canvas.</summary>
    protected static async Task AddGlowAsync(Scenery scene, Colour colour, double x, double y, double size, double opacity, double reach, double period, double phase, CancellationToken ct)
    {
        var diameter = size * Math.Max(scene.Canvas.Width, scene.Canvas.Height);
        var path = await GlowAsync(scene, colour, diameter, opacity, ct);
        double cx = (x * scene.Canvas.Width) - (diameter / 2), cy = (y * scene.Canvas.Height) - (diameter / 2);
        var span = reach * Math.Min(scene.Canvas.Width, scene.Canvas.Height);
        scene.Layers.Add(new ArtLayer(path, Wave(cx, span, period, phase), Wave(cy, span * 0.8, period * 1.3, phase + 1.1)) { Soft = true });
    }

    /// <summary>The icon again, large and out of focus, in the part of a tall picture that words leave free.</summary>
    protected static async Task AddGhostAsync(Scenery scene, Colour colour, double opacity, CancellationToken ct, double weight = 1)
    {
        if (scene.Plan.IsLarge || IconLibrary.Get(scene.Card.Icon) is not { } icon || scene.Canvas.Height <= scene.Canvas.Width) return;
        double size = scene.Canvas.Width * 0.62, x = scene.Turn % 2 == 0 ? scene.Canvas.Width * 0.47 : -scene.Canvas.Width * 0.08, y = scene.Canvas.Height * 0.66;
        var paths = string.Concat(icon.Outlines.Select(outline => $"<path d='{outline}'/>"));
        var svg = $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-1 -1 26 26'><g fill='none' stroke='{colour.Hex}' stroke-opacity='1' stroke-width='{S(2 * weight)}' stroke-linecap='round' stroke-linejoin='round' opacity='{S(opacity)}' transform='rotate({(scene.Turn % 2 == 0 ? -10 : 10)} 12 12)'>{paths}</g></svg>";
        var pixels = (int)(size / CardGraph.Reduction);
        var path = await scene.Workshop.DrawAsync(svg, pixels, pixels, ct);
        scene.Layers.Add(new ArtLayer(path, Wave(x, 16 * scene.Unit, 7, scene.Turn), Wave(y, 26 * scene.Unit, 5, scene.Turn)) { Soft = true });
    }

    /// <summary>Little shapes thrown out from a place; they slow down, turn and stay a while.</summary>
    protected static void Burst(Scenery scene, double x, double y, double reach, int count, IReadOnlyList<Colour> colours, int layer = 6)
    {
        var stage = scene.Stage;
        for (var n = 0; n < count; n++)
        {
            var angle = ((n + (stage.Chance.NextDouble() * 0.6)) / count * 2 * Math.PI) - 0.4;
            var far = reach * (0.75 + (stage.Chance.NextDouble() * 0.5));
            var size = (9 + (stage.Chance.NextDouble() * 12)) * scene.Unit;
            var piece = (n % 4) switch
            {
                0 => Drawing.Circle(size),
                1 => Drawing.Ring(size * 1.15, size * 0.45),
                2 => Drawing.Rectangle(size * 0.8, size * 2.6, size * 0.4),
                _ => Drawing.Star(4, size * 1.5, size * 0.55),
            };
            double toX = x + (Math.Cos(angle) * far), toY = y + (Math.Sin(angle) * far);
            var path = stage.ThenDrift(Stage.Glide(x, y, toX, toY, 0.02, 0.7), Math.Cos(angle) * 14 * scene.Unit, (Math.Sin(angle) * 10 * scene.Unit) + (26 * scene.Unit));
            stage.Draw(layer, piece, colours[n % colours.Count], path, tags: $"{Stage.Small}\\frz{(int)(angle * 57)}",
                tweens: [new(0.02, 0.35, "\\fscx100\\fscy100", 0.5), new(0.02, stage.Seconds, $"\\frz{(int)(angle * 57) + (n % 2 == 0 ? 150 : -150)}", 0.6)]);
        }
    }

    protected static string Wave(double centre, double reach, double period, double phase) =>
        string.Create(CultureInfo.InvariantCulture, $"{centre:0.#}+{reach:0.#}*sin({2 * Math.PI / period:0.####}*t+{phase:0.##})");

    protected static string S(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
