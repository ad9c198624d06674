using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Icons;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Other pictures for one scene, made from what it says.</summary>
internal static class Redesign
{
    /// <summary>A card for words that no scene shows yet.</summary>
    public static CardVisual Card(Timeline timeline, string said) => CardWriter.Of(said) with { Variation = NextVariation(timeline) };

    /// <summary>Designed cards instead of whatever the scene shows, each with what is said meanwhile.</summary>
    public static Timeline WithCards(Timeline timeline, int index)
    {
        var (scene, fps) = (timeline.Scenes[index], timeline.Canvas.Fps);
        var usual = timeline.Scenes.Average(other => (double)(other.EndFrame - other.StartFrame) / other.Shots.Count) / fps;
        var next = NextVariation(timeline);
        CardVisual? last = null;
        var shots = ShotCutter.Cut(scene.StartFrame, scene.EndFrame, scene.Words, usual, fps).Select((beat, i) =>
        {
            var card = CardWriter.Of(beat.Text.Length > 0 ? beat.Text : scene.Narration, scene.Narration) with { Variation = next + i };
            if (i == 0 && index == 0) card = Whole(card, CardLayout.Hook);
            if (i == 0 && index > 0 && index == timeline.Scenes.Count - 1) card = Whole(card, CardLayout.CallToAction);
            last = CardWriter.Apart(card, last);
            return new Shot { StartFrame = beat.StartFrame, EndFrame = beat.EndFrame, Visual = last };
        }).ToList();
        return Replace(timeline, index, scene with { Shots = shots, Texts = [] });
    }

    /// <summary>The same kind of picture, otherwise: cards in another design, footage from elsewhere in its file, stills seen from elsewhere, the palette's next colour.</summary>
    public static Timeline Another(Timeline timeline, int index)
    {
        var scene = timeline.Scenes[index];
        var next = NextVariation(timeline);
        return Replace(timeline, index, scene with
        {
            Shots = [.. scene.Shots.Select((shot, i) => shot.Visual switch
            {
                CardVisual card => shot with { Visual = card with { Variation = next + i, Icon = OtherIcon(card, scene, i) } },
                ClipVisual clip => shot with { Visual = clip with { InSeconds = Math.Round(clip.InSeconds + (shot.FrameCount * scene.Shots.Count / (double)timeline.Canvas.Fps), 3) } },
                ColourVisual plain => shot with { Visual = new ColourVisual(Next(plain.Colour, timeline.Look.Palette)) },
                _ => shot with { Motion = (Motion)(((int)shot.Motion + 1) % Enum.GetValues<Motion>().Length) },
            })],
        });
    }

    private static string Next(string colour, IReadOnlyList<string> palette)
    {
        var at = palette.Index().FirstOrDefault(one => one.Item.Equals(colour, StringComparison.OrdinalIgnoreCase), (Index: -1, Item: "")).Index;
        return palette[(at + 1) % palette.Count];
    }

    private static string? OtherIcon(CardVisual card, Scene scene, int shot)
    {
        var words = scene.Narration.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var found = words.Select(word => IconLibrary.Find(word)).OfType<string>().Where(icon => icon != card.Icon).Distinct().ToList();
        return found.Count == 0 ? card.Icon : found[shot % found.Count];
    }

    /// <summary>A card of a layout that has no place for a figure of its own.</summary>
    private static CardVisual Whole(CardVisual card, CardLayout layout) =>
        card with { Layout = layout, Headline = $"{card.Number} {card.Headline}".Trim(), Number = "" };

    private static int NextVariation(Timeline timeline) =>
        timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.Visual).OfType<CardVisual>().Select(card => card.Variation).DefaultIfEmpty(-1).Max() + 1;

    private static Timeline Replace(Timeline timeline, int index, Scene scene) => timeline with { Scenes = [.. timeline.Scenes.Select((other, at) => at == index ? scene : other)] };
}
