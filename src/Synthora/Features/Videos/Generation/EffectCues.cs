using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// Places sound effects where the picture gives cause: a whoosh where a scene slides, zooms or wipes in, a pop where a
/// title or a figure appears. Few are better than many, so they keep a distance.
/// </summary>
internal static class EffectCues
{
    private const int LeastApartMs = 2500;

    public static IReadOnlyList<SoundEffect> For(IReadOnlyList<Scene> scenes, int fps)
    {
        var effects = new List<SoundEffect>();
        foreach (var (kind, frame) in scenes.SelectMany(Causes).OrderBy(cause => cause.Frame))
        {
            // A transition's picture is half way in after half its frames.
            var at = (int)Math.Round(frame * 1000.0 / fps);
            if (effects.Count == 0 || at - effects[^1].AtMs >= LeastApartMs) effects.Add(new(kind, at));
        }

        return effects;
    }

    private static IEnumerable<(EffectKind Kind, int Frame)> Causes(Scene scene)
    {
        if (scene.TransitionIn.Kind is TransitionKind.Slide or TransitionKind.Zoom or TransitionKind.Wipe)
            yield return (EffectKind.Whoosh, scene.StartFrame + (scene.TransitionIn.Frames / 2));
        foreach (var shot in scene.Shots.Where(shot => shot.Visual is CardVisual { Layout: CardLayout.Figure }))
            yield return (EffectKind.Pop, shot.StartFrame);
        foreach (var text in scene.Texts) yield return (EffectKind.Pop, text.StartFrame);
    }
}
