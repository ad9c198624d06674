using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// Lets a scene come in over what is left of the one before. Frame 0 still shows the old picture alone; after
/// the transition's frames only the new one is left.
/// </summary>
internal static class SceneEntrance
{
    /// <param name="leaving">A stream at least one frame longer than the transition: a blend ends with its first input.</param>
    /// <returns>Label of a stream of exactly <paramref name="frames"/> frames.</returns>
    public static string Add(FilterGraph graph, Transition transition, string leaving, string scene, int frames, int fps)
    {
        var length = transition.Frames;
        var blend = transition.Kind switch
        {
            // Eased, as a hand would push it; the blend's own slide runs at an even pace and stops dead.
            TransitionKind.Slide => $"[{leaving}]tpad=stop=-1:stop_mode=clone,setpts=N[{leaving}held];[{leaving}held][{scene}]" +
                Of($"overlay=x='W*pow(1-min((n-1)/{length},1),3)':eval=frame:shortest=1:format=yuv420"),
            // The blend called zoomin ends on one flat colour; a camera dives into the picture instead while it fades.
            TransitionKind.Fade or TransitionKind.Zoom => $"[{leaving}][{scene}]{Blend("fade")}",
            // Grains of a pixel, which the blend called dissolve uses, turn to mud in the encoder.
            TransitionKind.Dissolve => $"[{leaving}][{scene}]{Blend("hblur")}",
            TransitionKind.Wipe => $"[{leaving}][{scene}]{Blend("smoothleft")}",
            _ => throw new ArgumentOutOfRangeException(nameof(transition), transition.Kind, "A cut needs no filter."),
        };
        return graph.Chain("", Of($"{blend},trim=end_frame={frames},setpts=N,fps={fps},format=yuv420p"));

        string Blend(string name) => Of($"xfade=transition={name}:duration={Seconds((double)length / fps)}:offset=0");
    }
}
