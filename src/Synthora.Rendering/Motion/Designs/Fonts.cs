namespace Synthora.Rendering.Motion.Designs;

/// <summary>The cuts the designs are set in.</summary>
internal static class Fonts
{
    public static readonly Typeface MontserratExtraBold = new("Montserrat ExtraBold", "Montserrat/Montserrat-ExtraBold.ttf", Tracking: -0.015, Leading: 1.42);
    public static readonly Typeface MontserratBold = new("Montserrat", "Montserrat/Montserrat-Bold.ttf", Bold: true);
    public static readonly Typeface InterBlack = new("Inter Black", "Inter/Inter-Black.ttf", Tracking: -0.02, Leading: 1.4);
    public static readonly Typeface InterBold = new("Inter", "Inter/Inter-Bold.ttf", Bold: true, Tracking: -0.01, Leading: 1.5);
    public static readonly Typeface InterMedium = new("Inter Medium", "Inter/Inter-Medium.ttf", Tracking: -0.025, Leading: 1.55);
    public static readonly Typeface Anton = new("Anton", "Anton/Anton-Regular.ttf", Upper: true, Tracking: 0.005, Leading: 1.24);
    public static readonly Typeface Bebas = new("Bebas Neue", "BebasNeue/BebasNeue-Regular.ttf", Upper: true, Tracking: 0.1, Leading: 1.45);
    public static readonly Typeface PlayfairBold = new("Playfair Display", "PlayfairDisplay/PlayfairDisplay-Bold.ttf", Bold: true, Leading: 1.6);
    public static readonly Typeface PlayfairBlack = new("Playfair Display Black", "PlayfairDisplay/PlayfairDisplay-Black.ttf", Leading: 1.56);
    public static readonly Typeface PoppinsExtraBold = new("Poppins ExtraBold", "Poppins/Poppins-ExtraBold.ttf", Tracking: -0.02, Leading: 1.45);
    public static readonly Typeface PoppinsBold = new("Poppins", "Poppins/Poppins-Bold.ttf", Bold: true, Leading: 1.5);
    public static readonly Typeface PoppinsSemiBold = new("Poppins SemiBold", "Poppins/Poppins-SemiBold.ttf", Leading: 1.5);
    public static readonly Typeface Righteous = new("Righteous", "Righteous/Righteous-Regular.ttf", Leading: 1.45);
    public static readonly Typeface FredokaBold = new("Fredoka", "Fredoka/Fredoka-Bold.ttf", Bold: true, Leading: 1.45);
    public static readonly Typeface RobotoBold = new("Roboto", "Roboto/Roboto-Bold.ttf", Bold: true, Tracking: -0.01, Leading: 1.5);
    public static readonly Typeface RobotoMedium = new("Roboto Medium", "Roboto/Roboto-Medium.ttf", Leading: 1.5);

    public static Typeface Label(Typeface face, double tracking = 0.12) => face with { Upper = true, Tracking = tracking };
}
