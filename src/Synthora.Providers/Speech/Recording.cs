using System.Globalization;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Speech;

/// <summary>Turns what a vendor sent into the recording the product wants, with the words' times kept true to it.</summary>
internal static class Recording
{
    private const int Rate = VoicePolish.SampleRate;
    private const double LeadIn = 0.015;
    private const double LongestTail = 0.08;
    private const double LongestPause = 0.45;
    private const double KeptPause = 0.4;

    /// <summary>Decodes any sound FFmpeg knows to 48 kHz mono; a pace other than 1 is made without changing the pitch.</summary>
    public static async Task<short[]> DecodeAsync(byte[] sound, double pace, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-voice-");
        try
        {
            await File.WriteAllBytesAsync(Path.Combine(folder.FullName, "in"), sound, ct);
            var filter = Math.Abs(pace - 1) < 0.01 ? "anull" : string.Create(CultureInfo.InvariantCulture, $"atempo={pace:0.###}");
            await SpeechTool.RunAsync("ffmpeg",
                ["-hide_banner", "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file", "-i", "in", "-vn", "-af", filter, "-ac", "1", "-ar", $"{Rate}", "-c:a", "pcm_s16le", "-bitexact", "-t", "1800", "out.wav"],
                folder.FullName, ct);
            return WavFile.Read(Path.Combine(folder.FullName, "out.wav")).Samples;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Cuts the silence around the speech and shortens holes in it, levels it, and writes it.</summary>
    /// <param name="words">The text's words; the times are those in <paramref name="samples"/>.</param>
    public static async Task<Speech> WriteAsync(
        short[] samples, IReadOnlyList<string> words, IReadOnlyList<(double Start, double End)?> times, string voice, WordTiming timing, string path, CancellationToken ct)
    {
        var (kept, cuts) = Trim(samples);
        await VoicePolish.WriteAsync(kept, Rate, path, ct);
        var duration = (int)(kept.Length * 1000L / Rate);
        var spoken = new List<SpokenWord>(words.Count);
        var before = 0;
        for (var i = 0; i < words.Count; i++)
        {
            // A word without sound, such as an emoji, stands at the end of the one before it.
            var start = times[i] is { } sounded ? Milliseconds(sounded.Start) : before;
            start = Math.Clamp(start, before, duration);
            var end = Math.Clamp(times[i] is { } until ? Milliseconds(until.End) : start, start, duration);
            spoken.Add(new SpokenWord(words[i], start, end));
            before = end;
        }

        return new Speech(path, duration, spoken, voice, timing);

        int Milliseconds(double seconds) => (int)Math.Round((seconds - cuts.Where(cut => cut.At < seconds).Sum(cut => Math.Min(cut.Length, seconds - cut.At))) * 1000);
    }

    /// <returns>What is left and where how many seconds were taken out.</returns>
    private static (short[] Kept, List<(double At, double Length)> Cuts) Trim(short[] samples)
    {
        const int size = Rate / 200;
        var levels = samples.Chunk(size).Select(block => block.Max(s => Math.Abs((int)s))).ToList();
        var threshold = levels.Count == 0 ? 0 : Math.Max(levels.Max() / 60, 30);
        var quiet = new List<(int From, int Until)>();
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i] >= threshold) continue;
            if (quiet.Count > 0 && quiet[^1].Until == i) quiet[^1] = (quiet[^1].From, i + 1);
            else quiet.Add((i, i + 1));
        }

        var cuts = new List<(double At, double Length)>();
        foreach (var (from, until) in quiet)
        {
            var (start, end) = ((double)from * size / Rate, Math.Min((double)until * size / Rate, (double)samples.Length / Rate));
            var length = end - start;
            if (from == 0 && length > LeadIn) cuts.Add((0, length - LeadIn));
            else if (until == levels.Count && length > LongestTail) cuts.Add((start + LongestTail, length - LongestTail));
            else if (from > 0 && until < levels.Count && length > LongestPause) cuts.Add((start + KeptPause / 2, length - KeptPause));
        }

        var kept = new List<short>(samples.Length);
        var at = 0;
        foreach (var (start, length) in cuts)
        {
            var first = (int)(start * Rate);
            if (first > at) kept.AddRange(samples.AsSpan(at, first - at));
            at = Math.Min(samples.Length, first + (int)(length * Rate));
        }

        kept.AddRange(samples.AsSpan(at));
        return ([.. kept], cuts);
    }
}
