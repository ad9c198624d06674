using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>What viewers leave for: black, frozen or slow pictures.</summary>
internal static class PictureChecks
{
    /// <summary>Scene score of FFmpeg's scdet, 0–100, above which a viewer sees a cut.</summary>
    private const double CutScore = 8;

    /// <summary>Mean difference of neighbouring frames, in percent, above which something visibly moves.</summary>
    private const double Moves = 0.05;

    public static IEnumerable<QualityCheck> Judge(Measurement file, Timeline? timeline)
    {
        var picture = file.Picture;
        var black = picture.Black.Sum(span => span.Seconds);
        yield return Check.Must("black", "No black picture", picture.Black.Count == 0,
            picture.Black is [var first, ..] ? $"{black:0.00} s, first at {first.Start:0.0} s" : "none", "none of 0.1 s or more", "Replace the black stretch, or cut it.", black);
        yield return Check.Must("freeze", "No frozen picture", picture.Frozen.Count == 0,
            picture.Frozen is [var still, ..] ? $"{still.Seconds:0.0} s at {still.Start:0.0} s" : "none", "none of 3 s or more (−50 dB)", "Add motion to the still part.");

        var early = picture.Changes.Where(change => change.Time is > 0 and <= 0.5).Select(change => change.Difference).DefaultIfEmpty(0).Max();
        yield return Check.Should("hook_motion", "Something moves by 0.5 s", early >= Moves, $"{early:0.00} % change", $"≥ {Moves} %", "Let the first scene start with a movement.", early);
        var opening = picture.Changes.Where(change => change.Time is > 0 and <= 3).ToList();
        var change = opening.Select(frame => frame.Score).DefaultIfEmpty(0).Max();
        var travelled = opening.Sum(frame => frame.Difference);
        yield return Check.Should("hook_change", "A change in the first 3 s", change >= CutScore || travelled >= 10,
            $"strongest cut {change:0.0}, {travelled:0} % in all", $"a cut of {CutScore} or 10 % of change", "Cut or transition within the first 3 s.", change);

        if (timeline is null) yield break;
        var fps = (double)timeline.Canvas.Fps;
        var shots = timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => shot.FrameCount / fps).ToList();
        var average = shots.DefaultIfEmpty(0).Average();
        yield return Check.Should("pacing", "Average shot", average is >= 1 and <= 4, $"{average:0.0} s over {shots.Count} shots", "1–4 s", "Split long scenes into several shots.", average);
        var hold = shots.DefaultIfEmpty(0).Max();
        yield return Check.Should("longest_shot", "Longest shot", hold <= 4.5, $"{hold:0.0} s", "≤ 4.5 s", "Add a second picture to the longest scene.", hold);
        yield return Cuts(picture, timeline, fps);
    }

    /// <summary>A planned hard cut must be seen on its frame; a cut one frame off shows a flash of the wrong picture.</summary>
    private static QualityCheck Cuts(PictureFacts picture, Timeline timeline, double fps)
    {
        var planned = timeline.Scenes.Skip(1).Where(scene => scene.TransitionIn.Frames == 0).Select(scene => scene.StartFrame / fps).ToList();
        var missed = planned.Where(time => !picture.Changes.Any(change => Math.Abs(change.Time - time) <= 1.5 / fps && IsPeak(picture, change))).ToList();
        return Check.Should("planned_cuts", "Cuts on their frames", missed.Count == 0, $"{planned.Count - missed.Count} of {planned.Count} found",
            "all within 1 frame", $"Look at {(missed.Count > 0 ? $"{missed[0]:0.0} s" : "the cuts")}: neighbouring pictures may be too alike.");
    }

    private static bool IsPeak(PictureFacts picture, FrameChange change) =>
        change.Score >= 1 && picture.Changes.Where(other => Math.Abs(other.Time - change.Time) <= 0.2).All(other => other.Score <= change.Score);
}
