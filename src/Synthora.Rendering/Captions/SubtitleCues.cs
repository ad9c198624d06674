using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>
/// Cues for players and platforms, which know no styles: fuller than what stands in the picture, by the rules of the Netflix
/// Timed Text Style Guide. At most two lines of 42 characters (16 of Chinese, Japanese or Korean), 5/6 to 7 seconds long
/// where the speech allows it, read at 17 characters a second or less, and two frames apart.
/// </summary>
public static class SubtitleCues
{
    private const int LatinLine = 42;
    private const int WideLine = 16;
    /// <summary>5/6 of a second, rounded up to a whole millisecond.</summary>
    internal const int ShortestMs = 834;

    private const int LongestMs = 7000;
    private const int LingerMs = 500;
    private const int HardPauseMs = 1500;
    private const double CharactersPerSecond = 17;
    private const int GapFrames = 2;

    /// <summary>All that is said in a timeline, scene by scene; a scene whose words have no times is timed by its narration's length.</summary>
    public static IReadOnlyList<Cue> Of(Timeline timeline) =>
        From(timeline.Scenes.SelectMany(scene => Words(scene, timeline)), timeline.Language, timeline.Canvas.Fps, (int)(timeline.DurationSeconds * 1000));

    /// <param name="untilMs">The end of the video.</param>
    public static IReadOnlyList<Cue> From(IEnumerable<Word> words, string language, int fps, int untilMs)
    {
        var cues = CheapestCues.Of(SpokenUnits.From(words, language), (group, next) =>
            Break(group) is { } lines && (group.Count == 1 || (group[^1].EndMs - group[0].StartMs <= LongestMs && group[1].StartMs - group[0].EndMs <= HardPauseMs)) ? (Cost(group, next), lines) : null);
        return Timed(cues, (int)Math.Ceiling(GapFrames * 1000.0 / fps), untilMs);
    }

    /// <summary>One line, two lines with the break where one breathes, or null where two are too short. One long word stands anyway.</summary>
    private static IReadOnlyList<IReadOnlyList<Word>>? Break(List<Word> words)
    {
        if (words.Count == 1 || Fits(words)) return [words];
        (double Cost, int At)? best = null;
        for (var at = 1; at < words.Count; at++)
        {
            var (top, bottom) = (words.GetRange(0, at), words.GetRange(at, words.Count - at));
            if (!Fits(top) || !Fits(bottom)) continue;
            // The lower line is better the longer one.
            var cost = (Math.Abs(Length(top) - Length(bottom)) / 7.0) + (Length(top) > Length(bottom) ? 0.5 : 0) + BreakRules.CostAt(words, at);
            if (best is null || cost < best.Value.Cost) best = (cost, at);
        }

        return best is { } split ? [words.GetRange(0, split.At), words.GetRange(split.At, words.Count - split.At)] : null;
    }

    private static bool Fits(List<Word> line) =>
        Length(line) <= (line.Any(word => word.Text.EnumerateRunes().Any(rune => Script.IsSpaceless(rune) || rune.Value is >= 0xAC00 and <= 0xD7AF)) ? WideLine : LatinLine);

    private static int Length(List<Word> line) => Characters(Script.Join(line.Select(word => word.Text)));

    private static int Characters(string text) => StringInfo.ParseCombiningCharacters(text).Length;

    private static double Cost(List<Word> group, Word? next)
    {
        var cost = 4.0 + (next is null ? 0 : BreakRules.CostAfter(group, next) - (next.StartMs - group[^1].EndMs > 300 ? 3 : 0));
        for (var i = 1; i < group.Count; i++)
        {
            if (BreakRules.EndsSentence(group[i - 1].Text)) cost += 3;
            if (group[i].StartMs - group[i - 1].EndMs > 700) cost += 3;
        }

        var shownMs = Math.Max(1, Math.Min(next?.StartMs ?? int.MaxValue, group[^1].EndMs + LingerMs) - group[0].StartMs);
        if (shownMs < ShortestMs) cost += 12.0 * (ShortestMs - shownMs) / ShortestMs;
        return cost + Math.Max(0, (Length(group) * 1000.0 / shownMs) - CharactersPerSecond);
    }

    private static List<Cue> Timed(List<IReadOnlyList<IReadOnlyList<Word>>> groups, int gapMs, int untilMs)
    {
        var cues = new List<Cue>();
        for (var i = 0; i < groups.Count; i++)
        {
            var (start, spoken) = (groups[i][0][0].StartMs, groups[i][^1][^1].EndMs);
            var letters = groups[i].Sum(line => Length([.. line]));
            var latest = Math.Min(i + 1 < groups.Count ? groups[i + 1][0][0].StartMs - gapMs : int.MaxValue, Math.Max(untilMs, spoken));
            var wished = Math.Max(Math.Max(spoken + LingerMs, start + ShortestMs), start + (int)Math.Ceiling(letters * 1000 / CharactersPerSecond));
            var end = Math.Min(Math.Min(wished, start + Math.Max(LongestMs, spoken - start)), latest);
            cues.Add(new Cue(start, Math.Max(end, start + 1), groups[i]));
        }

        return cues;
    }

    private static IEnumerable<Word> Words(Scene scene, Timeline timeline)
    {
        if (scene.Words.Count > 0) return scene.Words;
        if (scene.Captions.Count > 0) return scene.Captions.SelectMany(cue => cue.Lines).SelectMany(line => line);
        var (start, end) = (scene.StartFrame * 1000.0 / timeline.Canvas.Fps, scene.EndFrame * 1000.0 / timeline.Canvas.Fps);
        var voice = timeline.Audio.Voice.FirstOrDefault(clip => clip.StartMs >= start - 1 && clip.StartMs < end);
        return voice is null ? Estimated(scene.Narration, (int)start, (int)end) : Estimated(scene.Narration, voice.StartMs, Math.Min(voice.StartMs + voice.DurationMs, (int)end));
    }

    /// <summary>Each word's share of the time is its share of the characters, with a little more for a mark that makes one breathe.</summary>
    private static IEnumerable<Word> Estimated(string narration, int startMs, int endMs)
    {
        var words = narration.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        double Weight(string word) => word.Length + 1 + (BreakRules.EndsSentence(word) ? 5 : BreakRules.EndsClause(word) ? 2 : 0);
        var total = words.Sum(Weight);
        var done = 0.0;
        foreach (var word in words)
        {
            var from = startMs + (int)((endMs - startMs) * done / total);
            done += Weight(word);
            yield return new Word(word, from, startMs + (int)((endMs - startMs) * done / total));
        }
    }
}
