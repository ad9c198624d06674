namespace Synthora.Rendering.Captions;

/// <summary>An ASS style. Colours are <c>#RRGGBB</c> with opacity 0–1; sizes are canvas pixels.</summary>
public sealed record AssStyle(
    string Name, string Font, double Size, string Colour, string OutlineColour = "#000000", double Outline = 0,
    double Shadow = 0, string BackColour = "#000000", double BackOpacity = 0, bool Bold = false, bool Boxed = false,
    double Spacing = 0, int Alignment = 5, string? ActiveColour = null);

/// <summary>
/// One dialogue line. <paramref name="Text"/> is ASS markup: plain words must have gone through
/// <see cref="AssText.Escape"/>, so that narration cannot inject override tags.
/// </summary>
public sealed record AssLine(int Layer, double StartSeconds, double EndSeconds, string Style, string Text);
