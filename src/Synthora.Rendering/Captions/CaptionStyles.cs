using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>The caption styles a viewer can choose between.</summary>
public static class CaptionStyles
{
    private const double ReadableContrast = 4.5;
    private const string Yellow = "#FFE500";

    /// <summary>The style of a look in a canvas's pixels, or null where captions are off.</summary>
    public static CaptionDesign? For(Look look, Canvas canvas)
    {
        var unit = Math.Min(canvas.Width, canvas.Height) / 1080.0;
        return look.Captions switch
        {
            CaptionStyle.None => null,
            CaptionStyle.Classic => Phrase("Classic", FontLibrary.Find("Arimo", 700), 72, unit) with
            {
                Outline = 6 * unit,
                Shadow = 3 * unit,
                ShadowOpacity = 0.6,
                Entrance = CaptionEntrance.None,
            },
            CaptionStyle.Modern => Phrase("Modern", FontLibrary.Find("Inter", 800), 78, unit) with
            {
                BoxOpacity = 0.62,
                BoxColour = "#0B0B0F",
                BoxPadding = 30 * unit,
                BoxRadius = 30 * unit,
                Spacing = -1 * unit,
                Entrance = CaptionEntrance.Pop,
            },
            CaptionStyle.Bold => Phrase("Bold", FontLibrary.Find("Anton"), 96, unit) with
            {
                Colour = Yellow,
                Outline = 9 * unit,
                Shadow = 5 * unit,
                ShadowOpacity = 0.75,
                Uppercase = true,
                Spacing = 1.5 * unit,
                Place = CaptionPlace.Centre,
                Entrance = CaptionEntrance.Pop,
            },
            CaptionStyle.Minimal => Phrase("Minimal", FontLibrary.Find("Roboto", 500), 66, unit) with
            {
                BoxOpacity = 0.7,
                BoxPadding = 20 * unit,
                BoxRadius = 10 * unit,
                BoldFallback = false,
                Entrance = CaptionEntrance.Fade,
            },
            CaptionStyle.Karaoke => Phrase("Karaoke", FontLibrary.Find("Montserrat", 900), 84, unit) with
            {
                Outline = 8 * unit,
                Shadow = 4 * unit,
                ShadowOpacity = 0.7,
                Uppercase = true,
                ActiveColour = Accent(look.Palette),
                MostWords = 3,
                MostCharactersPerLine = 20,
                Entrance = CaptionEntrance.Pop,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(look), look.Captions, "This caption style has no design."),
        };
    }

    private static CaptionDesign Phrase(string name, FontFace face, double em, double unit) => new()
    {
        Name = name,
        Face = face,
        EmSize = em * unit,
        SmallestEmSize = 64 * unit,
        MostWords = 5,
        MostCharactersPerLine = 32,
    };

    /// <summary>The palette's most vivid colour that can be read on the black outline and told from white.</summary>
    private static string Accent(IReadOnlyList<string> palette) => palette
        .Where(colour => Contrast.Between(colour, "#000000") >= ReadableContrast + 1 && Contrast.Saturation(colour) >= 0.5
            && Contrast.Between(colour, "#FFFFFF") >= 1.2)
        .OrderByDescending(Contrast.Saturation)
        .FirstOrDefault(Yellow);
}
