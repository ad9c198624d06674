using Synthora.Rendering.Analysis;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>The rhythm of the shots, whether cuts are where they were planned, and whether footage comes twice.</summary>
internal static class PacingChecks
{
    private const double ShortestAverage = 1.5;
    private const double LongestAverage = 4;
    private const double LongestShot = 4;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline)
    {
        var fps = Math.Max(1, timeline?.Canvas.Fps ?? file.Picture.Packets.Fps);
        var shots = timeline is null ? FoundShots(file.Picture) : [.. timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => new Span(shot.StartFrame / fps, shot.EndFrame / fps))];
        var average = shots.Select(shot => shot.Seconds).DefaultIfEmpty(0).Average();
        yield return CheckCatalogue.Pacing.Judge(average is >= ShortestAverage and <= LongestAverage, $"{average:0.0} s over {shots.Count} shots",
            average < ShortestAverage ? "Merge the shortest shots." : "Split long scenes into several shots.", average);
        var hold = shots.MaxBy(shot => shot.Seconds) ?? new Span(0, 0);
        yield return CheckCatalogue.LongestShot.Judge(hold.Seconds <= LongestShot + (0.5 / fps), $"{hold.Seconds:0.0} s at {hold.Start:0.0} s",
            "Add a second picture to the longest scene.", hold.Seconds);

        if (timeline is not null && PlannedCuts(timeline).ToList() is { Count: > 0 } planned)
        {
            var missed = planned.Where(frame => !IsSeen(file.Picture, frame)).Select(frame => frame / fps).ToList();
            yield return CheckCatalogue.PlannedCuts.Judge(missed.Count == 0, $"{planned.Count - missed.Count} of {planned.Count} found",
                $"Look at {(missed.Count > 0 ? $"{missed[0]:0.0} s" : "the cuts")}: the pictures on both sides may be too alike.", planned.Count - missed.Count);
        }

        yield return FootageChecks.Judge(file.Picture, timeline, shots);
    }

    private static List<Span> FoundShots(PictureFacts picture)
    {
        double[] marks = [0, .. picture.Cuts, picture.Start + picture.Seconds];
        return [.. marks.Zip(marks.Skip(1), (one, next) => new Span(one, next)).Where(shot => shot.Seconds > 0.05)];
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
                if (before is not null && isCut && before.Visual != shot.Visual && !GoesOn(before, shot, timeline.Canvas.Fps)) yield return shot.StartFrame;
                before = shot;
            }
        }
    }

    /// <summary>The same take from where it was left: only the camera jumps, and that may be little.</summary>
    private static bool GoesOn(Shot before, Shot shot, int fps) =>
        before.Visual is ClipVisual one && shot.Visual is ClipVisual other && one.Path == other.Path
        && Math.Abs(other.InSeconds - one.InSeconds - ((double)before.FrameCount / fps)) < 0.2;

    /// <summary>At a cut the picture changes far more than in the frames around it, however alike the two shots are.</summary>
    private static bool IsSeen(PictureFacts picture, int frame)
    {
        const int Around = 8;
        const double Least = 1.5;
        List<double> near = [], usual = [];
        for (var at = Math.Max(1, frame - Around); at <= frame + Around; at++)
            if (Thumb.Difference(picture, at - 1, at) is { } difference) (Math.Abs(at - frame) <= 1 ? near : usual).Add(difference);
        usual.Sort();
        var median = usual.Count == 0 ? 0 : usual[usual.Count / 2];
        return near.DefaultIfEmpty(0).Max() is var atCut && atCut >= Least && atCut >= 2 * median;
    }
}
