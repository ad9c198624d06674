using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>The caption styles a viewer can choose between. Sizes are pixels of a canvas 1080 across its shorter side.</summary>
public static class CaptionStyles
{
    private const double ReadableContrast = 4.5;
    private const string Yellow = "#FFE500";
    private const string Green = "#2EE66B";
    private const string Ink = "#101014";

    /// <summary>The style of a look in a canvas's pixels, or null where captions are off.</summary>
    public static CaptionDesign? For(Look look, Canvas canvas)
    {
        var unit = Math.Min(canvas.Width, canvas.Height) / 1080.0;
        var accent = Accent(look.Palette);
        var design = look.Captions switch
        {
            CaptionStyle.None => null,
            CaptionStyle.Classic => Phrase("Classic", FontLibrary.Find("Arimo", 700), 72, unit) with { Outline = 6 * unit, Shadow = 2 * unit, ShadowOpacity = 0.5 },
            CaptionStyle.Modern => Phrase("Modern", FontLibrary.Find("Inter", 800), 84, unit) with
            {
                Outline = 3 * unit,
                BoxOpacity = 0.5,
                BoxPadding = 32 * unit,
                BoxRadius = 32 * unit,
                Entrance = CaptionEntrance.Pop,
            },
            CaptionStyle.Bold => Phrase("Bold", FontLibrary.Find("Anton"), 96, unit) with
            {
                Colour = "#FFFF00",
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
            CaptionStyle.Karaoke => Karaoke("Karaoke", FontLibrary.Find("Montserrat", 900), 84, unit) with
            {
                Outline = 8 * unit,
                Shadow = 4 * unit,
                ShadowOpacity = 0.7,
                Uppercase = true,
                Mark = WordMark.Colour,
                ActiveColour = accent,
                Entrance = CaptionEntrance.Pop,
            },
            CaptionStyle.Box => Karaoke("Box", FontLibrary.Find("Poppins", 800), 84, unit) with
            {
                Outline = 7 * unit,
                Shadow = 3 * unit,
                ShadowOpacity = 0.55,
                WordGap = 0.1,
                LineHeight = 1.5,
                Mark = WordMark.Box,
                ActiveColour = Fill(look.Palette),
                ActiveInk = InkOn(Fill(look.Palette)),
            },
            CaptionStyle.Glow => Karaoke("Glow", FontLibrary.Find("Fredoka", 700), 92, unit) with
            {
                Outline = 5 * unit,
                OutlineColour = Ink,
                Halo = 12 * unit,
                Mark = WordMark.Glow,
                ActiveColour = accent,
            },
            CaptionStyle.Pop => Phrase("Pop", FontLibrary.Find("Montserrat", 900), 100, unit) with
            {
                Mode = CaptionMode.Words,
                MostWords = 1,
                MostCharactersPerLine = 20,
                Outline = 10 * unit,
                Shadow = 6 * unit,
                ShadowOpacity = 0.7,
                Uppercase = true,
                EmphasisColour = accent,
                Entrance = CaptionEntrance.Spring,
                Place = CaptionPlace.Centre,
            },
            CaptionStyle.Marker => Phrase("Marker", FontLibrary.Find("Inter", 900), 76, unit) with
            {
                Colour = Ink,
                BoxOpacity = 0.97,
                BoxColour = "#FFFFFF",
                BoxPadding = 30 * unit,
                BoxRadius = 14 * unit,
                WordGap = 0.05,
                LineHeight = 1.34,
                Mark = WordMark.Marker,
                ActiveColour = Highlighter(look.Palette),
                ActiveInk = Ink,
                Entrance = CaptionEntrance.Pop,
            },
            CaptionStyle.Gradient => Phrase("Gradient", FontLibrary.Find("Anton"), 98, unit) with
            {
                Colour = "#FFFFFF",
                LowerColour = accent,
                Outline = 8 * unit,
                Shadow = 6 * unit,
                ShadowOpacity = 0.65,
                Uppercase = true,
                Spacing = 1.5 * unit,
                Entrance = CaptionEntrance.Pop,
            },
            CaptionStyle.Underline => Phrase("Underline", FontLibrary.Find("Poppins", 700), 76, unit) with
            {
                Outline = 4 * unit,
                OutlineColour = Ink,
                Halo = 10 * unit,
                LineHeight = 1.42,
                Mark = WordMark.Underline,
                ActiveColour = accent,
                Entrance = CaptionEntrance.Fade,
            },
            CaptionStyle.Typewriter => Phrase("Typewriter", FontLibrary.Find("JetBrains Mono", 800), 66, unit) with
            {
                Colour = "#F4F4F0",
                BoxOpacity = 0.86,
                BoxColour = "#0E0F12",
                BoxPadding = 40 * unit,
                BoxRadius = 10 * unit,
                LineHeight = 1.3,
                Mark = WordMark.Typing,
                ActiveColour = accent,
            },
            CaptionStyle.Punch => Karaoke("Punch", FontLibrary.Find("Montserrat", 900), 88, unit) with
            {
                Outline = 9 * unit,
                Shadow = 5 * unit,
                ShadowOpacity = 0.8,
                Uppercase = true,
                WordGap = 0.02,
                LineHeight = 1.16,
                EmphasisColour = Yellow,
                FigureColour = Green,
                EmphasisScale = 1.12,
                Entrance = CaptionEntrance.Pop,
                Place = CaptionPlace.Centre,
            },
            CaptionStyle.Comic => Karaoke("Comic", FontLibrary.Find("Bangers"), 100, unit) with
            {
                Outline = 9 * unit,
                Shadow = 9 * unit,
                ShadowOpacity = 1,
                Uppercase = true,
                Spacing = 3 * unit,
                EmphasisColour = accent,
                FigureColour = accent,
                EmphasisScale = 1.15,
                Tilt = 2.5,
                Entrance = CaptionEntrance.Spring,
                Place = CaptionPlace.Centre,
            },
            _ => throw new ArgumentOutOfRangeException(nameof(look), look.Captions, "This caption style has no design."),
        };
        return look.CaptionPlace is { } place && design is not null ? design with { Place = place } : design;
    }

    private static CaptionDesign Phrase(string name, FontFace face, double em, double unit) => new()
    {
        Name = name,
        Face = face,
        EmSize = em * unit,
        SmallestEmSize = 64 * unit,
        MostWords = 4,
        MostCharactersPerLine = 30,
    };

    private static CaptionDesign Karaoke(string name, FontFace face, double em, double unit) =>
        Phrase(name, face, em, unit) with { Mode = CaptionMode.Karaoke, MostWords = 3, MostCharactersPerLine = 20 };

    /// <summary>The palette's most vivid colour that can be read on the black outline and told from white.</summary>
    private static string Accent(IReadOnlyList<string> palette) => palette
        .Where(colour => Contrast.Between(colour, "#000000") >= ReadableContrast + 1 && Contrast.Saturation(colour) >= 0.5
            && Contrast.Between(colour, "#FFFFFF") >= 1.2)
        .OrderByDescending(Contrast.Saturation)
        .FirstOrDefault(Yellow);

    /// <summary>The palette's most vivid colour, as a ground for a word in black or white.</summary>
    private static string Fill(IReadOnlyList<string> palette) => palette
        .Where(colour => Contrast.Saturation(colour) >= 0.5 && Contrast.Between(colour, InkOn(colour)) >= ReadableContrast && Contrast.Between(colour, "#000000") >= 2)
        .OrderByDescending(Contrast.Saturation)
        .FirstOrDefault(Yellow);

    private static string InkOn(string ground) => Contrast.Between(ground, "#FFFFFF") >= ReadableContrast ? "#FFFFFF" : Ink;

    /// <summary>A light, vivid colour of the palette, as felt pens have.</summary>
    private static string Highlighter(IReadOnlyList<string> palette) => palette
        .Where(colour => Contrast.Between(colour, Ink) >= 8 && Contrast.Saturation(colour) >= 0.45)
        .OrderByDescending(Contrast.Saturation)
        .FirstOrDefault("#FFE14D");
}
