using Synthora.Rendering.Analysis;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Loudness, peaks, clicks and silence.</summary>
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
        if (file.Ducking is { } ducking && timeline?.Audio.Music is { } music) yield return Ducked(ducking, music);
        yield return CheckCatalogue.Loudness.Judge(Math.Abs(sound.Loudness - Target) <= 1, $"{sound.Loudness:0.0} LUFS", "Normalise the sound to −14 LUFS.", sound.Loudness);
        yield return CheckCatalogue.TruePeak.Judge(sound.TruePeak <= -1, double.IsFinite(sound.TruePeak) ? $"{sound.TruePeak:0.0} dBTP" : "silent",
            "Limit the sound at −2 dB before it is encoded.", sound.TruePeak);
        var clipped = sound.BlockPeaks.Count(peak => peak >= 0) * SoundFacts.BlockSeconds;
        yield return CheckCatalogue.Clipping.Judge(clipped == 0, clipped == 0 ? "none" : $"{clipped:0.00} s at full scale", "Lower the sound or limit it before it is encoded.", clipped);
        yield return Clicks(file, sound, timeline);
        yield return CheckCatalogue.LoudnessRange.Judge(sound.LoudnessRange <= 11, $"{sound.LoudnessRange:0.0} LU", "Compress the voice or lower the music.", sound.LoudnessRange);
        yield return CheckCatalogue.OpeningLoudness.Judge(Math.Abs(sound.OpeningLoudness - sound.Loudness) <= 3,
            $"{sound.OpeningLoudness:0.0} LUFS in the first 3 s", "Start with the voice at full level.", sound.OpeningLoudness);

        foreach (var check in Silence(sound, timeline)) yield return check;
    }

    /// <summary>The stems against the figures that make speech easy to follow: those for everybody, or those that the timeline goes for.</summary>
    private static QualityCheck Ducked(DuckingMeasurement ducking, MusicTrack music)
    {
        const double Least = 12;
        const double Most = 18;
        const double Accessible = 20;
        const double Tolerance = 0.5;
        const double Recovery = 500;
        var under = ducking.MusicUnderSpeechDb;
        var accessible = music.UnderSpeechDb >= Accessible;
        // Music that is planned lower is no fault; only what drowns the voice must not be published.
        var (low, high) = accessible ? (Accessible, double.PositiveInfinity) : (Least, Math.Max(Most, music.UnderSpeechDb));
        var (loud, faint) = (under < low - Tolerance, under > high + Tolerance);
        return CheckCatalogue.Ducking.Judge(!loud && !faint && ducking.RecoveryMs is null or <= Recovery,
            $"{under:0.0} dB under speech{(ducking.RecoveryMs is { } back ? $", back after {back:0} ms" : "")}",
            loud ? accessible ? "Lower the music's gain." : "Lower the music's gain, or set under_speech_db to 15." : faint ? "Raise the music: it can hardly be heard." : "Shorten the release of the ducking.",
            under, accessible ? $"≥ {low:0} dB ± {Tolerance}, back within {Recovery:0} ms" : $"{low:0}–{high:0.#} dB ± {Tolerance}, back within {Recovery:0} ms",
            severity: loud ? Severity.Must : Severity.Should);
    }

    /// <summary>A click is a step between two samples that its surroundings do not have: loud consonants have many such steps, one cut has one.</summary>
    private static QualityCheck Clicks(Measurement file, SoundFacts sound, Timeline? timeline)
    {
        const double Step = 0.2;
        const int Around = 10;
        IReadOnlyList<double> cuts = timeline is null ? file.Picture.Cuts : [.. SoundMeasurement.CutsOf(timeline), .. file.Picture.Cuts];
        var (worst, at) = (0.0, 0.0);
        foreach (var cut in cuts)
        {
            var block = (int)(cut / SoundFacts.BlockSeconds);
            for (var near = Math.Max(0, block - 1); near <= Math.Min(sound.BlockSteps.Count - 1, block + 1); near++)
            {
                var others = Enumerable.Range(near - Around, (2 * Around) + 1)
                    .Where(other => other >= 0 && other < sound.BlockSteps.Count && Math.Abs(other - near) > 1).Select(other => sound.BlockSteps[other]).DefaultIfEmpty(0).Max();
                if (sound.BlockSteps[near] > worst && sound.BlockSteps[near] > 2.5 * others) (worst, at) = (sound.BlockSteps[near], cut);
            }
        }

        return CheckCatalogue.Pops.Judge(worst <= Step, worst <= Step ? $"none at {cuts.Count} cuts" : $"a step of {worst:0.00} at {at:0.0} s",
            "Fade the sound out and in over 30 ms at this cut.", worst);
    }

    private static IEnumerable<QualityCheck> Silence(SoundFacts sound, Timeline? timeline)
    {
        var limit = sound.Loudness <= -60 ? Target - SilenceUnderLoudness : Math.Min(Target, sound.Loudness) - SilenceUnderLoudness;
        var silences = Silences(sound.BlockPeaks, limit);
        var longest = silences.MaxBy(span => span.Seconds);
        yield return CheckCatalogue.DeadAir.Judge(longest is null || longest.Seconds <= DeadAir + (SoundFacts.BlockSeconds / 2),
            longest is null ? "none" : $"{longest.Seconds:0.00} s at {longest.Start:0.0} s", "Shorten the pause or put music under it.", longest?.Seconds ?? 0,
            $"≤ {DeadAir} s under {limit:0} dBFS");

        var start = silences is [{ Start: 0 } first, ..] ? first.End : 0;
        yield return CheckCatalogue.SoundStart.Judge(start <= LateStart + (SoundFacts.BlockSeconds / 2), $"after {start:0.00} s", "Cut the silence at the start.", start);
        if (timeline is null || FirstWord(timeline) is not { } word) yield break;
        yield return CheckCatalogue.SpeechStart.Judge(word <= LateStart, $"first word at {word:0.00} s", "Move the first narration to the start.", word);
    }

    /// <summary>When speech begins, in seconds, whether or not the picture has captions; null where nobody speaks.</summary>
    private static double? FirstWord(Timeline timeline)
    {
        var words = timeline.Scenes.SelectMany(scene => scene.Captions.Select(cue => cue.StartMs).Concat(scene.Words.Select(word => word.StartMs))).ToList();
        return words.Concat(words.Count > 0 ? [] : timeline.Audio.Voice.Select(voice => voice.StartMs)).Select(ms => ms / 1000.0).Order().Cast<double?>().FirstOrDefault();
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
