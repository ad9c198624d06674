using System.Collections.Frozen;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>
/// Whether words on screen only repeat what is being said. Captions show that already, so such words are read twice and
/// tell nothing. A figure, a name or a key word of one or two words stands out instead and is no echo.
/// </summary>
public static class Echo
{
    private const int LabelWords = 2;
    private const double Share = 2.0 / 3;

    private static readonly FrozenDictionary<string, string> Numbers =
        "zero one two three four five six seven eight nine ten eleven twelve".Split(' ').Index().ToFrozenDictionary(number => number.Item, number => $"{number.Index}");

    public static bool Of(string shown, string spoken)
    {
        if (shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length <= LabelWords) return false;
        var words = Words(shown);
        if (words.Count < 2) return false;
        var said = Words(spoken);
        return words.Count(said.Contains) >= words.Count * Share;
    }

    /// <summary>The texts of a video that its captions repeat while they stand. What it asks for is meant to be read and heard.</summary>
    internal static IEnumerable<string> In(Timeline timeline)
    {
        foreach (var scene in timeline.Scenes.Where(scene => scene.Captions.Count > 0))
        {
            var cards = scene.Shots.Where(shot => shot.Visual is CardVisual { Layout: not CardLayout.CallToAction }).Select(shot => (((CardVisual)shot.Visual).Headline, shot.StartFrame, shot.EndFrame));
            foreach (var (text, start, end) in cards.Concat(scene.Texts.Select(title => (title.Text, title.StartFrame, title.EndFrame))))
            {
                var (from, to) = (start * 1000.0 / timeline.Canvas.Fps, end * 1000.0 / timeline.Canvas.Fps);
                if (Of(text, string.Join(' ', scene.Captions.Where(cue => cue.StartMs < to && cue.EndMs > from).Select(cue => cue.Text)))) yield return text;
            }
        }
    }

    private static HashSet<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant())
            .Where(word => word.Length > 0 && !BreakRules.IsSmall(word)).Select(Stem)];

    private static string Stem(string word)
    {
        if (Numbers.TryGetValue(word, out var digits)) return digits;
        string[] endings = ["ing", "ed", "es", "s"];
        var ending = Array.Find(endings, end => word.Length > end.Length + 2 && word.EndsWith(end, StringComparison.Ordinal));
        return (ending is null ? word : word[..^ending.Length]).TrimEnd('e');
    }
}
