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

    public static Typeface Label(Typeface face, double tracking = 0.12) => face with { Upper = true, Tracking = tracking };
}
