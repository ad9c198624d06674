using System.Buffers.Binary;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Probing;

namespace Synthora.Rendering.Audio;

/// <summary>How loud a sound is along its length, as people see it drawn.</summary>
public static class Waveform
{
    private const int Rate = 4000;
    private const int Block = Rate / 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The highest level of each part of the sound, 0–255, the loudest of all being 255.</summary>
    /// <exception cref="RenderException">The file cannot be decoded as sound.</exception>
    public static async Task<byte[]> ReadAsync(string path, MediaInfo info, int parts, CancellationToken ct)
    {
        var audio = info.Audio ?? throw new ArgumentException("There is no sound.", nameof(info));
        // One level for a twentieth of a second, so that hours of sound take little memory.
        var levels = new List<short>();
        using var media = MediaFile.Open(path);
        var run = await ToolRunner.RunAsync(
            "ffmpeg",
            ["-v", "error", "-nostdin", "-threads", "1", "-protocol_whitelist", "file", "-i", media.Source, "-map", $"0:{audio.Index}", "-ac", "1", "-ar", $"{Rate}", "-f", "s16le", "pipe:1"],
            ct, timeout: Limit, readOutput: (output, token) => ReadLevelsAsync(output, levels, token));
        if (run.ExitCode != 0 || levels.Count == 0)
            throw new RenderException($"The sound cannot be decoded: {run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? "it is empty"}.", "Export the file again, for example as WAV or MP3.");
        return Draw(levels, parts);
    }

    private static byte[] Draw(List<short> levels, int parts)
    {
        var top = Math.Max((int)levels.Max(), 1);
        var drawn = new byte[Math.Min(parts, levels.Count)];
        for (var part = 0; part < drawn.Length; part++)
        {
            var from = (int)((long)part * levels.Count / drawn.Length);
            var to = (int)((long)(part + 1) * levels.Count / drawn.Length);
            short peak = 0;
            for (var at = from; at < Math.Max(to, from + 1); at++) peak = Math.Max(peak, levels[at]);
            drawn[part] = (byte)(peak * 255 / top);
        }

        return drawn;
    }

    private static async Task ReadLevelsAsync(Stream output, List<short> levels, CancellationToken ct)
    {
        var block = new byte[Block * sizeof(short)];
        for (int read; (read = await output.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, ct)) > 1;)
        {
            short peak = 0;
            for (var at = 0; at + 1 < read; at += sizeof(short))
                peak = Math.Max(peak, (short)Math.Min(Math.Abs((int)BinaryPrimitives.ReadInt16LittleEndian(block.AsSpan(at))), short.MaxValue));
            levels.Add(peak);
        }
    }
}
