using System.Collections.Concurrent;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Simulation;

/// <summary>The offline voices lent to the simulators, which remember what was said so that their transcriptions can hear it again.</summary>
internal sealed class SimulatedVoice
{
    private const int Remembered = 64;
    private static readonly OfflineSpeech Offline = new();
    private readonly ConcurrentQueue<(string Text, double Seconds, IReadOnlyList<SpokenWord> Words)> said = [];

    /// <returns>MP3 bytes and the words' times in them.</returns>
    /// <exception cref="ProviderException">The offline voices cannot say it.</exception>
    public async Task<(byte[] Mp3, IReadOnlyList<SpokenWord> Words)> SayAsync(string text, string gender, double speed, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-sim-");
        try
        {
            var spoken = await Offline.SpeakAsync(new SpeechRequest(text, gender, "en-US", Math.Clamp(speed, 0.5, 2), Path.Combine(folder.FullName, "a.wav")), null, ct);
            await SpeechTool.RunAsync("ffmpeg", ["-hide_banner", "-nostdin", "-v", "error", "-y", "-i", "a.wav", "-ar", "44100", "-c:a", "libmp3lame", "-b:a", "128k", "a.mp3"], folder.FullName, ct);
            said.Enqueue((text, spoken.DurationMs / 1000.0, spoken.Words));
            while (said.Count > Remembered) said.TryDequeue(out _);
            return (await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "a.mp3"), ct), spoken.Words);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <returns>What the recording says, when it was said here; else a few words spread over it. Null when it is no recording.</returns>
    public async Task<(string Text, double Seconds, IReadOnlyList<SpokenWord> Words)?> HearAsync(Stream upload, string hint, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await upload.CopyToAsync(bytes, ct);
        short[] samples;
        try
        {
            samples = await Recording.DecodeAsync(bytes.ToArray(), 1, ct);
        }
        catch (ProviderException)
        {
            return null;
        }

        var seconds = samples.Length / 48_000.0;
        var known = said.Where(one => Math.Abs(one.Seconds - seconds) < 0.15 && (hint.Length == 0 || one.Text.StartsWith(hint, StringComparison.Ordinal) || hint.StartsWith(one.Text, StringComparison.Ordinal)))
            .OrderBy(one => Math.Abs(one.Seconds - seconds)).ToList();
        if (known is [var again, ..]) return (again.Text, seconds, Heard(again.Words));
        string[] words = ["This", "is", "a", "simulated", "transcript", "of", "the", "recording"];
        var times = Speech.Timing.EstimatedTimes.Words(words, samples, 48_000);
        return (string.Join(' ', words), seconds, [.. words.Select((word, i) => new SpokenWord(word, (int)((times[i]?.Start ?? 0) * 1000), (int)((times[i]?.End ?? 0) * 1000)))]);
    }

    /// <summary>A transcription knows no emoji and writes words bare.</summary>
    private static List<SpokenWord> Heard(IReadOnlyList<SpokenWord> words) =>
        [.. words.Select(word => word with { Text = word.Text.Trim(',', '.', '!', '?', '"', '(', ')', ';', ':', '—') }).Where(word => word.Text.Any(char.IsLetterOrDigit))];
}
