using System.Buffers.Binary;
using System.Text;

namespace Synthora.Rendering.Quality;

/// <summary>
/// The structure of an MP4 file, read without decoding it (ISO/IEC 14496-12). Sizes in the file are not believed: the
/// walk stays inside the file and inside each parent, and ends after a fixed number of boxes.
/// </summary>
/// <param name="TopLevel">Names of the outermost boxes in order.</param>
/// <param name="EditLists">Number of <c>elst</c> boxes; players and platforms disagree on what they mean.</param>
/// <param name="IsDamaged">A box claims to reach beyond its parent, or is shorter than its own head.</param>
public sealed record Mp4Boxes(IReadOnlyList<string> TopLevel, int EditLists, bool IsDamaged)
{
    private const int MostBoxes = 20_000;

    /// <summary>The boxes on the way to an edit list: moov/trak/edts/elst.</summary>
    private static readonly HashSet<string> Containers = ["moov", "trak", "edts"];

    /// <summary>The index precedes the media, so that playback starts before the whole file has arrived.</summary>
    public bool StartsFast => TopLevel.IndexOf("moov") is >= 0 and var index && index < TopLevel.IndexOf("mdat");

    public static Mp4Boxes Read(string path)
    {
        using var file = File.OpenRead(path);
        var walk = new Walk(file);
        walk.Through(0, file.Length, top: true);
        return new(walk.TopLevel, walk.EditLists, walk.IsDamaged);
    }

    private sealed class Walk(FileStream file)
    {
        private int boxes;

        public List<string> TopLevel { get; } = [];
        public int EditLists { get; private set; }
        public bool IsDamaged { get; private set; }

        public void Through(long start, long end, bool top = false)
        {
            Span<byte> head = stackalloc byte[16];
            for (var at = start; at + 8 <= end && boxes++ < MostBoxes;)
            {
                file.Position = at;
                var read = file.ReadAtLeast(head, 16, throwOnEndOfStream: false);
                long size = BinaryPrimitives.ReadUInt32BigEndian(head);
                var name = Encoding.Latin1.GetString(head[4..8]);
                var headLength = 8;
                if (size == 1 && read == 16)
                {
                    size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
                    headLength = 16;
                }
                else if (size == 0)
                {
                    size = end - at;
                }

                if (size < headLength || size > end - at)
                {
                    IsDamaged = true;
                    return;
                }

                if (top) TopLevel.Add(name);
                if (name == "elst") EditLists++;
                if (Containers.Contains(name)) Through(at + headLength, at + size);
                at += size;
            }
        }
    }
}

file static class ListSearch
{
    public static int IndexOf(this IReadOnlyList<string> list, string name)
    {
        for (var index = 0; index < list.Count; index++)
            if (list[index] == name)
                return index;
        return -1;
    }
}
