using System.Globalization;
using System.Text;

namespace Synthora.Rendering.Motion;

/// <summary>A cut of a font as a design uses it.</summary>
/// <param name="Family">The name by which libass and librsvg find it.</param>
/// <param name="Tracking">Extra space between letters, in ems.</param>
/// <param name="Leading">Distance of lines, in cap heights.</param>
public sealed record Typeface(string Family, string File, bool Bold = false, bool Upper = false, double Tracking = 0, double Leading = 1.36)
{
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<string, FontMetrics> Cache = new();

    public FontMetrics Metrics => Cache.GetOrAdd(File, static file => new FontMetrics(System.IO.File.ReadAllBytes(Path.Combine(FontFolder, file))));

    public static string FontFolder { get; set; } = Path.Combine(AppContext.BaseDirectory, "Fonts");

    public string Case(string text) => Upper ? text.ToUpper(CultureInfo.InvariantCulture) : text;

    /// <summary>Width in pixels at an em of one pixel.</summary>
    public double Width(string text) => Metrics.Width(text) + (Tracking * text.EnumerateRunes().Count());

    /// <summary>The ASS font size for capitals of this height in pixels.</summary>
    public double AssSize(double em) => em * (Metrics.Ascent + Metrics.Descent);

    /// <summary>How far below a line's middle (libass alignment 4–6) the middle of its capitals lies, in ems.</summary>
    public double CapMiddle => Metrics.Ascent - ((Metrics.Ascent + Metrics.Descent) / 2) - (Metrics.CapHeight / 2);
}
