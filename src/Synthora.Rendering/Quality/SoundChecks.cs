using Synthora.Rendering.Analysis;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Loudness, peaks, silence, and sound that keeps step with the picture.</summary>
internal static class SoundChecks
{
    private const double Target = -14;
    private const double DeadAir = 0.6;
    private const double LateStart = 0.3;

    /// <summary>At the target loudness silence is what stays under −40 dBFS; in a quieter file the limit sinks with it.</summary>
    private const double SilenceUnderLoudness = 26;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline)
    {
        if (file.Sound is not { } sound) yield break;
        var difference = Math.Abs(file.Picture.Start + file.Picture.Seconds - sound.Start - sound.Seconds);
        // Sound ends on a packet of 1024 samples, which at 60 fps is longer than a frame.
        var allowed = Math.Max(1 / Math.Max(1, file.Picture.Packets.Fps), 1024.0 / 48000) + 0.001;
        yield return Check.Must("length_match", "Picture and sound end together", difference <= allowed, $"{difference * 1000:0} ms apart", $"≤ {allowed * 1000:0} ms",
            "Render it again; the sound was cut or padded.", difference, "s");
        var offset = Math.Max(Math.Abs(file.Picture.Start), Math.Abs(sound.Start));
        yield return Check.Must("start_offset", "Picture and sound start together", offset <= 0.022, $"{offset * 1000:0} ms", "≤ 21 ms",
            "Remux it so that both start at 0.", offset, "s");

        yield return Check.Must("loudness", "Loudness", Math.Abs(sound.Loudness - Target) <= 1, $"{sound.Loudness:0.0} LUFS", "−14 ±1 LUFS (EBU R 128; YouTube turns down what is louder)",
            "Normalise the sound to −14 LUFS.", sound.Loudness, "LUFS");
        yield return Check.Must("true_peak", "True peak", sound.TruePeak <= -1, double.IsFinite(sound.TruePeak) ? $"{sound.TruePeak:0.0} dBTP" : "silent",
            "≤ −1 dBTP in the encoded file (EBU R 128)", "Limit the sound at −2 dB before it is encoded.", sound.TruePeak, "dBTP");
        var clipped = sound.BlockPeaks.Count(peak => peak >= 0);
        yield return Check.Must("clipping", "No clipping", clipped == 0, clipped == 0 ? "none" : $"{clipped * SoundFacts.BlockSeconds:0.00} s at full scale", "no sample at full scale",
            "Lower the sound or limit it before it is encoded.", clipped * SoundFacts.BlockSeconds, "s");
        yield return Check.Should("loudness_range", "Loudness range", sound.LoudnessRange <= 11, $"{sound.LoudnessRange:0.0} LU", "≤ 11 LU",
            "Compress the voice or lower the music.", sound.LoudnessRange, "LU");
        yield return Check.Should("opening_loudness", "Opening as loud as the rest", Math.Abs(sound.OpeningLoudness - sound.Loudness) <= 3,
            $"{sound.OpeningLoudness:0.0} LUFS in the first 3 s", "within 3 LU of the whole", "Start with the voice at full level.", sound.OpeningLoudness, "LUFS");

        foreach (var check in Silence(sound, timeline)) yield return check;
    }

    private static IEnumerable<QualityCheck> Silence(SoundFacts sound, Timeline? timeline)
    {
        var limit = sound.Loudness <= -60 ? Target - SilenceUnderLoudness : Math.Min(Target, sound.Loudness) - SilenceUnderLoudness;
        var silences = Silences(sound.BlockPeaks, limit);
        var longest = silences.MaxBy(span => span.Seconds);
        yield return Check.Must("dead_air", "No dead air", longest is null || longest.Seconds <= DeadAir + (SoundFacts.BlockSeconds / 2),
            longest is null ? "none" : $"{longest.Seconds:0.00} s at {longest.Start:0.0} s", $"≤ {DeadAir} s under {limit:0} dBFS",
            "Shorten the pause or put music under it.", longest?.Seconds ?? 0, "s");

        var start = silences is [{ Start: 0 } first, ..] ? first.End : 0;
        var word = timeline?.Scenes.SelectMany(scene => scene.Captions).Select(cue => cue.StartMs / 1000.0).DefaultIfEmpty(0).Min() ?? 0;
        yield return Check.Must("sound_start", "Sound starts at once", start <= LateStart + (SoundFacts.BlockSeconds / 2), $"after {start:0.00} s", $"≤ {LateStart} s",
            "Cut the silence at the start.", start, "s");
        if (word > 0)
        {
            yield return Check.Should("speech_start", "Speech starts at once", word <= LateStart, $"first word at {word:0.00} s", $"≤ {LateStart} s",
                "Move the first narration to the start.", word, "s");
        }
    }

    private static List<Span> Silences(IReadOnlyList<double> peaks, double limit)
    {
        var spans = new List<Span>();
        var from = -1;
        for (var block = 0; block <= peaks.Count; block++)
        {
            var silent = block < peaks.Count && peaks[block] < limit;
            if (silent && from < 0) from = block;
            if (silent || from < 0) continue;
            spans.Add(new(from * SoundFacts.BlockSeconds, block * SoundFacts.BlockSeconds));
            from = -1;
        }

        return spans;
    }
}
