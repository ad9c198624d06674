using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>
/// Groups spoken words into captions: by phrase, or by one to three words for karaoke. Of all ways to cut the stream
/// it takes the one with the fewest sins against reading speed, phrasing and the rhythm of the voice.
/// </summary>
public static class CaptionSegmenter
{
    private const int HardPauseMs = 1000;
    private const int SoftPauseMs = 300;
    private const int ShortestMs = 800;
    private const int LongestMs = 5000;
    private const int LingerMs = 400;
    private const int BridgedGapMs = 250;
    private const double CharactersPerSecond = 17;

    /// <summary>A bad break between the lines of a caption is seen at once and hurts less than one between captions.</summary>
    private const double BadLineShare = 0.5;

    /// <param name="words">Times in milliseconds; order and overlaps are mended.</param>
    /// <param name="untilMs">No caption stays longer, such as the end of the scene.</param>
    /// <returns>Sorted captions without overlap, of at most two lines; none where the look has captions off.</returns>
    public static IReadOnlyList<Cue> Segment(
        IReadOnlyList<Word> words, Look look, Canvas canvas, SafeBox box, string language, int? untilMs = null)
    {
        if (CaptionStyles.For(look, canvas) is not { } design) return [];
        var units = Keywords.Mark(SpokenUnits.From(words, language));
        if (units.Count == 0) return [];
        var breaker = new LineBreaker(new Typesetter(design, new FontStack(design.Face, language, design.BoldFallback), language), CaptionFrame.For(canvas, box, design).LineWidth);

        var cues = Timed(CheapestCues.Of(units, CueOf), untilMs ?? int.MaxValue);
        return look.CaptionEmoji ? EmojiPicker.Add(cues, language) : cues;

        (double, IReadOnlyList<IReadOnlyList<Word>>)? CueOf(List<Word> group, Word? next)
        {
            var alone = group.Count == 1;
            if (!alone && ((design.Mode == CaptionMode.Words ? group.Count : Weight(group)) > design.MostWords + 0.01 || Pause(group, 1) > HardPauseMs)) return null;
            IReadOnlyList<IReadOnlyList<Word>>? lines = breaker.Break(group) ?? (alone ? [group] : null);
            if (lines is null) return null;
            var badLine = lines is [var upper, _] ? Math.Max(0, BreakRules.CostAt(group, upper.Count)) * BadLineShare : 0;
            return (Cost(group, next, design) + badLine, lines);
        }
    }

    private static int Pause(List<Word> units, int before) => units[before].StartMs - units[before - 1].EndMs;

    /// <summary>A Chinese or Japanese character counts as a third of a word, and six letters of Thai or Khmer as one.</summary>
    private static double Weight(List<Word> group) => group.Sum(unit =>
        unit.Text.EnumerateRunes().Sum(rune => Script.IsSpaceless(rune) ? 1 / 3.0 : Script.NeedsDictionary(rune) ? 1 / 6.0 : 0) is > 0 and var share ? share
        : EmojiLibrary.IsDrawn(unit.Text) ? 0.5 : 1);

    private static double Cost(List<Word> group, Word? next, CaptionDesign design)
    {
        var karaoke = design.Mode != CaptionMode.Phrase;
        var size = Weight(group);
        var ideal = karaoke ? 2 : 3.5;
        var cost = 2 + Math.Pow(size - ideal, 2) * (karaoke ? 1.2 : 0.8);
        if (next is not null) cost += BreakRules.CostAfter(group, next) - (next.StartMs - group[^1].EndMs > SoftPauseMs ? 3 : 0);

        for (var i = 1; i < group.Count; i++)
        {
            if (BreakRules.EndsSentence(group[i - 1].Text)) cost += 12;
            else if (BreakRules.EndsClause(group[i - 1].Text)) cost += 2;
            if (Pause(group, i) > SoftPauseMs) cost += 3;
        }

        var shownMs = Math.Max(1, Math.Min(next?.StartMs ?? int.MaxValue, group[^1].EndMs + LingerMs) - group[0].StartMs);
        var shortest = karaoke ? 250 : ShortestMs;
        if (shownMs < shortest) cost += 4.0 * (shortest - shownMs) / shortest;
        if (shownMs > LongestMs) cost += 4.0 * (shownMs - LongestMs) / 1000;
        var speed = Script.Join(group.Select(word => word.Text)).Length * 1000.0 / shownMs;
        return speed > CharactersPerSecond ? cost + (speed - CharactersPerSecond) * 0.3 : cost;
    }

    private static List<Cue> Timed(List<IReadOnlyList<IReadOnlyList<Word>>> groups, int untilMs)
    {
        var cues = new List<Cue>();
        for (var i = 0; i < groups.Count; i++)
        {
            var start = groups[i][0][0].StartMs;
            var spoken = groups[i][^1][^1].EndMs;
            var next = i + 1 < groups.Count ? groups[i + 1][0][0].StartMs : int.MaxValue;
            var end = next - spoken <= BridgedGapMs ? next : Math.Max(spoken + LingerMs, start + ShortestMs);
            end = Math.Min(end, Math.Min(next, Math.Max(untilMs, spoken)));
            cues.Add(new Cue(start, end, groups[i]));
        }

        return cues;
    }
}
