using System.Globalization;

namespace Synthora.Providers.Speech.Offline;

/// <summary>Makes the synthesiser's plain sound pleasant: even level, no rumble, less box and harshness, 48 kHz.</summary>
internal static class VoicePolish
{
    public const int SampleRate = 48_000;
    private const double SpeechLevelDb = -21;

    public static async Task WriteAsync(short[] samples, int sampleRate, string outputPath, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-voice-");
        try
        {
            var raw = Path.Combine(folder.FullName, "raw.wav");
            WavFile.Write(raw, samples, sampleRate);
            var gain = (SpeechLevelDb - Level(samples, sampleRate)).ToString("F2", CultureInfo.InvariantCulture);
            // No filter here shifts the sound in time by more than 2 ms, so the words' times stay true.
            var chain = $"aresample={SampleRate}:resampler=soxr:precision=24,volume={gain}dB,highpass=f=75," +
                "equalizer=f=260:t=q:w=1.1:g=-1.5,equalizer=f=2900:t=q:w=1.6:g=-2,equalizer=f=6200:t=q:w=1.4:g=-1.5,highshelf=f=9500:g=2," +
                "acompressor=threshold=-22dB:ratio=2.2:attack=6:release=140:makeup=1.6,alimiter=limit=0.84:attack=2:release=60:level=disabled";
            await SpeechTool.RunAsync("ffmpeg",
                ["-hide_banner", "-nostdin", "-v", "error", "-y", "-i", "raw.wav", "-af", chain, "-ac", "1", "-c:a", "pcm_s16le", "-bitexact", "out.wav"],
                folder.FullName, ct);
            File.Move(Path.Combine(folder.FullName, "out.wav"), outputPath, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Mean level in dBFS of the stretches in which someone speaks.</summary>
    private static double Level(short[] samples, int sampleRate)
    {
        var powers = samples.Chunk(sampleRate / 20).Select(block => block.Average(s => (double)s * s)).ToList();
        var loudest = powers.Max();
        if (loudest <= 0) return 0;
        return 10 * Math.Log10(powers.Where(p => p > loudest / 100).Average() / (32768.0 * 32768.0));
    }
}
