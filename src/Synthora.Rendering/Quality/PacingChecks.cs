using Synthora.Rendering.Analysis;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>The rhythm of the plan, and whether its cuts are in the file where they were planned.</summary>
internal static class PacingChecks
{
    private const double ShortestAverage = 1.5;
    private const double LongestAverage = 4;
    private const double LongestShot = 4;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline timeline)
    {
        var fps = (double)timeline.Canvas.Fps;
        var shots = timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.FrameCount / fps).ToList();
        var average = shots.DefaultIfEmpty(0).Average();
        yield return Check.Should("pacing", "Average shot", average is >= ShortestAverage and <= LongestAverage, $"{average:0.0} s over {shots.Count} shots",
            $"{ShortestAverage}–{LongestAverage} s", average < ShortestAverage ? "Merge the shortest shots." : "Split long scenes into several shots.", average, "s");
        var hold = shots.DefaultIfEmpty(0).Max();
        yield return Check.Should("longest_shot", "Longest shot", hold <= LongestShot + (0.5 / fps), $"{hold:0.0} s", $"≤ {LongestShot} s",
            "Add a second picture to the longest scene.", hold, "s");

        var planned = PlannedCuts(timeline).ToList();
        if (planned.Count == 0) yield break;
        var missed = planned.Where(frame => !IsSeen(file.Picture.Changes, frame)).Select(frame => frame / fps).ToList();
        yield return Check.Should("planned_cuts", "Cuts on their frames", missed.Count == 0, $"{planned.Count - missed.Count} of {planned.Count} found",
            "all within 1 frame", $"Look at {(missed.Count > 0 ? $"{missed[0]:0.0} s" : "the cuts")}: the pictures on both sides may be too alike.",
            planned.Count - missed.Count, "cuts");
    }

    /// <summary>Frames on which one picture replaces another at once.</summary>
    private static IEnumerable<int> PlannedCuts(Timeline timeline)
    {
        Shot? before = null;
        foreach (var scene in timeline.Scenes)
        {
            foreach (var (index, shot) in scene.Shots.Index())
            {
                var isCut = index > 0 || scene.TransitionIn.Frames == 0;
                if (before is not null && isCut && before.Visual != shot.Visual) yield return shot.StartFrame;
                before = shot;
            }
        }
    }

    /// <summary>At a cut the picture changes far more than in the frames around it, however alike the two shots are.</summary>
    private static bool IsSeen(IReadOnlyList<FrameChange> changes, int frame)
    {
        const int Around = 8;
        var near = changes.Index().Where(change => Math.Abs(change.Index - frame) <= Around).ToList();
        var atCut = near.Where(change => Math.Abs(change.Index - frame) <= 1).Select(change => change.Item.Difference).DefaultIfEmpty(0).Max();
        var usual = near.Where(change => Math.Abs(change.Index - frame) > 1).Select(change => change.Item.Difference).Order().ToList();
        var median = usual.Count == 0 ? 0 : usual[usual.Count / 2];
        return atCut >= 0.5 && atCut >= 2 * median;
    }
}
