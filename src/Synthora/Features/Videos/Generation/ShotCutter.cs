using Synthora.Features.Templates;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>A stretch of a scene that gets a picture of its own, with what is said meanwhile.</summary>
internal sealed record Beat(int StartFrame, int EndFrame, string Text);

/// <summary>Cuts a scene into beats where its sentences and clauses break, so that no picture is held too long.</summary>
internal static class ShotCutter
{
    private const double LongestSeconds = 3.9;

    /// <summary>Of the video's first picture: viewers who have seen nothing change by then leave.</summary>
    private const double OpeningSeconds = 3;
    private const double ShortestSeconds = 1.1;

    /// <summary>Only where the author gave a scene more to show than fits otherwise; less nobody takes in.</summary>
    public const double CrowdedSeconds = 0.6;

    /// <summary>A cut just before a word reads as caused by it.</summary>
    private const int AheadMs = 70;

    /// <param name="words">On the video's clock.</param>
    /// <param name="least">How many things the author wants shown in turn; fewer beats come back where they would only flash by.</param>
    public static IReadOnlyList<Beat> Cut(int startFrame, int endFrame, IReadOnlyList<Word> words, Pacing pacing, int fps, int least = 1) =>
        Cut(startFrame, endFrame, words, TargetSeconds(pacing), fps, least);

    /// <inheritdoc cref="Cut(int, int, IReadOnlyList{Word}, Pacing, int, int)"/>
    /// <param name="targetSeconds">Wished length of a beat.</param>
    public static IReadOnlyList<Beat> Cut(int startFrame, int endFrame, IReadOnlyList<Word> words, double targetSeconds, int fps, int least = 1)
    {
        var seconds = (double)(endFrame - startFrame) / fps;
        var most = Math.Max(1, (int)(seconds / ShortestSeconds));
        var wanted = Math.Clamp(least, 1, Math.Max(most, (int)(seconds / CrowdedSeconds)));
        var count = Math.Clamp((int)Math.Round(seconds / targetSeconds), Math.Max(wanted, 1 + (int)Math.Ceiling((seconds - Longest(startFrame)) / LongestSeconds)), Math.Max(most, wanted));
        var shortest = count > most ? CrowdedSeconds : ShortestSeconds;
        var cuts = new List<int> { startFrame };
        for (var left = count; left > 1; left--) cuts.Add(Next(cuts[^1], endFrame, left, words, shortest, fps));
        cuts.Add(endFrame);

        var beats = new List<Beat>();
        for (var i = 0; i + 1 < cuts.Count; i++)
        {
            var (from, to) = (cuts[i] * 1000.0 / fps, cuts[i + 1] * 1000.0 / fps);
            var said = words.Where(word => word.StartMs + AheadMs >= from - 1 && word.StartMs + AheadMs < to - 1).Select(word => word.Text);
            beats.Add(new Beat(cuts[i], cuts[i + 1], string.Join(' ', said)));
        }

        return beats;
    }

    /// <summary>The frame that ends the next of <paramref name="left"/> beats: near an even share, best where the speech breaks.</summary>
    private static int Next(int from, int end, int left, IReadOnlyList<Word> words, double shortest, int fps)
    {
        var even = from + ((double)(end - from) / left);
        var earliest = Math.Max(from + (shortest * fps), end - ((left - 1) * LongestSeconds * fps));
        var latest = Math.Min(from + (Longest(from) * fps), end - ((left - 1) * shortest * fps));
        var best = ((int)Math.Round(Math.Clamp(even, earliest, Math.Max(earliest, latest))), Cost: 1.2);
        for (var i = 1; i < words.Count; i++)
        {
            var frame = (int)Math.Round((words[i].StartMs - AheadMs) * fps / 1000.0);
            if (frame < earliest || frame > latest) continue;
            var cost = (Math.Abs(frame - even) / fps * 0.7) + BreakCost(words[i - 1].Text);
            if (cost < best.Cost) best = (frame, cost);
        }

        return best.Item1;
    }

    private static double Longest(int from) => from == 0 ? OpeningSeconds : LongestSeconds;

    private static double BreakCost(string before) => before.TrimEnd('"', '”', '’', ')').LastOrDefault() switch
    {
        '.' or '!' or '?' or '…' or '。' or '！' or '？' => 0,
        ',' or ';' or ':' or '—' or '–' or '、' or '，' => 0.25,
        _ => 0.8,
    };

    private static double TargetSeconds(Pacing pacing) => pacing switch
    {
        Pacing.UltraFast => 1.7,
        Pacing.Fast => 2.1,
        Pacing.Medium => 2.7,
        _ => 3.3,
    };
}
