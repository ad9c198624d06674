using Synthora.Rendering.Analysis;

namespace Synthora.Rendering.Quality;

/// <summary>What only rendering a scene again can tell.</summary>
internal static class ThoroughChecks
{
    private const double LeastLikeness = 0.99;

    public static IEnumerable<QualityCheck> Judge(SceneAgain again)
    {
        yield return CheckCatalogue.GenerationLoss.Judge(again.Likeness >= LeastLikeness, $"SSIM {again.Likeness:0.0000} over {again.Scene}", "Encode it with a lower -crf.", again.Likeness);
        yield return CheckCatalogue.Determinism.Judge(again.DifferentFrames == 0,
            again.DifferentFrames == 0 ? $"all {again.Frames} frames of {again.Scene} equal" : $"{again.DifferentFrames} of {again.Frames} frames of {again.Scene} differ",
            "Make sure that the timeline, its files and ffmpeg are the ones it was rendered with.", again.DifferentFrames);
    }
}
