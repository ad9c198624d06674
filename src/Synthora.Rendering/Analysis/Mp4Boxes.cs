using System.Buffers.Binary;
using System.Text;

namespace Synthora.Rendering.Analysis;

/// <summary>
/// The structure of an MP4 file, read without decoding it (ISO/IEC 14496-12). Sizes in the file are not believed: the
/// walk stays inside the file and inside each parent, and ends after a fixed number of boxes.
/// </summary>
/// <param name="TopLevel">Names of the outermost boxes in order.</param>
/// <param name="EditLists">Number of <c>elst</c> boxes; players and platforms disagree on what they mean.</param>
/// <param name="Damage">What is wrong with the structure, or null.</param>
public sealed record Mp4Boxes(IReadOnlyList<string> TopLevel, int EditLists, string? Damage)
{
    private const int MostBoxes = 20_000;

    /// <summary>The boxes on the way to an edit list: moov/trak/edts/elst.</summary>
    private static readonly HashSet<string> Parents = ["moov", "trak", "edts"];

    /// <summary>The first box of an MP4 or QuickTime file.</summary>
    private static readonly HashSet<string> Beginnings = ["ftyp", "moov", "mdat", "free", "skip", "wide", "pnot", "styp"];

    public bool IsMp4 => TopLevel is [var first, ..] && Beginnings.Contains(first);

    /// <summary>The index precedes the media, so that playback starts before the whole file has arrived.</summary>
    public bool StartsFast => Position("moov") is >= 0 and var index && index < Position("mdat") && Position("moof") < 0;

    private int Position(string name) => TopLevel.Index().Where(box => box.Item == name).Select(box => box.Index).DefaultIfEmpty(-1).First();

    public static Mp4Boxes Read(string path)
    {
        using var file = File.OpenRead(path);
        var walk = new Walk(file);
        walk.Through(0, file.Length, depth: 0);
        return new(walk.TopLevel, walk.EditLists, walk.Damage);
    }

    private sealed class Walk(FileStream file)
    {
        private int boxes;

        public List<string> TopLevel { get; } = [];
        public int EditLists { get; private set; }
        public string? Damage { get; private set; }

        public void Through(long start, long end, int depth)
        {
            Span<byte> head = stackalloc byte[16];
            var at = start;
            while (at + 8 <= end)
            {
                if (boxes++ >= MostBoxes)
                {
                    Damage ??= $"it has more than {MostBoxes} boxes";
                    return;
                }

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

                if (depth == 0) TopLevel.Add(name);
                if (size < headLength || size > end - at)
                {
                    Damage ??= size > end - at && name == "mdat"
                        ? $"{size - (end - at)} bytes are missing at its end"
                        : $"the box at byte {at} claims an impossible size";
                    return;
                }

                if (name == "elst") EditLists++;
                if (Parents.Contains(name) && depth < Parents.Count) Through(at + headLength, at + size, depth + 1);
                at += size;
            }

            if (depth == 0 && at < end) Damage ??= $"{end - at} stray bytes stand at its end";
        }
    }
}
