using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>What only a render can tell was done in a lesser way than asked, so that it does not pass in silence.</summary>
internal static class RenderFallbacks
{
    /// <summary>Footage whose colours this machine cannot bring down to what phones show.</summary>
    public static IEnumerable<Fallback> OfColours(IReadOnlyDictionary<string, SourceMedia> media, bool canToneMap) => canToneMap
        ? []
        : media.Where(source => source.Value.Info.Video is { IsHdr: true }).Select(source => new Fallback(
            $"{Path.GetFileName(source.Key)} in the colours of its HDR", "shown paler than it was filmed", "this ffmpeg has no zscale to bring HDR down; ./synthora doctor says how to get one"));

    /// <summary>Files that ended early or could not be decoded everywhere.</summary>
    public static IReadOnlyList<Fallback> OfDamage(SegmentPlan plan)
    {
        IEnumerable<ShotPlan> seen = plan.Leaving is null ? plan.Shots : [.. plan.Shots, plan.Leaving];
        var files = seen.Select(shot => shot.Visual switch { ClipVisual clip => clip.Path, StillVisual still => still.Path, _ => null }).OfType<string>().Select(Path.GetFileName).Distinct();
        return [new($"all of {string.Join(", ", files)}", "where its pictures are lost, the last one before them is held", "the file is damaged or was cut off")];
    }
}
