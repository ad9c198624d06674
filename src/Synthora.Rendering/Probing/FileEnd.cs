using System.Buffers.Binary;

namespace Synthora.Rendering.Probing;

/// <summary>
/// Whether a file goes on after its last byte. Decoders play what is there of a broken-off file, so that its owner would
/// learn of the missing end only in the finished video.
/// </summary>
public static class FileEnd
{
    private const int MostBoxes = 100_000;

    /// <returns>How many bytes are missing; 0 for a whole file and for formats that do not say how long they are.</returns>
    public static async Task<long> MissingAsync(string path, FileSignature signature, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096, useAsync: true);
        return signature.Extension switch
        {
            "mp4" or "mov" or "m4a" => await BoxesAsync(file, ct),
            "avi" or "wav" or "webp" => await RiffAsync(file, ct),
            _ => 0,
        };
    }

    private static async Task<long> BoxesAsync(FileStream file, CancellationToken ct)
    {
        var head = new byte[16];
        long at = 0;
        for (var box = 0; box < MostBoxes && file.Length - at >= 8; box++)
        {
            file.Position = at;
            var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
            long size = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (size == 0) return 0;
            if (size == 1) size = read < 16 ? 16 : BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8));
            if (size < 8) return 0;
            if (size > file.Length - at) return size - (file.Length - at);
            at += size;
        }

        return 0;
    }

    /// <summary>Recorders that cannot go back leave 0 or the largest number there is.</summary>
    private static async Task<long> RiffAsync(FileStream file, CancellationToken ct)
    {
        var head = new byte[8];
        if (await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct) < head.Length) return 0;
        var size = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
        return size is 0 or uint.MaxValue or >= 0xFFFF_FF00 ? 0 : Math.Max(0, size + 8L - file.Length);
    }
}
