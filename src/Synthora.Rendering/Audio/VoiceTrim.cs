using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Audio;

/// <summary>What is cut out of a recording.</summary>
/// <param name="LongestPauseMs">Longer silence between words is shortened to this; 0.6 s and more is dead air.</param>
/// <param name="LeadMs">Silence kept before the first sound.</param>
/// <param name="TailMs">Silence kept after the last sound.</param>
/// <param name="SilenceDb">How far under the loudness of the speech a sound must lie to count as silence.</param>
/// <param name="FillersOf">A BCP 47 tag: hesitations of this language ("um", "uh") are cut where the words' times are known; null keeps them.</param>
public sealed record VoiceTrimOptions(int LongestPauseMs = 450, int LeadMs = 20, int TailMs = 120, double SilenceDb = 32, string? FillersOf = null);

/// <summary>A stretch of a recording that stays, in milliseconds of the recording.</summary>
public sealed record KeptSpan(int StartMs, int EndMs);

/// <summary>
/// Which stretches of a recording stay, in order, and where everything in it goes. Times that were cut out map to the cut.
/// </summary>
public sealed record VoiceCut(IReadOnlyList<KeptSpan> Kept, int OldMs)
{
    public int NewMs => Kept.Sum(span => span.EndMs - span.StartMs);

    public bool IsWhole => Kept is [{ StartMs: 0 } only] && only.EndMs == OldMs;

    /// <summary>The new time of a time of the recording, rising with it.</summary>
    public int Map(int oldMs)
    {
        var before = 0;
        foreach (var span in Kept)
        {
            if (oldMs < span.StartMs) return before;
            if (oldMs <= span.EndMs) return before + oldMs - span.StartMs;
            before += span.EndMs - span.StartMs;
        }

        return before;
    }

    /// <summary>The words that are still heard, at their new times.</summary>
    public IReadOnlyList<Word> Map(IReadOnlyList<Word> words) =>
        [.. words.Where(word => word.EndMs == word.StartMs || Map(word.EndMs) > Map(word.StartMs)).Select(word => word with { StartMs = Map(word.StartMs), EndMs = Map(word.EndMs) })];
}

/// <summary>
/// Finds dead air and hesitations in a recording of speech and cuts them out with short cross-fades. Pure: the same
/// samples and words give the same cuts.
/// </summary>
public static class VoiceTrim
{
    private const int WindowMs = 5;
    private const int CrossFadeMs = 30;

    /// <summary>A shorter sound between two silences is a click or a breath, not a word.</summary>
    private const int ShortestSoundMs = 25;

    /// <summary>What is left between two words when the hesitation between them is cut out.</summary>
    private const int FillerPauseMs = 120;

    /// <param name="mono">Samples, -1 to 1.</param>
    /// <param name="words">With their times in the recording, or empty; no word is ever cut for being quiet.</param>
    public static VoiceCut Plan(ReadOnlySpan<float> mono, int rate, IReadOnlyList<Word> words, VoiceTrimOptions options)
    {
        var lengthMs = (int)((long)mono.Length * 1000 / rate);
        var whole = new VoiceCut([new(0, lengthMs)], lengthMs);
        var fillers = options.FillersOf is { } language ? words.Where(word => FillerWords.Has(language, word.Text)).ToList() : [];
        var sounds = Sounds(mono, rate, options.SilenceDb, lengthMs);
        var heard = Merge([.. sounds, .. words.Except(fillers).Where(word => word.EndMs > word.StartMs).Select(word => (word.StartMs, Math.Min(word.EndMs, lengthMs)))]);
        foreach (var filler in fillers) heard = Without(heard, filler, words);
        if (heard.Count == 0) return whole;

        var kept = new List<KeptSpan>();
        var start = Math.Max(0, heard[0].StartMs - options.LeadMs);
        for (var i = 0; i < heard.Count; i++)
        {
            var end = heard[i].EndMs;
            if (i == heard.Count - 1)
            {
                kept.Add(new(start, Math.Min(lengthMs, end + options.TailMs)));
                break;
            }

            var pause = heard[i + 1].StartMs - end;
            var cutsFiller = fillers.Any(filler => filler.StartMs < heard[i + 1].StartMs && filler.EndMs > end);
            var wanted = cutsFiller ? Math.Min(FillerPauseMs, options.LongestPauseMs) : options.LongestPauseMs;
            if (pause <= wanted) continue;
            // More of the pause stays behind a word, where its sound dies away, than before the next.
            var after = wanted * 3 / 5;
            kept.Add(new(start, end + after));
            start = heard[i + 1].StartMs - (wanted - after);
        }

        return new(kept, lengthMs);
    }

    /// <summary>The recording without what <paramref name="cut"/> leaves out; every joint is a cross-fade of 30 ms.</summary>
    public static float[] Apply(ReadOnlySpan<float> mono, int rate, VoiceCut cut)
    {
        var result = new float[(int)((long)cut.NewMs * rate / 1000)];
        var fade = CrossFadeMs * rate / 1000;
        var at = 0;
        for (var i = 0; i < cut.Kept.Count; i++)
        {
            var from = (int)((long)cut.Kept[i].StartMs * rate / 1000);
            var count = Math.Min((int)((long)(cut.Kept[i].EndMs - cut.Kept[i].StartMs) * rate / 1000), result.Length - at);
            for (var n = 0; n < count && from + n < mono.Length; n++) result[at + n] = mono[from + n];
            if (i > 0) Join(mono, result, at, (int)((long)cut.Kept[i - 1].EndMs * rate / 1000), Math.Min(fade, count));
            at += count;
        }

        return result;
    }

    /// <summary>What came before the cut goes on under the first samples after it.</summary>
    private static void Join(ReadOnlySpan<float> mono, float[] result, int at, int goesOn, int fade)
    {
        for (var n = 0; n < fade && goesOn + n < mono.Length; n++)
        {
            var (rise, fall) = MathF.SinCos(MathF.PI / 2 * (n + 0.5f) / fade);
            result[at + n] = (result[at + n] * rise) + (mono[goesOn + n] * fall);
        }
    }

    private static List<(int StartMs, int EndMs)> Sounds(ReadOnlySpan<float> mono, int rate, double silenceDb, int lengthMs)
    {
        var window = Math.Max(1, rate * WindowMs / 1000);
        var powers = new double[(mono.Length + window - 1) / window];
        for (var i = 0; i < powers.Length; i++)
        {
            var part = mono[(i * window)..Math.Min(mono.Length, (i + 1) * window)];
            foreach (var sample in part) powers[i] += sample * sample;
            powers[i] /= part.Length;
        }

        var loudest = powers.DefaultIfEmpty(0).Max();
        if (loudest <= 1e-9) return [];
        // The loudness of the speech itself, not of its pauses.
        var speech = powers.Where(power => power > loudest / 300).Average();
        var limit = speech * Math.Pow(10, -silenceDb / 10);
        var sounds = new List<(int StartMs, int EndMs)>();
        for (var i = 0; i < powers.Length; i++)
        {
            if (powers[i] < limit) continue;
            var (start, end) = (i * WindowMs, Math.Min(lengthMs, (i + 1) * WindowMs));
            if (sounds is [.., var before] && start - before.EndMs <= 2 * WindowMs) sounds[^1] = (before.StartMs, end);
            else sounds.Add((start, end));
        }

        sounds.RemoveAll(sound => sound.EndMs - sound.StartMs < ShortestSoundMs);
        return sounds;
    }

    private static List<(int StartMs, int EndMs)> Merge(IEnumerable<(int StartMs, int EndMs)> spans)
    {
        var merged = new List<(int StartMs, int EndMs)>();
        foreach (var span in spans.OrderBy(span => span.StartMs))
        {
            if (merged is [.., var before] && span.StartMs <= before.EndMs) merged[^1] = (before.StartMs, Math.Max(before.EndMs, span.EndMs));
            else merged.Add(span);
        }

        return merged;
    }

    /// <summary>Takes a hesitation out, up to the words beside it.</summary>
    private static List<(int StartMs, int EndMs)> Without(List<(int StartMs, int EndMs)> heard, Word filler, IReadOnlyList<Word> words)
    {
        var index = words.ToList().IndexOf(filler);
        var from = index > 0 ? Math.Max(words[index - 1].EndMs, filler.StartMs - FillerPauseMs) : 0;
        var to = index + 1 < words.Count ? Math.Min(words[index + 1].StartMs, filler.EndMs + FillerPauseMs) : filler.EndMs + FillerPauseMs;
        return
        [
            .. heard.SelectMany(span => new[] { (span.StartMs, Math.Min(span.EndMs, from)), (Math.Max(span.StartMs, to), span.EndMs) })
                .Where(span => span.Item2 > span.Item1).Distinct(),
        ];
    }
}
