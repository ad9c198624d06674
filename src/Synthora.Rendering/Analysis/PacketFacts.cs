namespace Synthora.Rendering.Analysis;

/// <summary>What the packets of a picture stream tell without decoding one of them.</summary>
/// <param name="Fps">Frames per second over the whole stream.</param>
/// <param name="Unevenness">Largest deviation of the distance of two frames from the usual one, in seconds.</param>
/// <param name="KeyFrames">Times of the key frames.</param>
/// <param name="ConsecutiveBFrames">Most frames in a row that are shown earlier than one decoded before them.</param>
/// <param name="OpenGroups">Groups of pictures whose frames reach back before their key frame.</param>
/// <param name="Bytes">Size of the stream without its container.</param>
/// <param name="PeakKbps">Bitrate of the second that holds most bytes.</param>
public sealed record PacketFacts(
    int Frames, double Fps, double Unevenness, IReadOnlyList<double> KeyFrames, int ConsecutiveBFrames, int OpenGroups, long Bytes, double PeakKbps)
{
    /// <param name="packets">In decoding order.</param>
    /// <param name="tick">Length of a unit of <see cref="Packet.Pts"/> in seconds.</param>
    internal static PacketFacts From(IReadOnlyList<Packet> packets, double tick)
    {
        var shown = packets.Select(packet => packet.Pts).Order().ToArray();
        var distances = shown.Zip(shown.Skip(1), (one, next) => next - one).ToArray();
        var usual = distances.Length == 0 ? 0 : distances.Order().ElementAt(distances.Length / 2);
        var whole = shown.Length < 2 ? 0 : (shown[^1] - shown[0]) * tick;
        return new(
            packets.Count,
            whole > 0 ? distances.Length / whole : 0,
            distances.Length == 0 ? 0 : distances.Max(distance => Math.Abs(distance - usual)) * tick,
            [.. packets.Where(packet => packet.IsKey).Select(packet => packet.Pts * tick).Order()],
            LongestReorderedRun(packets, shown),
            OpenGroupsOf(packets),
            packets.Sum(packet => (long)packet.Bytes),
            PeakOf(packets, tick));
    }

    /// <summary>Any stretch of a second counts, not only those that begin on a full one; shorter files count as they are.</summary>
    private static double PeakOf(IReadOnlyList<Packet> packets, double tick)
    {
        var shown = packets.OrderBy(packet => packet.Pts).ToArray();
        var (first, bytes, most) = (0, 0L, 0L);
        for (var last = 0; last < shown.Length; last++)
        {
            bytes += shown[last].Bytes;
            while ((shown[last].Pts - shown[first].Pts) * tick >= 0.9999) bytes -= shown[first++].Bytes;
            most = Math.Max(most, bytes);
        }

        return most * 8 / 1000.0;
    }

    private static int LongestReorderedRun(IReadOnlyList<Packet> packets, long[] shown)
    {
        var reordered = new HashSet<long>();
        var latest = long.MinValue;
        foreach (var packet in packets)
        {
            if (packet.Pts < latest) reordered.Add(packet.Pts);
            latest = Math.Max(latest, packet.Pts);
        }

        var (run, longest) = (0, 0);
        foreach (var pts in shown)
        {
            run = reordered.Contains(pts) ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static int OpenGroupsOf(IReadOnlyList<Packet> packets)
    {
        var (open, counted) = (0, true);
        var key = long.MinValue;
        foreach (var packet in packets)
        {
            if (packet.IsKey)
            {
                (key, counted) = (packet.Pts, false);
            }
            else if (packet.Pts < key && !counted)
            {
                open++;
                counted = true;
            }
        }

        return open;
    }
}

internal readonly record struct Packet(long Pts, int Bytes, bool IsKey);
