using System.Buffers.Binary;

namespace Synthora.Rendering.Fonts;

/// <summary>Code points to glyph numbers, from the Unicode subtables of format 4 and 12.</summary>
internal sealed class CharacterMap
{
    private readonly byte[] data;
    private readonly int table;
    private readonly int format;

    public CharacterMap(byte[] data, int cmap)
    {
        this.data = data;
        for (var i = 0; i < UInt16(cmap + 2); i++)
        {
            var record = cmap + 4 + 8 * i;
            var unicode = UInt16(record) == 0 || (UInt16(record) == 3 && UInt16(record + 2) is 1 or 10);
            var candidate = cmap + (int)UInt32(record + 4);
            if (unicode && UInt16(candidate) is 4 or 12 && UInt16(candidate) > format)
            {
                format = UInt16(candidate);
                table = candidate;
            }
        }
    }

    /// <summary>0 when the font has no glyph for it.</summary>
    public int Glyph(int codePoint) => format switch
    {
        12 => Segmented32(codePoint),
        4 when codePoint <= 0xFFFF => Segmented16(codePoint),
        _ => 0,
    };

    private int Segmented32(int codePoint)
    {
        var low = 0;
        var high = (int)UInt32(table + 12) - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var group = table + 16 + 12 * middle;
            if (codePoint < UInt32(group)) high = middle - 1;
            else if (codePoint > UInt32(group + 4)) low = middle + 1;
            else return (int)(UInt32(group + 8) + codePoint - UInt32(group));
        }

        return 0;
    }

    private int Segmented16(int codePoint)
    {
        var doubled = UInt16(table + 6);
        var ends = table + 14;
        var starts = ends + doubled + 2;
        var deltas = starts + doubled;
        var offsets = deltas + doubled;
        for (var i = 0; i < doubled; i += 2)
        {
            if (codePoint > UInt16(ends + i)) continue;
            if (codePoint < UInt16(starts + i)) return 0;
            var offset = UInt16(offsets + i);
            if (offset == 0) return (codePoint + UInt16(deltas + i)) & 0xFFFF;
            var glyph = UInt16(offsets + i + offset + 2 * (codePoint - UInt16(starts + i)));
            return glyph == 0 ? 0 : (glyph + UInt16(deltas + i)) & 0xFFFF;
        }

        return 0;
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));
    private uint UInt32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
}
