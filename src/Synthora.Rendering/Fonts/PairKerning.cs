using System.Buffers.Binary;
using System.Numerics;

namespace Synthora.Rendering.Fonts;

/// <summary>Pair adjustments of the <c>kern</c> feature in a GPOS table, by glyph and by class.</summary>
internal sealed class PairKerning
{
    private const int PairAdjustment = 2;
    private const int Extension = 9;

    private readonly byte[] data;
    private readonly List<List<int>> lookups = [];

    private PairKerning(byte[] data) => this.data = data;

    public static PairKerning? Read(byte[] data, int gpos)
    {
        var kerning = new PairKerning(data);
        var features = gpos + kerning.UInt16(gpos + 6);
        var lookupList = gpos + kerning.UInt16(gpos + 8);
        var wanted = new SortedSet<int>();
        for (var i = 0; i < kerning.UInt16(features); i++)
        {
            var record = features + 2 + 6 * i;
            if (!data.AsSpan(record, 4).SequenceEqual("kern"u8)) continue;
            var feature = features + kerning.UInt16(record + 4);
            for (var j = 0; j < kerning.UInt16(feature + 2); j++) wanted.Add(kerning.UInt16(feature + 4 + 2 * j));
        }

        foreach (var index in wanted) kerning.Add(lookupList + kerning.UInt16(lookupList + 2 + 2 * index));
        return kerning.lookups.Count == 0 ? null : kerning;
    }

    /// <summary>Font units to add between two neighbours; mostly negative.</summary>
    public int Between(int left, int right)
    {
        var sum = 0;
        foreach (var subtables in lookups)
        {
            foreach (var subtable in subtables)
            {
                if (Adjustment(subtable, left, right) is not { } found) continue;
                sum += found;
                break;
            }
        }

        return sum;
    }

    private void Add(int lookup)
    {
        var type = UInt16(lookup);
        var subtables = new List<int>();
        for (var i = 0; i < UInt16(lookup + 4); i++)
        {
            var subtable = lookup + UInt16(lookup + 6 + 2 * i);
            if (type == Extension && UInt16(subtable + 2) == PairAdjustment)
            {
                subtables.Add(subtable + (int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(subtable + 4)));
            }
            else if (type == PairAdjustment)
            {
                subtables.Add(subtable);
            }
        }

        if (subtables.Count > 0) lookups.Add(subtables);
    }

    private int? Adjustment(int subtable, int left, int right)
    {
        var covered = CoverageIndex(subtable + UInt16(subtable + 2), left);
        if (covered < 0) return null;
        var first = UInt16(subtable + 4);
        var values = 2 * (BitOperations.PopCount(first) + BitOperations.PopCount(UInt16(subtable + 6)));
        // The x-advance comes after x and y placement in the value record.
        var advance = 2 * BitOperations.PopCount((uint)(first & 3));
        var hasAdvance = (first & 4) != 0;
        if (UInt16(subtable) == 1)
        {
            var set = subtable + UInt16(subtable + 10 + 2 * covered);
            var size = 2 + values;
            var low = 0;
            var high = UInt16(set) - 1;
            while (low <= high)
            {
                var middle = (low + high) / 2;
                var pair = set + 2 + size * middle;
                var second = UInt16(pair);
                if (second == right) return hasAdvance ? Int16(pair + 2 + advance) : 0;
                if (second < right) low = middle + 1;
                else high = middle - 1;
            }

            return null;
        }

        var leftClass = ClassOf(subtable + UInt16(subtable + 8), left);
        var rightClass = ClassOf(subtable + UInt16(subtable + 10), right);
        var record = subtable + 16 + (leftClass * UInt16(subtable + 14) + rightClass) * values;
        return hasAdvance ? Int16(record + advance) : 0;
    }

    private int CoverageIndex(int coverage, int glyph)
    {
        var ranges = UInt16(coverage) == 2;
        var low = 0;
        var high = UInt16(coverage + 2) - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var entry = coverage + 4 + (ranges ? 6 : 2) * middle;
            var start = UInt16(entry);
            var end = ranges ? UInt16(entry + 2) : start;
            if (glyph < start) high = middle - 1;
            else if (glyph > end) low = middle + 1;
            else return ranges ? UInt16(entry + 4) + glyph - start : middle;
        }

        return -1;
    }

    private int ClassOf(int classes, int glyph)
    {
        if (UInt16(classes) == 1)
        {
            var index = glyph - UInt16(classes + 2);
            return index >= 0 && index < UInt16(classes + 4) ? UInt16(classes + 6 + 2 * index) : 0;
        }

        var low = 0;
        var high = UInt16(classes + 2) - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var range = classes + 4 + 6 * middle;
            if (glyph < UInt16(range)) high = middle - 1;
            else if (glyph > UInt16(range + 2)) low = middle + 1;
            else return UInt16(range + 4);
        }

        return 0;
    }

    private ushort UInt16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));
    private short Int16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));
}
