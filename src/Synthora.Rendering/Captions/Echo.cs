using System.Collections.Frozen;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>
/// Whether words on screen only repeat what is being said. Captions show that already, so such words are read twice and
/// tell nothing. A figure or a name of two words stands out instead and is no echo.
/// </summary>
public static class Echo
{
    private const int NameWords = 2;
    private const double Share = 2.0 / 3;

    private static readonly FrozenDictionary<string, string> Numbers =
        "zero one two three four five six seven eight nine ten eleven twelve".Split(' ').Index().ToFrozenDictionary(number => number.Item, number => $"{number.Index}");

    public static bool Of(string shown, string spoken)
    {
        var length = shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (length == NameWords || (length < NameWords && shown.Any(char.IsDigit))) return false;
        var words = Words(shown);
        if (words.Count == 0 || (words.Count == 1 && length > 1)) return false;
        var said = Words(spoken);
        return words.Count(said.Contains) >= words.Count * Share;
    }

    /// <summary>The texts of a video that its captions repeat while they stand. What it asks for is meant to be read and heard.</summary>
    internal static IEnumerable<string> In(Timeline timeline)
    {
        foreach (var scene in timeline.Scenes.Where(scene => scene.Captions.Count > 0))
        {
            var cards = scene.Shots.Where(shot => shot.Visual is CardVisual { Layout: not CardLayout.CallToAction }).Select(shot => (Words((CardVisual)shot.Visual), shot.StartFrame, shot.EndFrame));
            foreach (var (text, start, end) in cards.Concat(scene.Texts.Select(title => (title.Text, title.StartFrame, title.EndFrame))))
            {
                var (from, to) = (start * 1000.0 / timeline.Canvas.Fps, end * 1000.0 / timeline.Canvas.Fps);
                if (Of(text, string.Join(' ', scene.Captions.Where(cue => cue.StartMs < to && cue.EndMs > from).Select(cue => cue.Text)))) yield return text;
            }
        }
    }

    /// <summary>The one word that a figure counts is a part of it.</summary>
    private static string Words(CardVisual card) => card.Layout == CardLayout.Figure && !card.Headline.Contains(' ', StringComparison.Ordinal) ? "" : card.Headline;

    private static HashSet<string> Words(string text) =>
        [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant())
            .Where(word => word.Length > 0 && !BreakRules.IsSmall(word)).Select(word => Numbers.GetValueOrDefault(word) ?? WordStem.Of(word))];
}
