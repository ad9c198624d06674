using Synthora.Rendering.Cameras;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>Names of the ASS files a segment draws, relative to the folder it runs in; null draws none.</summary>
/// <param name="Words">Captions and titles above everything, and the cards' text when the scene comes in with a cut.</param>
/// <param name="Cards">The cards' text when it has to move with a transition.</param>
/// <param name="Leaving">Text of the card that leaves.</param>
internal sealed record SegmentTexts(string? Words, string? Cards, string? Leaving);

/// <summary>One scene, or a stretch of it, as one run of ffmpeg: every source decoded once, one graph, one encode.</summary>
internal static class SegmentCommand
{
    public static FFmpegCommand Build(SegmentPlan plan, SegmentSources sources, SegmentTexts texts, string output)
    {
        var graph = new FilterGraph();
        var shots = plan.Shots.Select(shot => ShotPicture.Add(graph, shot, plan, sources)).ToList();
        var scene = shots is [var only] ? only : graph.Chain(string.Concat(shots.Select(shot => $"[{shot}]")), Of($"concat=n={shots.Count},settb=1/{plan.Canvas.Fps},setpts=N,fps={plan.Canvas.Fps}"));
        // Whatever is laid over the shots goes by the time of the scene.
        if (plan.StartFrame > 0) scene = graph.Chain($"[{scene}]", Of($"setpts=PTS+{plan.StartFrame}"));
        if (plan.Leaving is { } leaving) scene = AddTransition(graph, plan, leaving, scene, sources, texts);

        scene = OverlayPictures.Add(graph, scene, plan, sources.Media);
        var words = texts.Words is null ? "" : $"{Ass(texts.Words)},";
        var back = plan.StartFrame > 0 ? Of($"setpts=PTS-{plan.StartFrame},") : "";
        graph.AddChain($"[{scene}]{words}{back}format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709[picture]");
        return new FFmpegCommand(
            graph.Inputs, graph.Text, ["-map", "[picture]", .. plan.Encoding.Options(plan.Frames, plan.Canvas.Fps)], output, plan.Encoding.Threads);
    }

    private static string AddTransition(
        FilterGraph graph, SegmentPlan plan, ShotPlan leaving, string scene, SegmentSources sources, SegmentTexts texts)
    {
        // One more frame than is seen: the blend ends with its first input, and must not end early.
        var seen = leaving with { Frames = leaving.Frames + 1 };
        var dive = plan.Transition.Kind == TransitionKind.Zoom ? plan.Transition.Frames : 0;
        var before = texts.Leaving is null ? ShotPicture.Add(graph, seen, plan, sources, dive)
            : dive == 0 ? AddWithText(graph, seen, plan, sources, texts.Leaving)
            : CameraShot.Add(
                graph, new(Timelines.Motion.None, seen.ShotFrames, seen.FirstFrame, dive), plan.Canvas, seen.Frames, isStill: false, plan.Encoding.Threads,
                (reader, _) => AddWithText(reader, seen, plan, sources, texts.Leaving));
        if (texts.Cards is not null)
            scene = graph.Chain($"[{scene}]", Ass(texts.Cards));
        return SceneEntrance.Add(graph, plan.Transition, before, scene, plan.Frames, plan.Canvas, plan.Seed);
    }

    private static string AddWithText(FilterGraph graph, ShotPlan shot, SegmentPlan plan, SegmentSources sources, string text) =>
        graph.Chain($"[{ShotPicture.Add(graph, shot, plan, sources)}]", Of($"setpts=PTS+{shot.FirstFrame},{Ass(text)},setpts=PTS-{shot.FirstFrame}"));

    private static string Ass(string file) => $"ass=filename={FilterValue(file)}:fontsdir={FilterValue(FontLibrary.Folder)}";
}
