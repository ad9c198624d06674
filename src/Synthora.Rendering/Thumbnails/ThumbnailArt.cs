using System.Security;
using System.Text;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Thumbnails;

/// <summary>The SVG of a thumbnail: ground, shade, ornament, title.</summary>
internal sealed class ThumbnailArt
{
    private readonly StringBuilder svg = new();
    private readonly Look look;
    private readonly Swatch swatch;
    private readonly double width;
    private readonly double height;
    private readonly double unit;
    private readonly bool hasFrame;
    private readonly Icon? icon;

    private ThumbnailArt(Look look, Canvas canvas, bool hasFrame, Icon? icon)
    {
        this.look = look;
        this.hasFrame = hasFrame;
        this.icon = hasFrame ? null : icon;
        swatch = new Swatch(look.Palette);
        (width, height) = (canvas.Width, canvas.Height);
        unit = Math.Min(width, height) / 1080;
    }

    /// <param name="frame">A data address of the picture behind the title, or null.</param>
    /// <param name="icon">Shown where no picture is; null leaves the title alone.</param>
    public static string Draw(string title, Typeface display, Look look, Canvas canvas, string? frame, Icon? icon)
    {
        var art = new ThumbnailArt(look, canvas, frame is not null, icon);
        art.Add($"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' viewBox='0 0 {canvas.Width} {canvas.Height}'>");
        art.Ground(frame);
        art.Title(title, display);
        return art.svg.Append("</svg>").ToString();
    }

    private bool IsLight => look.Aesthetic is Aesthetic.Minimal or Aesthetic.Vintage or Aesthetic.Playful;

    private Colour Paper => look.Aesthetic switch
    {
        Aesthetic.Minimal => swatch.Light(0.965, 0.012),
        Aesthetic.Vintage => Colour.FromLch(0.91, 0.045, 80),
        Aesthetic.Playful => Colour.FromLch(0.925, Math.Min(swatch.Accent(0).Lch.Chroma, 0.055), swatch.Accent(0).Lch.Hue),
        Aesthetic.Bold => swatch.Accent(0),
        Aesthetic.Vibrant => swatch.Accent(0).WithLightness(Math.Clamp(swatch.Accent(0).Lch.Lightness, 0.6, 0.84)),
        Aesthetic.Cinematic => swatch.Dark(0.09, 0.02),
        _ => swatch.Dark(0.17, 0.06),
    };

    private void Ground(string? frame)
    {
        if (frame is not null)
        {
            Add($"<image href='{frame}' width='{N(width)}' height='{N(height)}' preserveAspectRatio='xMidYMid slice'/>");

            // A shade under the title keeps it readable over any picture.
            var shade = IsLight || look.Aesthetic is Aesthetic.Bold or Aesthetic.Vibrant ? swatch.Dark(0.14, 0.04) : Paper;
            Add($"<defs><linearGradient id='shade' x1='0' y1='0' x2='0' y2='1'><stop offset='.25' stop-color='{shade.Hex}' stop-opacity='.12'/><stop offset='.6' stop-color='{shade.Hex}' stop-opacity='.66'/><stop offset='1' stop-color='{shade.Hex}' stop-opacity='.92'/></linearGradient></defs><rect width='{N(width)}' height='{N(height)}' fill='url(#shade)'/>");
            return;
        }

        Add($"<rect width='{N(width)}' height='{N(height)}' fill='{Paper.Hex}'/>");
        var strength = look.Aesthetic is Aesthetic.Minimal or Aesthetic.Vintage ? 0.22 : look.Aesthetic is Aesthetic.Bold or Aesthetic.Playful ? 0.4 : 0.85;
        Glow("a", swatch.Accent(IsLight ? 0 : 1), 0.95, 0.12, 0.62, strength);
        Glow("b", swatch.Accent(0), 0.05, 0.95, 0.66, strength);
        Glow("c", swatch.Accent(2), 0.9, 0.85, 0.5, strength * 0.7);
        switch (look.Aesthetic)
        {
            case Aesthetic.Minimal when icon is null:
                Add($"<circle cx='{N(width * 0.76)}' cy='{N(height * 0.2)}' r='{N(170 * unit)}' fill='{swatch.Accent(0).Hex}'/>");
                break;
            case Aesthetic.Bold:
                var band = Paper.WithLightness(Math.Max(0.12, Paper.Lch.Lightness - 0.13));
                Add($"<path d='M0 {N(height * 0.2)}L{N(width)} {N(height * 0.05)}V0H0Z M0 {N(height * 0.96)}L{N(width)} {N(height * 0.81)}V{N(height)}H0Z' fill='{band.Hex}'/>");
                break;
            case Aesthetic.Vintage:
                var rays = new StringBuilder();
                for (var n = 0; n < 14; n++)
                {
                    double a = n * Math.PI / 7, b = a + (Math.PI / 14), far = width + height;
                    rays.Append(CultureInfo.InvariantCulture, $"M{width / 2:0.#} {height * 0.5:0.#}L{(width / 2) + (far * Math.Cos(a)):0.#} {(height * 0.5) + (far * Math.Sin(a)):0.#}L{(width / 2) + (far * Math.Cos(b)):0.#} {(height * 0.5) + (far * Math.Sin(b)):0.#}Z");
                }

                Add($"<path d='{rays}' fill='{swatch.Accent(0).Hex}' fill-opacity='.22'/>");
                break;
            case Aesthetic.Modern when icon is null:
                for (var n = 0; n < 3; n++)
                    Add($"<circle cx='{N(width * 0.86)}' cy='{N(height * 0.12)}' r='{N((90 + (n * 56)) * unit)}' fill='none' stroke='#fff' stroke-opacity='{N(0.34 - (n * 0.08))}' stroke-width='{N(5 * unit)}'/>");
                break;
        }
    }

    private void Glow(string id, Colour colour, double x, double y, double size, double opacity)
    {
        var radius = size * Math.Max(width, height) * 0.8;
        Add($"<defs><radialGradient id='{id}'><stop offset='0' stop-color='{colour.Hex}' stop-opacity='{N(opacity)}'/><stop offset='.5' stop-color='{colour.Hex}' stop-opacity='{N(opacity * 0.42)}'/><stop offset='1' stop-color='{colour.Hex}' stop-opacity='0'/></radialGradient></defs><circle cx='{N(x * width)}' cy='{N(y * height)}' r='{N(radius)}' fill='url(#{id})'/>");
    }

    private void Title(string title, Typeface face)
    {
        var centred = look.Aesthetic is Aesthetic.Cinematic or Aesthetic.Vibrant or Aesthetic.Vintage or Aesthetic.Playful;
        double side = width * 0.085, tall = height > width ? Math.Min(height, width * 1.25) * 0.8 : height * 0.78;
        var panel = look.Aesthetic is Aesthetic.Minimal or Aesthetic.Vintage;
        var inner = panel ? width * 0.06 : 0;
        var wide = width > height * 1.2;
        var stacked = icon is not null && !wide;
        var share = hasFrame || stacked ? 0.5 : 0.72;
        var room = (icon is not null && wide ? width * 0.62 : width - side) - side - (2 * inner);
        var set = Lettering.Fit(title, face, room, tall * share, 240 * unit, 5);
        if (set.Lines.Count == 0) return;

        // Over a picture the title keeps to the lower part and leaves faces free; without one an icon stands above it or beside.
        var bottom = ((height + tall) / 2) - inner;
        var picture = icon is null ? 0 : wide ? height * 0.52 : Math.Min(width, tall) * 0.38;
        var above = stacked ? picture + inner + (110 * unit) : 0;
        var top = hasFrame ? bottom - set.Height : ((height - set.Height - above) / 2) + above;
        var align = centred ? 0.5 : Motion.Script.IsRightToLeft(title) ? 1 : 0;
        var placed = new PlacedText(set, new Box(side + inner, top, room, set.Height), align);
        if (icon is not null)
        {
            var edge = look.Aesthetic is Aesthetic.Vintage ? inner : 0;
            var x = wide ? (width * 0.81) : placed.Box.X - edge + ((room + (2 * edge) - picture) * align) + (picture / 2);
            new ThumbnailIcon(look, swatch, InkColour, AccentColour, Paper, unit).Draw(svg, icon, x, wide ? height / 2 : top - above + (picture / 2), picture);
        }

        if (panel) Panel(placed, inner);
        if (!stacked || look.Aesthetic is Aesthetic.Cinematic or Aesthetic.Professional) Ornament(placed, stacked);
        for (var n = 0; n < set.Lines.Count; n++) Line(placed, n);
    }

    private void Panel(PlacedText text, double inner)
    {
        if (look.Aesthetic is Aesthetic.Minimal && !hasFrame) return;
        double x = text.Left - inner, y = text.Box.Y - inner, w = text.Right - text.Left + (2 * inner), h = text.Box.Height + (2 * inner);
        Add($"<rect x='{N(x)}' y='{N(y)}' width='{N(w)}' height='{N(h)}' rx='{N(look.Aesthetic is Aesthetic.Minimal ? 28 * unit : 0)}' fill='{Paper.WithLightness(0.96).Hex}'/>");
        if (look.Aesthetic is not Aesthetic.Vintage) return;
        var gap = 14 * unit;
        Add($"<rect x='{N(x + gap)}' y='{N(y + gap)}' width='{N(w - (2 * gap))}' height='{N(h - (2 * gap))}' fill='none' stroke='{InkColour.Hex}' stroke-width='{N(5 * unit)}'/>");
    }

    private void Ornament(PlacedText text, bool stacked)
    {
        double y = text.Box.Y, cap = text.Setting.CapHeight;
        switch (look.Aesthetic)
        {
            case Aesthetic.Modern or Aesthetic.Professional:
                if (!stacked) Add($"<rect x='{N(text.Box.X)}' y='{N(y - (cap * 0.62))}' width='{N(130 * unit)}' height='{N(14 * unit)}' rx='{N(7 * unit)}' fill='{AccentColour.Hex}'/>");
                if (look.Aesthetic is Aesthetic.Professional) Add($"<rect width='{N(22 * unit)}' height='{N(height)}' fill='{AccentColour.Hex}'/>");
                break;
            case Aesthetic.Cinematic:
                var bar = height * 0.07;
                Add($"<rect width='{N(width)}' height='{N(bar)}'/><rect y='{N(height - bar)}' width='{N(width)}' height='{N(bar)}'/>");
                if (!stacked) Add($"<rect x='{N(text.Box.X + (text.Box.Width / 2) - (90 * unit))}' y='{N(y - (cap * 0.7))}' width='{N(180 * unit)}' height='{N(4 * unit)}' fill='{AccentColour.Hex}'/>");
                break;
        }
    }

    private Colour InkColour => look.Aesthetic switch
    {
        Aesthetic.Minimal => swatch.Dark(0.24, 0.03),
        Aesthetic.Vintage => Colour.FromLch(0.28, 0.04, 60),
        Aesthetic.Vibrant => swatch.Accent(0).WithLightness(0.27),
        Aesthetic.Playful => swatch.Dark(0.3, 0.08),
        Aesthetic.Bold => hasFrame || Colour.White.Contrast(Paper) >= 4.5 ? Colour.White : swatch.Dark(0.13, 0.02),
        _ => Colour.White,
    };

    private Colour AccentColour => IsLight ? swatch.Accent(0).ReadableOn(Paper) : swatch.Accent(0).WithLightness(0.8);

    private void Line(PlacedText text, int n)
    {
        var line = text.Setting.Lines[n];
        double em = text.Setting.Em, cap = text.Setting.CapHeight, x = text.LineX(line) + (line.Width / 2), middle = text.Middle(line);
        var last = n == text.Setting.Lines.Count - 1;
        switch (look.Aesthetic)
        {
            case Aesthetic.Bold when last:
                Add($"<rect x='{N(x - (line.Width / 2) - (cap * 0.14))}' y='{N(middle - (cap * 0.62))}' width='{N(line.Width + (cap * 0.28))}' height='{N(cap * 1.24)}' fill='{(hasFrame ? swatch.Accent(0) : InkColour).Hex}'/>");
                Words(text, line, x, middle, hasFrame ? swatch.Dark(0.13, 0.02).ReadableOn(swatch.Accent(0)) : Paper.ReadableOn(InkColour));
                break;
            case Aesthetic.Vibrant:
                var label = last && n > 0 ? InkColour : Colour.White;
                Add($"<rect x='{N(x - (line.Width / 2) - (em * 0.3))}' y='{N(middle - (cap * 0.8))}' width='{N(line.Width + (em * 0.6))}' height='{N(cap * 1.6)}' rx='{N(cap * 0.4)}' fill='{label.Hex}' transform='rotate({(n % 2 == 0 ? "-1.5" : "1.5")} {N(x)} {N(middle)})'/>");
                Words(text, line, x, middle, last && n > 0 ? Colour.White : InkColour, $"transform='rotate({(n % 2 == 0 ? "-1.5" : "1.5")} {N(x)} {N(middle)})'");
                break;
            case Aesthetic.Vintage:
                Words(text, line, x + (em * 0.045), middle + (em * 0.045), swatch.Accent(0).WithLightness(0.62), isShade: true);
                Words(text, line, x, middle, InkColour);
                break;
            case Aesthetic.Playful:
                var colour = n % 2 == 1 ? swatch.Accent(1).ReadableOn(Paper).ReadableOn(Colour.White) : InkColour;
                Words(text, line, x, middle + (em * 0.05), InkColour, $"stroke='{InkColour.Hex}' stroke-width='{N(em * 0.16)}' stroke-linejoin='round' opacity='.25'", isShade: true);
                Words(text, line, x, middle, Colour.White, $"stroke='#fff' stroke-width='{N(em * 0.16)}' stroke-linejoin='round'", isShade: true);
                Words(text, line, x, middle, colour);
                break;
            default:
                Words(text, line, x, middle, last && text.Setting.Lines.Count > 1 && look.Aesthetic is not Aesthetic.Bold ? AccentColour : InkColour);
                break;
        }
    }

    /// <param name="isShade">The words are the shadow or rim of others, where emoji have none.</param>
    private void Words(PlacedText text, SetLine line, double x, double middle, Colour colour, string more = "", bool isShade = false)
    {
        var face = text.Setting.Face;
        var em = text.Setting.Em;
        var half = face.Width(line.Text) / 2;
        foreach (var piece in face.Pieces(line.Text))
        {
            var at = piece.Text.Length == line.Text.Length ? x : x + ((piece.Middle - half) * em);
            if (!piece.IsEmoji)
                Add($"<text x='{N(at)}' y='{N(middle + (text.Setting.CapHeight / 2))}' text-anchor='middle' font-family='{SecurityElement.Escape(face.Family)}' font-weight='{face.Weight}' font-size='{N(em)}' letter-spacing='{N(face.TrackingOf(piece.Text) * em)}' fill='{colour.Hex}' {more}>{SecurityElement.Escape(piece.Text)}</text>");
            else if (!isShade)
                Emoji(piece.Text, at, middle, face.EmojiSize * em, more);
        }
    }

    private void Emoji(string emoji, double x, double y, double size, string more)
    {
        Add($"<g {more}><g transform='translate({N(x - (size / 2))} {N(y - (size / 2))}) scale({(size / EmojiLibrary.Grid).ToString(CultureInfo.InvariantCulture)})'>");
        foreach (var shape in EmojiLibrary.Layers(emoji))
            Add($"<path d='{shape.Drawing.ToUpperInvariant().Replace('B', 'C')}' fill='{shape.Colour}' fill-opacity='{N(shape.Opacity)}'/>");
        Add("</g></g>");
    }

    private void Add(string part) => svg.Append(part);

    private static string N(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
