namespace Synthora.Rendering.Quality;

/// <summary>Loudness, peaks, silence, and sound that keeps step with the picture.</summary>
internal static class SoundChecks
{
    private const double Target = -14;
    private const double DeadAir = 0.6;
    private const double LateStart = 0.3;

    public static IEnumerable<QualityCheck> Judge(Measurement file)
    {
        if (file.Sound is not { } sound) yield break;
        var difference = Math.Abs(file.Picture.Seconds - sound.Seconds);
        // An AAC frame is 1024 samples; the last one may be padded.
        var allowed = (1 / Math.Max(1, file.Picture.Fps)) + 0.001;
        yield return Check.Must("length_match", "Picture and sound end together", difference <= allowed, $"{difference * 1000:0} ms apart", $"≤ {allowed * 1000:0} ms",
            "Render it again; the sound was cut or padded.", difference);
        var offset = Math.Max(Math.Abs(file.Picture.Start), Math.Abs(sound.Start));
        yield return Check.Must("start_offset", "Picture and sound start together", offset <= 0.022, $"{offset * 1000:0} ms", "≤ 21 ms", "Remux it so that both start at 0.", offset);

        yield return Check.Must("loudness", "Loudness", Math.Abs(sound.Loudness - Target) <= 1, $"{sound.Loudness:0.0} LUFS", "−14 ±1 LUFS (EBU R 128)",
            "Normalise the sound to −14 LUFS.", sound.Loudness);
        yield return Check.Must("true_peak", "True peak", sound.TruePeak <= -1, $"{sound.TruePeak:0.0} dBTP", "≤ −1 dBTP in the encoded file",
            "Limit the sound at −2 dB before it is encoded.", sound.TruePeak);
        yield return Check.Should("loudness_range", "Loudness range", sound.LoudnessRange <= 11, $"{sound.LoudnessRange:0.0} LU", "≤ 11 LU",
            "Compress the voice or lower the music.", sound.LoudnessRange);
        if (sound.OpeningLoudness is { } opening)
        {
            yield return Check.Should("opening_loudness", "Opening as loud as the rest", Math.Abs(opening - sound.Loudness) <= 3, $"{opening:0.0} LUFS in the first 3 s",
                "within 3 LU of the whole", "Start with the voice at full level.", opening);
        }

        var silences = sound.Silences.Select(span => span with { End = Math.Min(span.End, sound.Seconds) }).ToList();
        var longest = silences.Select(span => span.Seconds).DefaultIfEmpty(0).Max();
        var where = silences.MaxBy(span => span.Seconds);
        yield return Check.Must("dead_air", "No dead air", longest <= DeadAir,
            where is null ? "none" : $"{longest:0.00} s at {where.Start:0.0} s", "≤ 0.6 s under −40 dB", "Shorten the pause or put music under it.", longest);
        var start = silences.FirstOrDefault(span => span.Start < 0.02)?.End ?? 0;
        yield return Check.Must("sound_start", "Sound starts at once", start <= LateStart, $"after {start:0.00} s", "≤ 0.3 s", "Cut the silence at the start.", start);
    }
}
