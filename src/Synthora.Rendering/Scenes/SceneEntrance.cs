using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes.Entrances;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// Lets a scene come in over what is left of the one before. Frame 0 still shows the old picture alone; after
/// the transition's frames only the new one is left, and no filter of the transition touches it any more.
/// </summary>
internal static class SceneEntrance
{
    /// <param name="leaving">A stream at least one frame longer than the transition: a blend ends with its first input.</param>
    /// <returns>Label of a stream of exactly <paramref name="frames"/> frames.</returns>
    public static string Add(FilterGraph graph, Transition transition, string leaving, string scene, int frames, Canvas canvas, int seed)
    {
        var exact = Of($"settb=1/{canvas.Fps},setpts=N,fps={canvas.Fps},format=yuv420p");
        if (frames <= transition.Frames) return graph.Chain($"[{Head(scene)}]", Of($"trim=end_frame={frames},{exact}"));

        var (coming, rest) = (graph.NewLabel("coming"), graph.NewLabel("rest"));
        graph.AddChain($"[{scene}]split=2[{coming}][{rest}]");
        var head = graph.Chain($"[{Head(graph.Chain($"[{coming}]", Of($"trim=end_frame={transition.Frames}")))}]", Of($"trim=end_frame={transition.Frames},{exact}"));
        var tail = graph.Chain($"[{rest}]", Of($"trim=start_frame={transition.Frames},{exact}"));
        return graph.Chain($"[{head}][{tail}]", Of($"concat=n=2,{exact}"));

        string Head(string incoming)
        {
            var meeting = new Meeting(graph, leaving, incoming, transition.Frames, canvas, seed);
            return transition.Kind switch
            {
                TransitionKind.Fade => Blends.Fade(meeting),
                TransitionKind.Dissolve => Blends.Dissolve(meeting),
                TransitionKind.Wipe => Blends.Wipe(meeting),
                TransitionKind.Iris => Blends.Iris(meeting),
                TransitionKind.Slide => Moves.Slide(meeting),
                TransitionKind.Push => Moves.Push(meeting),
                TransitionKind.WhipPan => Moves.WhipPan(meeting),
                TransitionKind.Zoom => Moves.Zoom(meeting),
                TransitionKind.Blur => Lights.Blur(meeting),
                TransitionKind.Flash => Lights.Flash(meeting),
                TransitionKind.LightLeak => Lights.LightLeak(meeting),
                TransitionKind.Glitch => Lights.Glitch(meeting),
                _ => throw new ArgumentOutOfRangeException(nameof(transition), transition.Kind, "No entrance is drawn for this transition."),
            };
        }
    }
}
