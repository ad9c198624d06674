using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Motion.Designs;

/// <summary>The cuts the designs are set in.</summary>
internal static class Fonts
{
    public static readonly Typeface MontserratExtraBold = new("Montserrat", 800, Tracking: -0.015, Leading: 1.42);
    public static readonly Typeface MontserratBold = new("Montserrat", 700);
    public static readonly Typeface InterBlack = new("Inter", 900, Tracking: -0.02, Leading: 1.4);
    public static readonly Typeface InterBold = new("Inter", 700, Tracking: -0.01, Leading: 1.5);
    public static readonly Typeface InterMedium = new("Inter", 500, Tracking: -0.025, Leading: 1.55);
    public static readonly Typeface Anton = new("Anton", 400, Upper: true, Tracking: 0.005, Leading: 1.24);
    public static readonly Typeface Bebas = new("Bebas Neue", 400, Upper: true, Tracking: 0.1, Leading: 1.45);
    public static readonly Typeface PlayfairBold = new("Playfair Display", 700, Leading: 1.6);
    public static readonly Typeface PlayfairBlack = new("Playfair Display", 900, Leading: 1.56);
    public static readonly Typeface PoppinsExtraBold = new("Poppins", 800, Tracking: -0.02, Leading: 1.45);
    public static readonly Typeface PoppinsBold = new("Poppins", 700, Leading: 1.5);
    public static readonly Typeface PoppinsSemiBold = new("Poppins", 600, Leading: 1.5);
    public static readonly Typeface Righteous = new("Righteous", 400, Leading: 1.45);
    public static readonly Typeface FredokaBold = new("Fredoka", 700, Leading: 1.45);
    public static readonly Typeface RobotoBold = new("Roboto", 700, Tracking: -0.01, Leading: 1.5);
    public static readonly Typeface RobotoMedium = new("Roboto", 500, Leading: 1.5);
    public static readonly Typeface JetBrainsMono = new("JetBrains Mono", 800, Tracking: -0.03, Leading: 1.5);

    public static Typeface Label(Typeface face, double tracking = 0.12) => face with { Upper = true, Tracking = tracking };

    /// <summary>The faces of a kind of type: a design's own where they are of that kind, else others in their place.</summary>
    public static TypeSystem In(FontStyle? style, TypeSystem own)
    {
        if (style is not { } wanted || IsOf(wanted, own.Display.Family)) return own;
        var face = wanted switch
        {
            FontStyle.Serif => PlayfairBlack,
            FontStyle.Elegant => PlayfairBold,
            FontStyle.Display => Anton,
            FontStyle.Rounded => FredokaBold,
            FontStyle.Mono => JetBrainsMono,
            _ => MontserratExtraBold,
        };
        // What a design draws around its lines was measured at their distance.
        if (own.Halo > 0) face = face with { Leading = Math.Max(face.Leading, own.Display.Leading) };
        return own with { Display = face, Figure = face };
    }

    private static bool IsOf(FontStyle style, string family) => family switch
    {
        "Playfair Display" => style is FontStyle.Serif or FontStyle.Elegant,
        "Anton" or "Bebas Neue" or "Righteous" => style is FontStyle.Display,
        "Fredoka" => style is FontStyle.Rounded,
        "JetBrains Mono" => style is FontStyle.Mono,
        _ => style is FontStyle.Sans,
    };
}
