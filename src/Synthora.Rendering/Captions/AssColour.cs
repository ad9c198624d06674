namespace Synthora.Rendering.Captions;

/// <summary>Colours as ASS writes them: blue before green before red, and alpha counted from opaque.</summary>
public static class AssColour
{
    /// <summary><c>&amp;HAABBGGRR</c> for a style.</summary>
    /// <param name="colour"><c>#RRGGBB</c>.</param>
    /// <param name="opacity">0–1.</param>
    public static string Of(string colour, double opacity = 1) => $"&H{Alpha(opacity)}{BlueGreenRed(colour)}";

    /// <summary><c>&amp;HBBGGRR&amp;</c> for an override such as <c>\1c</c>.</summary>
    public static string Override(string colour) => $"&H{BlueGreenRed(colour)}&";

    private static string Alpha(double opacity) =>
        ((int)Math.Round(255 * (1 - Math.Clamp(opacity, 0, 1)), MidpointRounding.AwayFromZero)).ToString("X2", CultureInfo.InvariantCulture);

    private static string BlueGreenRed(string colour) =>
        colour.Length == 7 && colour[0] == '#' && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _)
            ? $"{colour[5..7]}{colour[3..5]}{colour[1..3]}".ToUpperInvariant()
            : throw new ArgumentException($"'{colour}' is no colour. Use the form #RRGGBB.", nameof(colour));
}
