using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>Lays a timeline's captions from what its scenes say, for its look, shape and platforms.</summary>
public static class SceneCaptions
{
    /// <summary>The captions of every scene laid again. Scenes whose captions are off keep none.</summary>
    public static Timeline Lay(Timeline timeline) => timeline with { Scenes = [.. timeline.Scenes.Select(scene => Lay(scene, timeline))] };

    /// <summary>One scene's captions laid again.</summary>
    public static Scene Lay(Scene scene, Timeline timeline) => AreOff(scene, timeline.Look) ? scene : scene with { Captions = Of(scene, timeline) };

    public static IReadOnlyList<Cue> Of(Scene scene, Timeline timeline) => CaptionSegmenter.Segment(
        Spoken(scene), timeline.Look, timeline.Canvas, SafeBox.For(timeline), timeline.Language,
        (int)(scene.EndFrame * 1000.0 / timeline.Canvas.Fps));

    /// <summary>What the scene says; an older document knows it from its captions only.</summary>
    private static IReadOnlyList<Word> Spoken(Scene scene) =>
        scene.Words.Count > 0 ? scene.Words : [.. scene.Captions.SelectMany(cue => cue.Lines).SelectMany(line => line)];

    /// <summary>Words without captions in a look that has some were left out on purpose.</summary>
    private static bool AreOff(Scene scene, Look look) =>
        Spoken(scene).Count == 0 || (scene.Captions.Count == 0 && look.Captions != CaptionStyle.None);
}
