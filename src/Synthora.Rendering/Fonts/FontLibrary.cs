using System.Collections.Frozen;

namespace Synthora.Rendering.Fonts;

/// <summary>
/// The free fonts that travel with the program: Anton, Arimo, Bangers, Bebas Neue, Fredoka, Inter, Montserrat,
/// Playfair Display, Poppins, Righteous and Roboto.
/// </summary>
public static class FontLibrary
{
    /// <summary>The font files, flat; <c>fontsdir</c> of FFmpeg's ass filter.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "fonts");

    /// <summary>
    /// Value of <c>FONTCONFIG_FILE</c> for tools that draw text through fontconfig, such as rsvg-convert: the bundled
    /// fonts and the system's.
    /// </summary>
    public static string FontConfigFile { get; } = Path.Combine(AppContext.BaseDirectory, "fontconfig", "fonts.conf");

    private static readonly Lazy<FrozenDictionary<string, FontFace[]>> Families = new(() => Directory
        .EnumerateFiles(Folder, "*.ttf")
        .Order(StringComparer.Ordinal)
        .Select(path => new FontFace(path))
        .GroupBy(face => face.Family)
        .ToFrozenDictionary(group => group.Key, group => group.OrderBy(face => face.Weight).ToArray(), StringComparer.OrdinalIgnoreCase));

    public static IEnumerable<FontFace> Faces => Families.Value.Values.SelectMany(faces => faces);

    /// <summary>The face of a bundled family whose weight is nearest.</summary>
    /// <exception cref="ArgumentException">No such family is bundled.</exception>
    public static FontFace Find(string family, int weight = 400) =>
        Families.Value.TryGetValue(family, out var faces)
            ? faces.MinBy(face => Math.Abs(face.Weight - weight))!
            : throw new ArgumentException($"The font family '{family}' is not bundled.", nameof(family));
}
