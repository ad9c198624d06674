using System.Globalization;

namespace Synthora.Rendering.Motion;

/// <summary>A colour, changed in OKLCH so that tints keep their hue and equal steps look equal.</summary>
public readonly record struct Colour(byte R, byte G, byte B)
{
    public static readonly Colour White = new(255, 255, 255);
    public static readonly Colour Black = new(0, 0, 0);

    public static Colour Parse(string hex)
    {
        var digits = hex.TrimStart('#');
        if (digits.Length == 3) digits = string.Concat(digits.Select(digit => new string(digit, 2)));
        if (digits.Length != 6 || !int.TryParse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value))
            throw new RenderException($"'{hex}' is not a colour.", "Write palette colours as #RRGGBB.");
        return new((byte)(value >> 16), (byte)(value >> 8), (byte)value);
    }

    public string Hex => $"#{R:X2}{G:X2}{B:X2}";

    /// <summary>Relative luminance (WCAG 2), 0–1.</summary>
    public double Luminance => (0.2126 * Linear(R)) + (0.7152 * Linear(G)) + (0.0722 * Linear(B));

    public double Contrast(Colour other)
    {
        double a = Luminance, b = other.Luminance;
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>Lightness 0–1, chroma 0–0.4, hue in degrees.</summary>
    public (double Lightness, double Chroma, double Hue) Lch
    {
        get
        {
            double r = Linear(R), g = Linear(G), b = Linear(B);
            var l = Math.Cbrt((0.4122214708 * r) + (0.5363325363 * g) + (0.0514459929 * b));
            var m = Math.Cbrt((0.2119034982 * r) + (0.6806995451 * g) + (0.1073969566 * b));
            var s = Math.Cbrt((0.0883024619 * r) + (0.2817188376 * g) + (0.6299787005 * b));
            var a = (1.9779984951 * l) - (2.4285922050 * m) + (0.4505937099 * s);
            var bb = (0.0259040371 * l) + (0.7827717662 * m) - (0.8086757660 * s);
            var hue = Math.Atan2(bb, a) * 180 / Math.PI;
            return ((0.2104542553 * l) + (0.7936177850 * m) - (0.0040720468 * s), Math.Sqrt((a * a) + (bb * bb)), hue < 0 ? hue + 360 : hue);
        }
    }

    /// <summary>The nearest colour a screen can show; chroma gives way, lightness and hue stay.</summary>
    public static Colour FromLch(double lightness, double chroma, double hue)
    {
        lightness = Math.Clamp(lightness, 0, 1);
        for (; chroma > 0.002; chroma *= 0.94)
            if (TryConvert(lightness, chroma, hue, out var colour)) return colour;
        TryConvert(lightness, 0, hue, out var grey);
        return grey;
    }

    /// <summary>Luma and chroma as video of BT.709 in limited range stores them.</summary>
    public (int Y, int Cb, int Cr) Bt709
    {
        get
        {
            var y = ((0.2126 * R) + (0.7152 * G) + (0.0722 * B)) / 255;
            return (Stored(16 + (219 * y)), Stored(128 + (224 * ((B / 255.0) - y) / 1.8556)), Stored(128 + (224 * ((R / 255.0) - y) / 1.5748)));

            static int Stored(double value) => (int)Math.Round(value);
        }
    }

    public Colour WithLightness(double lightness, double chromaScale = 1)
    {
        var (_, chroma, hue) = Lch;
        return FromLch(lightness, chroma * chromaScale, hue);
    }

    public Colour Turn(double degrees)
    {
        var (lightness, chroma, hue) = Lch;
        return FromLch(lightness, chroma, hue + degrees);
    }

    public Colour Mix(Colour other, double share) => new(
        Blend(R, other.R, share), Blend(G, other.G, share), Blend(B, other.B, share));

    /// <summary>This colour, made lighter or darker until it reads on <paramref name="ground"/>.</summary>
    public Colour ReadableOn(Colour ground, double contrast = 4.6)
    {
        if (Contrast(ground) >= contrast) return this;
        var (lightness, chroma, hue) = Lch;
        var up = White.Contrast(ground) > Black.Contrast(ground);
        for (var step = 0.02; step <= 1; step += 0.02)
        {
            var candidate = FromLch(up ? lightness + step : lightness - step, chroma, hue);
            if (candidate.Contrast(ground) >= contrast) return candidate;
        }

        return up ? White : Black;
    }

    private static byte Blend(byte a, byte b, double share) => (byte)Math.Round(a + ((b - a) * share));

    private static double Linear(byte value)
    {
        var v = value / 255.0;
        return v <= 0.04045 ? v / 12.92 : Math.Pow((v + 0.055) / 1.055, 2.4);
    }

    private static bool TryConvert(double lightness, double chroma, double hue, out Colour colour)
    {
        var (sin, cos) = Math.SinCos(hue * Math.PI / 180);
        double a = chroma * cos, b = chroma * sin;
        var l = Math.Pow(lightness + (0.3963377774 * a) + (0.2158037573 * b), 3);
        var m = Math.Pow(lightness - (0.1055613458 * a) - (0.0638541728 * b), 3);
        var s = Math.Pow(lightness - (0.0894841775 * a) - (1.2914855480 * b), 3);
        var inside = true;
        colour = new(
            Encode((4.0767416621 * l) - (3.3077115913 * m) + (0.2309699292 * s), ref inside),
            Encode((-1.2684380046 * l) + (2.6097574011 * m) - (0.3413193965 * s), ref inside),
            Encode((-0.0041960863 * l) - (0.7034186147 * m) + (1.7076147010 * s), ref inside));
        return inside;
    }

    private static byte Encode(double linear, ref bool inside)
    {
        if (linear is < -0.0005 or > 1.0005) inside = false;
        linear = Math.Clamp(linear, 0, 1);
        var v = linear <= 0.0031308 ? linear * 12.92 : (1.055 * Math.Pow(linear, 1 / 2.4)) - 0.055;
        return (byte)Math.Round(v * 255);
    }
}
