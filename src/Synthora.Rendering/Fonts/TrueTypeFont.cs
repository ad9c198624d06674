using System.Buffers.Binary;
using System.Text;

namespace Synthora.Rendering.Fonts;

/// <summary>
/// What a TrueType or OpenType file says of itself: names, weight, vertical metrics and which characters it has.
/// How text is set is HarfBuzz's affair, and outlines are left to the tools that draw.
/// </summary>
public sealed class TrueTypeFont
{
    private readonly byte[] data;
    private readonly Dictionary<string, int> tables = [];
    private readonly CharacterMap characters;
    private readonly Lazy<Shaper> shaper;

    private TrueTypeFont(byte[] data, int index)
    {
        this.data = data;
        var directory = data.AsSpan().StartsWith("ttcf"u8) ? (int)UInt32(12 + 4 * index) : 0;
        for (var i = 0; i < UInt16(directory + 4); i++)
        {
            var entry = directory + 12 + 16 * i;
            tables[Encoding.ASCII.GetString(data, entry, 4)] = (int)UInt32(entry + 8);
        }

        UnitsPerEm = UInt16(tables["head"] + 18);
        var os2 = tables["OS/2"];
        Weight = UInt16(os2 + 4);
        WinAscent = UInt16(os2 + 74);
        WinDescent = UInt16(os2 + 76);
        CapHeight = UInt16(os2) >= 2 ? UInt16(os2 + 88) : (int)(0.7 * UnitsPerEm);
        characters = new CharacterMap(data, tables["cmap"]);
        shaper = new(() => new Shaper(data, index, UnitsPerEm));
        Family = Name(16) ?? Name(1) ?? "";
        LegacyFamily = Name(1) ?? Family;
    }

    /// <summary>The family all weights share, such as <c>Inter</c>.</summary>
    public string Family { get; }

    /// <summary>The name of at most four faces, such as <c>Inter ExtraBold</c>; libass selects by it.</summary>
    public string LegacyFamily { get; }

    /// <summary>100–900.</summary>
    public int Weight { get; }
    public int UnitsPerEm { get; }
    public int WinAscent { get; }
    public int WinDescent { get; }

    /// <summary>Height of a flat capital such as H.</summary>
    public int CapHeight { get; }

    /// <param name="index">Number of the font in a collection file.</param>
    /// <exception cref="RenderException">The file is missing or is no font.</exception>
    public static TrueTypeFont Open(string path, int index = 0)
    {
        try
        {
            return new TrueTypeFont(File.ReadAllBytes(path), index);
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or KeyNotFoundException
            or ArgumentException or IndexOutOfRangeException)
        {
            throw new RenderException($"The font {path} cannot be read.", "Install it again.", broken);
        }
    }

    public bool Covers(Rune rune) => characters.Glyph(rune.Value) != 0;

    /// <summary>One line in font units. <paramref name="spaced"/> text is set without ligatures, as libass does it.</summary>
    internal ShapedText Shape(string text, bool spaced = false) => shaper.Value.Shape(text, spaced);

    private string? Name(int id)
    {
        var table = tables["name"];
        var strings = table + UInt16(table + 4);
        for (var i = 0; i < UInt16(table + 2); i++)
        {
            var record = table + 6 + 12 * i;
            var windowsEnglish = UInt16(record) == 3 && UInt16(record + 4) == 0x409;
            if (windowsEnglish && UInt16(record + 6) == id)
            {
                return Encoding.BigEndianUnicode.GetString(data, strings + UInt16(record + 10), UInt16(record + 8));
            }
        }

        return null;
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));
    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
}
