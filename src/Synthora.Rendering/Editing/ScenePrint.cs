using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>A short name for everything that shapes a scene's pixels, to tell which scenes an edit changed before anything is rendered.</summary>
public static class ScenePrint
{
    /// <summary>Of every scene in turn. Files count by their names, so they must be named by their content, as a project folder's are.</summary>
    public static IReadOnlyList<string> Of(Timeline timeline) =>
        [.. SegmentPlan.PlanAll(Named(timeline), VideoEncoding.For(timeline, preview: false)).Select(plan => SegmentKey.Hash(plan with { SceneId = "" })[..24])];

    /// <summary>Changes with the engine itself: scenes that another build has rendered are rendered again.</summary>
    public static string Engine => SegmentKey.EngineBuild;

    private static Timeline Named(Timeline timeline) => TimelineFile.Map(timeline, (path, _) => Path.GetFileName(path));
}
