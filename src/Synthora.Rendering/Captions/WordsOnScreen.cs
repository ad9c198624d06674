using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Captions;

/// <summary>The words of a timeline that are seen besides its captions.</summary>
internal static class WordsOnScreen
{
    public static IEnumerable<string> Of(Timeline timeline) =>
    [
        .. timeline.Scenes.SelectMany(scene => scene.Texts).Select(title => title.Text),
        .. timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.Visual).OfType<CardVisual>().SelectMany(card => (string[])[card.Kicker, card.Headline, card.Number]),
        .. timeline.Overlays.OfType<LowerThirdOverlay>().SelectMany(words => (string[])[words.Name, words.Role]),
    ];
}
