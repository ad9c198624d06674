using System.Buffers.Binary;

namespace Synthora.Rendering.Motion;

/// <summary>What setting type needs from a TrueType file: advances and vertical measures, in units of the em.</summary>
public sealed class FontMetrics
{
    private readonly Dictionary<int, double> advances = [];
    private readonly double missing;

    public FontMetrics(byte[] file)
    {
        var tables = new Dictionary<string, int>();
        var data = file.AsSpan();
        for (var n = 0; n < U16(data, 4); n++)
        {
            var record = data.Slice(12 + (n * 16), 16);
            tables[System.Text.Encoding.ASCII.GetString(record[..4])] = (int)BinaryPrimitives.ReadUInt32BigEndian(record[8..]);
        }

        double em = U16(data, tables["head"] + 18);
        int hhea = tables["hhea"], os2 = tables["OS/2"], hmtx = tables["hmtx"];
        // libass sizes a face by its Windows ascent and descent, or the typographic ones where those are zero.
        double winAscent = U16(data, os2 + 74), winDescent = U16(data, os2 + 76);
        if (winAscent + winDescent == 0) (winAscent, winDescent) = (S16(data, hhea + 4), -S16(data, hhea + 6));
        Ascent = winAscent / em;
        Descent = winDescent / em;
        CapHeight = U16(data, os2) >= 2 ? S16(data, os2 + 88) / em : 0.7;
        int longMetrics = U16(data, hhea + 34);
        double Advance(int glyph) => U16(data2: file, hmtx + (Math.Min(glyph, longMetrics - 1) * 4)) / em;
        missing = Advance(0);

        var cmap = tables["cmap"];
        for (var n = 0; n < U16(data, cmap + 2); n++)
        {
            var sub = cmap + (int)BinaryPrimitives.ReadUInt32BigEndian(data[(cmap + 4 + (n * 8) + 4)..]);
            if (U16(data, sub) != 4) continue;
            var segments = U16(data, sub + 6) / 2;
            for (var s = 0; s < segments; s++)
            {
                int end = U16(data, sub + 14 + (s * 2)), start = U16(data, sub + 16 + (segments * 2) + (s * 2));
                int delta = S16(data, sub + 16 + (segments * 4) + (s * 2)), at = sub + 16 + (segments * 6) + (s * 2), offset = U16(data, at);
                for (var code = start; code <= end && code != 0xFFFF; code++)
                {
                    var glyph = offset == 0 ? (code + delta) & 0xFFFF : U16(data, at + offset + ((code - start) * 2));
                    if (glyph != 0) advances[code] = Advance(offset == 0 ? glyph : (glyph + delta) & 0xFFFF);
                }
            }

            break;
        }
    }

    /// <summary>Ascent and descent as libass takes them, both positive, in ems.</summary>
    public double Ascent { get; }
    public double Descent { get; }
    public double CapHeight { get; }

    public double Width(string text)
    {
        double width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (advances.TryGetValue(rune.Value, out var advance)) width += advance;
            else width += rune.Value >= 0x1100 ? 1.0 : missing;
        }

        return width;
    }

    private static int U16(ReadOnlySpan<byte> data2, int at) => BinaryPrimitives.ReadUInt16BigEndian(data2[at..]);
    private static int S16(ReadOnlySpan<byte> data, int at) => BinaryPrimitives.ReadInt16BigEndian(data[at..]);
}
