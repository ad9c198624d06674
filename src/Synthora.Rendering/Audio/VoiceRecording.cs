using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>A recording of speech as samples: 48 kHz, one channel.</summary>
public sealed record VoiceRecording(float[] Samples)
{
    public const int Rate = SoundPlan.SampleRate;
    private const int HeaderBytes = 44;

    /// <summary>An hour; a narration is far shorter.</summary>
    private const int MostSamples = 3600 * Rate;

    /// <summary>Cuts dead air and, where asked, hesitations out of a file; it is written again only when something was cut.</summary>
    /// <param name="path">Any sound file; replaced by a WAV (16 bit, 48 kHz, mono) when it is changed.</param>
    /// <returns>What was cut, with the way to the new times.</returns>
    /// <exception cref="RenderException">The file cannot be read as sound.</exception>
    public static async Task<VoiceCut> TrimAsync(string path, IReadOnlyList<Word> words, VoiceTrimOptions options, CancellationToken ct)
    {
        var recording = await ReadAsync(path, ct);
        var cut = VoiceTrim.Plan(recording.Samples, Rate, words, options);
        if (cut.IsWhole) return cut;
        var unfinished = path + ".trimmed";
        await new VoiceRecording(VoiceTrim.Apply(recording.Samples, Rate, cut)).WriteAsync(unfinished, ct);
        File.Move(unfinished, path, overwrite: true);
        return cut;
    }

    /// <exception cref="RenderException">The file cannot be read as sound.</exception>
    public static async Task<VoiceRecording> ReadAsync(string path, CancellationToken ct)
    {
        if (Plain(await File.ReadAllBytesAsync(path, ct)) is { } plain) return plain;
        using var samples = new MemoryStream();
        var result = await ToolRunner.RunAsync(
            "ffmpeg",
            ["-hide_banner", "-nostdin", "-v", "error", "-threads", "1", "-protocol_whitelist", "file", "-i", FFmpegText.File(path), "-map", "0:a:0", "-t", $"{MostSamples / Rate}", "-ac", "1", "-ar", $"{Rate}", "-f", "f32le", "pipe:1"],
            ct, readOutput: (output, token) => output.CopyToAsync(samples, token));
        return result.ExitCode == 0
            ? new(MemoryMarshal.Cast<byte, float>(samples.GetBuffer().AsSpan(0, (int)samples.Length & ~3)).ToArray())
            : throw FFmpegRunner.Failure($"speech of {path}", result.Error, result.ExitCode);
    }

    /// <summary>What comes before a time and what comes after it.</summary>
    public (VoiceRecording Before, VoiceRecording After) At(int ms)
    {
        var sample = Math.Clamp((int)((long)ms * Rate / 1000), 0, Samples.Length);
        return (new(Samples[..sample]), new(Samples[sample..]));
    }

    public async Task WriteAsync(string path, CancellationToken ct)
    {
        var bytes = new byte[HeaderBytes + (Samples.Length * sizeof(short))];
        WriteHeader(bytes, Samples.Length * sizeof(short));
        for (var i = 0; i < Samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(HeaderBytes + (2 * i)), (short)Math.Clamp(MathF.Round(Samples[i] * 32768), short.MinValue, short.MaxValue));
        await File.WriteAllBytesAsync(path, bytes, ct);
    }

    /// <summary>What our own voices write needs no decoder: a WAV of 16 bit, 48 kHz, mono.</summary>
    private static VoiceRecording? Plain(byte[] file)
    {
        if (WaveHeader.Of(file) is not { SampleRate: Rate } wave) return null;
        var samples = file.AsSpan(wave.DataStart, (int)Math.Min(wave.DataBytes, file.Length - wave.DataStart) & ~1);
        return new([.. MemoryMarshal.Cast<byte, short>(samples).ToArray().Select(sample => sample / 32768f)]);
    }

    private static void WriteHeader(Span<byte> header, int dataBytes)
    {
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], HeaderBytes - 8 + dataBytes);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], Rate * sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], sizeof(short));
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 16);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], dataBytes);
    }
}
