namespace Synthora.Rendering.Captions;

/// <summary>An ASS style. Colours are <c>#RRGGBB</c> with opacity 0–1; sizes are canvas pixels.</summary>
/// <param name="Font">A face's name and boldness as <see cref="Fonts.FontFace.AssFont"/> and <see cref="Fonts.FontFace.AssBold"/> give them.</param>
/// <param name="Size">Ascent and descent together, not the em.</param>
/// <param name="BackColour">Of the shadow, or of the box of a boxed style.</param>
/// <param name="Boxed">An opaque box behind the words in <paramref name="BackColour"/>, wider than them by <paramref name="Outline"/>.</param>
/// <param name="Alignment">Numeric keypad, 1–9.</param>
/// <param name="ActiveColour">The word being spoken, where the style marks it.</param>
public sealed record AssStyle(
    string Name, string Font, double Size, string Colour, string OutlineColour = "#000000", double Outline = 0,
    double Shadow = 0, string BackColour = "#000000", double BackOpacity = 0, bool Bold = false, bool Boxed = false,
    double Spacing = 0, int Alignment = 5, string? ActiveColour = null)
{
    /// <summary>The same with colours that come out right through ffmpeg's filter.</summary>
    internal AssStyle Burned() => this with
    {
        Colour = BurnedColour.Of(Colour),
        OutlineColour = BurnedColour.Of(OutlineColour),
        BackColour = BurnedColour.Of(BackColour),
        ActiveColour = ActiveColour is null ? null : BurnedColour.Of(ActiveColour),
    };
}

/// <summary>
/// One dialogue line. <paramref name="Text"/> is ASS markup: plain words must have gone through
/// <see cref="AssText.Escape"/>, so that narration cannot inject override tags.
/// </summary>
public sealed record AssLine(int Layer, double StartSeconds, double EndSeconds, string Style, string Text);
