using System.Text;
using Synthora.Rendering.Fonts;

namespace Synthora.Rendering.Motion;

/// <summary>A bundled face as a design sets it.</summary>
/// <param name="Tracking">Extra space between letters, in ems.</param>
/// <param name="Leading">Distance of lines, in cap heights.</param>
public sealed record Typeface(string Family, int Weight, bool Upper = false, double Tracking = 0, double Leading = 1.4)
{
    public FontFace Face => FontLibrary.Find(Family, Weight);
    public double CapHeight => Face.CapShare;

    public string Case(string text) => Upper ? text.ToUpper(CultureInfo.InvariantCulture) : text;

    /// <summary>Width in pixels at an em of one pixel. Runes that the face lacks are drawn by another one and guessed.</summary>
    public double Width(string text)
    {
        var face = Face;
        if (text.EnumerateRunes().All(face.Covers)) return face.Width(text, 1) + (Tracking * text.EnumerateRunes().Count());
        return text.EnumerateRunes().Sum(rune => face.Covers(rune) ? face.Width(rune.ToString(), 1) : Guess(rune));
    }

    /// <summary>Letter spacing takes joined scripts apart (libass then shapes every letter alone), so they get none.</summary>
    public double TrackingOf(string text) => Script.IsJoined(text) ? 0 : Tracking;

    public double AssSize(double em) => em / Face.EmPerAssSize;

    /// <summary>How far below a line's middle (libass alignment 4–6) the middle of its capitals lies, in ems.</summary>
    public double CapMiddle
    {
        get
        {
            var line = 1 / Face.EmPerAssSize;
            return ((Face.AscentShare - 0.5) * line) - (CapHeight / 2);
        }
    }

    private static double Guess(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format ? 0
        : Script.IsCjk(rune) || rune.Value is >= 0xAC00 and <= 0xD7AF ? 1.12
        : 0.68;
}
