using System.Text;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Motion;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Thumbnails;

/// <summary>A thumbnail's icon on the ground that its aesthetic gives it: rings, a disc, a tile, a medal.</summary>
internal sealed class ThumbnailIcon(Look look, Swatch swatch, Colour ink, Colour accent, Colour paper, double unit)
{
    /// <param name="size">Of icon and ground together.</param>
    public void Draw(StringBuilder svg, Icon icon, double x, double y, double size)
    {
        switch (look.Aesthetic)
        {
            case Aesthetic.Modern:
                for (var n = 0; n < 3; n++) Circle(svg, x, y, size * (0.34 + (n * 0.08)), null, Colour.White, 5 * unit, 0.36 - (n * 0.1));
                Strokes(svg, icon, x, y, size * 0.48, Colour.White, 2);
                break;
            case Aesthetic.Minimal:
                Circle(svg, x, y, size / 2, swatch.Accent(0), null, 0, 1);
                Strokes(svg, icon, x, y, size * 0.5, Colour.White.ReadableOn(swatch.Accent(0)), 1.6);
                break;
            case Aesthetic.Bold:
                Strokes(svg, icon, x, y, size * 0.86, ink, 2.6, turn: -8);
                break;
            case Aesthetic.Cinematic:
                Circle(svg, x, y, size * 0.46, null, accent, 3 * unit, 0.55);
                Strokes(svg, icon, x, y, size * 0.52, accent, 1.4);
                break;
            case Aesthetic.Vibrant:
                svg.Append(CultureInfo.InvariantCulture, $"<rect x='{x - (size / 2):0.##}' y='{y - (size / 2):0.##}' width='{size:0.##}' height='{size:0.##}' rx='{size * 0.24:0.##}' fill='#fff' transform='rotate(-6 {x:0.##} {y:0.##})'/>");
                Strokes(svg, icon, x, y, size * 0.6, ink, 2.4, turn: -6);
                break;
            case Aesthetic.Vintage:
                Circle(svg, x, y, size / 2, paper.WithLightness(0.96), null, 0, 1);
                Circle(svg, x, y, (size / 2) - (14 * unit), null, ink, 5 * unit, 1);
                Strokes(svg, icon, x, y, size * 0.5, ink, 1.8);
                break;
            case Aesthetic.Playful:
                Circle(svg, x, y + (size * 0.03), size / 2, ink, null, 0, 0.18);
                Circle(svg, x, y, size / 2, Colour.White, null, 0, 1);
                Strokes(svg, icon, x, y, size * 0.56, swatch.Accent(1).ReadableOn(Colour.White), 2.6);
                break;
            default:
                Circle(svg, x, y, size / 2, accent, null, 0, 0.16);
                Strokes(svg, icon, x, y, size * 0.5, accent, 1.9);
                break;
        }
    }

    private static void Circle(StringBuilder svg, double x, double y, double radius, Colour? fill, Colour? stroke, double weight, double opacity) => svg.Append(
        CultureInfo.InvariantCulture,
        $"<circle cx='{x:0.##}' cy='{y:0.##}' r='{radius:0.##}' fill='{fill?.Hex ?? "none"}' stroke='{stroke?.Hex ?? "none"}' stroke-width='{weight:0.##}' opacity='{opacity:0.##}'/>");

    private static void Strokes(StringBuilder svg, Icon icon, double x, double y, double size, Colour colour, double weight, double turn = 0)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g transform='translate({x:0.##} {y:0.##}) rotate({turn:0.##}) scale({size / Icon.Box:0.####}) translate(-12 -12)' fill='none' stroke='{colour.Hex}' stroke-width='{weight:0.##}' stroke-linecap='round' stroke-linejoin='round'>");
        foreach (var outline in icon.Outlines) svg.Append(CultureInfo.InvariantCulture, $"<path d='{outline}'/>");
        svg.Append("</g>");
    }
}
