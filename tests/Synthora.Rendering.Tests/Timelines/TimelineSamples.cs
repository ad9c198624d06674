using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Timelines;

/// <summary>Builds small timelines the way a test wants them.</summary>
internal static class TimelineSamples
{
    public static readonly Canvas Small = new(216, 384);

    /// <summary>One scene per entry; shots follow one another from frame 0.</summary>
    public static Timeline Of(params (Visual Visual, int Frames, Transition Transition)[] scenes)
    {
        var at = 0;
        return new Timeline
        {
            Title = "Sample",
            Canvas = Small,
            Look = new Look { Palette = ["#102040", "#F0B030"] },
            Audio = new AudioMix(),
            Scenes = [.. scenes.Select((scene, index) =>
            {
                var start = at;
                at += scene.Frames;
                return new Scene
                {
                    Id = $"scene-{index + 1}",
                    StartFrame = start,
                    EndFrame = at,
                    Shots = [new Shot { StartFrame = start, EndFrame = at, Visual = scene.Visual, Motion = Rendering.Timelines.Motion.ZoomIn }],
                    TransitionIn = scene.Transition,
                };
            })],
        };
    }

    public static CardVisual Card(string headline = "Sleep well", int variation = 0) => new() { Headline = headline, Variation = variation };
}
