using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>Sets words in one or two lines of measured width.</summary>
internal sealed class LineBreaker(Typesetter type, double maxWidth)
{
    /// <summary>
    /// By so much a line may be too wide where breaking it would part what belongs together; its letters are then set
    /// that little smaller, which nobody sees.
    /// </summary>
    private const double Squeeze = 1.09;

    /// <summary>Where breaking would leave a lone word over or under a full line, the letters give way further.</summary>
    private const double TightSqueeze = 1.2;
    private const double Lone = 0.5;

    /// <summary>The end of a clause is worth lines of unlike length.</summary>
    private const double WelcomeShare = 1.5;

    /// <summary>The best one or two lines, or null where the words need more room.</summary>
    public IReadOnlyList<IReadOnlyList<Word>>? Break(IReadOnlyList<Word> words)
    {
        if (Fits(words)) return [words];
        var mild = Math.Clamp(type.Design.EmSize / type.Design.SmallestEmSize, 1, Squeeze);
        (double Cost, int At, double Sense, bool LeavesLone)? best = null;
        for (var at = 1; at < words.Count; at++)
        {
            var (top, bottom) = (words.Take(at).ToList(), words.Skip(at).ToList());
            if (!Fits(top, mild) || !Fits(bottom, mild)) continue;
            var (upper, lower) = (Width(top), Width(bottom));
            // A slightly longer lower line stands better than a heavy top over a single word.
            var imbalance = Math.Abs(upper - lower) / maxWidth * 6 + (upper > lower ? 0.5 : 0);
            var sense = BreakRules.CostAt(words, at);
            if (sense < 0) sense *= WelcomeShare;
            if (Math.Max(upper, lower) > maxWidth) imbalance += 1;
            if (best is null || imbalance + sense < best.Value.Cost) best = (imbalance + sense, at, sense, (at == 1 || at == words.Count - 1) && Math.Min(upper, lower) < Lone * Math.Max(upper, lower));
        }

        if (best is { Sense: > 0 } && Fits(words, mild)) return [words];
        if (best is { LeavesLone: true, Sense: > -3 } && type.Design.EmSize / TightSqueeze >= type.Design.SmallestEmSize && Fits(words, TightSqueeze)) return [words];
        return best is { } split ? [words.Take(split.At).ToList(), words.Skip(split.At).ToList()] : null;
    }

    private bool Fits(IReadOnlyList<Word> words, double squeeze = 1) =>
        Script.Join(words.Select(word => word.Text)).Length <= type.Design.MostCharactersPerLine && Width(words) <= maxWidth * squeeze;

    private double Width(IReadOnlyList<Word> words) => type.Width(words, type.Design.EmSize);
}
