using Synthora.Rendering.Analysis;

namespace Synthora.Rendering.Quality;

/// <summary>What viewers leave for: black or frozen pictures and a slow opening.</summary>
internal static class PictureChecks
{
    private const double HookSeconds = 3;
    private const double FirstMotionSeconds = 0.5;

    /// <summary>blackdetect notes every single frame; a shorter stretch is a flash between two pictures.</summary>
    private const double BlackSeconds = 0.1;

    /// <summary>Scene score of FFmpeg's scdet, 0–100, above which a viewer sees a cut.</summary>
    private const double CutScore = 8;

    /// <summary>Differences summed over the frames, in percent, above which something visibly moved; noise stays far below.</summary>
    private const double Motion = 0.3;

    /// <summary>The same for a picture that has become another one.</summary>
    private const double Change = 10;

    public static IEnumerable<QualityCheck> Judge(Measurement file)
    {
        var picture = file.Picture;
        var stretches = picture.Black.Where(span => span.Seconds >= BlackSeconds - 0.001).ToList();
        var black = stretches.Sum(span => span.Seconds);
        yield return CheckCatalogue.Black.Judge(stretches.Count == 0,
            stretches is [var first, ..] ? $"{black:0.00} s, first at {first.Start:0.0} s" : "none", "Replace the black stretch, or cut it.", black);
        yield return CheckCatalogue.FirstFrame.Judge(picture.Black is not [{ Start: < 0.02 }, ..],
            picture.Black is [{ Start: < 0.02 } dark, ..] ? $"black for {dark.Seconds:0.00} s" : "a picture", "Start with the first scene, not with black.");
        var still = picture.Frozen.MaxBy(span => span.Seconds);
        yield return CheckCatalogue.Freeze.Judge(still is null, still is null ? "none" : $"{still.Seconds:0.0} s at {still.Start:0.0} s", "Add motion to the still part.", still?.Seconds ?? 0);

        var early = picture.Changes.Where(change => change.Time <= FirstMotionSeconds).Sum(change => change.Difference);
        yield return CheckCatalogue.HookMotion.Judge(early >= Motion, $"{early:0.00} % change", "Let the first scene start with a movement.", early, $"≥ {Motion} % of change");
        var opening = picture.Changes.Where(change => change.Time <= HookSeconds).ToList();
        var cut = opening.Select(frame => frame.Score).DefaultIfEmpty(0).Max();
        var travelled = opening.Sum(frame => frame.Difference);
        yield return CheckCatalogue.HookChange.Judge(cut >= CutScore || travelled >= Change,
            $"strongest cut {cut:0.0}, {travelled:0} % in all", "Cut or move within the first 3 s.", travelled, $"a cut of {CutScore} or {Change} % of change");
    }
}
