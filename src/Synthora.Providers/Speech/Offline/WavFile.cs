using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Mono 16-bit PCM in a RIFF file.</summary>
internal static class WavFile
{
    private const int HeaderLength = 44;

    public static (short[] Samples, int SampleRate) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 12 || !bytes.AsSpan(0, 4).SequenceEqual("RIFF"u8)) throw new InvalidDataException($"{Path.GetFileName(path)} is not a WAV file.");
        var rate = 0;
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4)), bytes.Length - at - 8);
            if (bytes.AsSpan(at, 4).SequenceEqual("fmt "u8)) rate = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 12));
            if (bytes.AsSpan(at, 4).SequenceEqual("data"u8)) return (MemoryMarshal.Cast<byte, short>(bytes.AsSpan(at + 8, length & ~1)).ToArray(), rate);
            at += 8 + length + (length & 1);
        }

        throw new InvalidDataException($"{Path.GetFileName(path)} holds no sound.");
    }

    public static void Write(string path, ReadOnlySpan<short> samples, int sampleRate)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        var data = samples.Length * sizeof(short);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderLength - 8 + data);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], data);
        using var file = File.Create(path);
        file.Write(header);
        file.Write(MemoryMarshal.AsBytes(samples));
    }
}
