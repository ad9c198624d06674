using System.Text;

namespace Synthora.Rendering.Fonts;

/// <summary>One weight of a font family, with the names the drawing tools know it by and the widths it draws.</summary>
public sealed class FontFace
{
    private const int BoldWeight = 700;

    private readonly TrueTypeFont font;

    internal FontFace(string path, int index = 0)
    {
        Path = path;
        font = TrueTypeFont.Open(path, index);
    }

    public string Path { get; }

    /// <summary>For <c>font-family</c> in SVG, together with <see cref="Weight"/>.</summary>
    public string Family => font.Family;

    /// <summary>100–900.</summary>
    public int Weight => font.Weight;

    /// <summary>The font name of an ASS style. Weights other than regular and bold have a name of their own there.</summary>
    public string AssFont => font.LegacyFamily;

    /// <summary>Whether the ASS style must say bold. libass thickens a thinner face itself, which looks smeared.</summary>
    public bool AssBold => font.Weight == BoldWeight;

    /// <summary>libass fits ascent and descent into a font size, so the em is smaller than the size by this factor.</summary>
    public double EmPerAssSize => (double)font.UnitsPerEm / (font.WinAscent + font.WinDescent);

    /// <summary>Part of an ASS font size that lies above the baseline, 0–1.</summary>
    public double AscentShare => (double)font.WinAscent / (font.WinAscent + font.WinDescent);

    /// <summary>Height of the capitals as a part of the em.</summary>
    public double CapShare => (double)font.CapHeight / font.UnitsPerEm;

    public bool Covers(Rune rune) => font.Covers(rune);

    /// <summary>Width in pixels of one line in SVG, where <paramref name="fontSize"/> is the em.</summary>
    public double Width(string text, double fontSize) => font.Shape(text).Advance * fontSize / font.UnitsPerEm;

    /// <summary>Width in pixels of one line as libass draws it at an ASS font size, with kerning on.</summary>
    public double AssWidth(string text, double assSize, double spacing = 0) =>
        font.Shape(text, spacing != 0).Advance * assSize * EmPerAssSize / font.UnitsPerEm + spacing * text.EnumerateRunes().Count();

    /// <summary>How far ink reaches above and below the baseline, in pixels at an ASS font size; negative where it stays off it.</summary>
    public (double Rise, double Depth) AssInk(string text, double assSize)
    {
        var shaped = font.Shape(text);
        var pixels = assSize * EmPerAssSize / font.UnitsPerEm;
        return (shaped.InkTop * pixels, -shaped.InkBottom * pixels);
    }
}
