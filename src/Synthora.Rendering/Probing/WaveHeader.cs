using System.Buffers.Binary;

namespace Synthora.Rendering.Probing;

/// <summary>Where the samples of a WAV of plain 16-bit speech stand: one channel, as our own voices write it.</summary>
/// <param name="DataStart">Offset of the first sample in the file.</param>
/// <param name="DataBytes">As the header says; a file may hold less.</param>
internal sealed record WaveHeader(int SampleRate, int DataStart, long DataBytes)
{
    /// <summary>Enough for the header of any recorder.</summary>
    public const int Reach = 4096;

    private const int Pcm = 1;

    /// <param name="file">Its beginning, or all of it.</param>
    /// <returns>Null for any other file, and for one whose samples begin later.</returns>
    public static WaveHeader? Of(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8)) return null;
        var rate = 0;
        for (long at = 12; at + 8 <= file.Length;)
        {
            var chunk = file[(int)at..];
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8)) return rate > 0 ? new(rate, (int)at + 8, length) : null;
            if (chunk[..4].SequenceEqual("fmt "u8))
            {
                if (length < 16 || chunk.Length < 24 || BinaryPrimitives.ReadInt16LittleEndian(chunk[8..]) != Pcm
                    || BinaryPrimitives.ReadInt16LittleEndian(chunk[10..]) != 1 || BinaryPrimitives.ReadInt16LittleEndian(chunk[22..]) != 16) return null;
                rate = BinaryPrimitives.ReadInt32LittleEndian(chunk[12..]);
            }

            at += 8 + length + (length & 1);
        }

        return null;
    }

    /// <returns>Null where it is another file, or one cut off or of unknown length, which needs a closer look.</returns>
    public static async Task<MediaInfo?> ProbeAsync(FileInfo file, CancellationToken ct)
    {
        var head = new byte[Reach];
        await using var stream = file.OpenRead();
        var read = await stream.ReadAtLeastAsync(head, Reach, throwOnEndOfStream: false, ct);
        return Of(head.AsSpan(0, read)) is { DataBytes: > 0 } wave && wave.DataStart + wave.DataBytes <= file.Length
            ? new MediaInfo("wav", Math.Round(wave.DataBytes / 2.0 / wave.SampleRate, 6), null, new AudioStream(0, "pcm_s16le", wave.SampleRate, 1))
            : null;
    }
}
