namespace Synthora.Rendering.Motion;

/// <summary>What a palette of one to eight colours offers a design: its hues in order of use, and darks and lights of the same family.</summary>
public sealed class Swatch
{
    private readonly List<Colour> vivid;
    private readonly (double Lightness, double Chroma, double Hue) family;

    public Swatch(IReadOnlyList<string> palette)
    {
        var all = palette.Select(Colour.Parse).ToList();
        if (all.Count == 0) all.Add(new Colour(0x63, 0x66, 0xF1));
        vivid = all.Where(colour => colour.Lch is { Chroma: > 0.05, Lightness: > 0.34 and < 0.97 }).ToList();
        Given = all;
        if (vivid.Count == 0)
        {
            // A palette of greys stays grey: its middle tones serve as accents.
            var (_, chroma, hue) = all[0].Lch;
            vivid.Add(Colour.FromLch(0.72, chroma, hue));
            vivid.Add(Colour.FromLch(0.55, chroma, hue));
        }

        family = (all.OrderBy(colour => colour.Lch.Lightness).First().Lch is { Chroma: > 0.02 } darkest ? darkest : vivid[0].Lch);
    }

    public IReadOnlyList<Colour> Given { get; }

    /// <summary>The n-th accent; a palette with too few lends neighbours on the colour wheel.</summary>
    public Colour Accent(int n)
    {
        if (n < vivid.Count) return vivid[n];
        var from = vivid[n % vivid.Count];
        var (lightness, chroma, hue) = from.Lch;
        if (chroma < 0.05) return from.WithLightness(0.5 + (0.12 * (n % 4)));

        // Yellows live in the light and blues in the dark; a borrowed hue takes half of its own natural lightness.
        var turned = hue + (n % 2 == 0 ? 38 : -32);
        var natural = 0.64 + (0.19 * Math.Cos((turned - 100) * Math.PI / 180));
        return Colour.FromLch((lightness + natural) / 2, chroma, turned);
    }

    /// <summary>A dark of the palette's family, 0.08 almost black to 0.35.</summary>
    public Colour Dark(double lightness = 0.17, double chroma = 0.05) =>
        Colour.FromLch(lightness, Math.Min(chroma, Math.Max(family.Chroma, 0.012)), family.Hue);

    /// <summary>A light paper tinted with the first accent.</summary>
    public Colour Light(double lightness = 0.965, double chroma = 0.014)
    {
        var (_, own, hue) = vivid[0].Lch;
        return Colour.FromLch(lightness, Math.Min(own, chroma), hue);
    }
}
