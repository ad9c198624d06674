using Synthora.Providers.Transcription;

namespace Synthora.Providers.Speech.Timing;

/// <summary>Gives a recording's words the times at which they were heard.</summary>
public static class HeardWords
{
    /// <returns>The speech with heard times; as it was when something else was heard than was to be said.</returns>
    public static Speech Apply(Speech spoken, Transcript heard)
    {
        ArgumentNullException.ThrowIfNull(spoken);
        ArgumentNullException.ThrowIfNull(heard);
        var times = WordMatch.Times([.. spoken.Words.Select(word => word.Text)], [.. heard.Words.Select(word => (word.Text, word.StartMs / 1000.0, word.EndMs / 1000.0))]);
        if (times is null) return spoken;
        var words = new List<SpokenWord>(spoken.Words.Count);
        var before = 0;
        foreach (var (word, time) in spoken.Words.Zip(times))
        {
            // A word that was not heard stands at the end of the one before it.
            var start = Math.Clamp(time is { } at ? (int)Math.Round(at.Start * 1000) : before, before, spoken.DurationMs);
            before = Math.Clamp(time is { } until ? (int)Math.Round(until.End * 1000) : start, start, spoken.DurationMs);
            words.Add(word with { StartMs = start, EndMs = before });
        }

        return spoken with { Words = words, Timing = WordTiming.Transcription };
    }
}
