using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

public static partial class TimelineEdit
{
    /// <summary>Nobody is named for what no scene shows any more.</summary>
    public static Timeline SettleCredits(Timeline timeline)
    {
        var shown = timeline.Scenes.SelectMany(scene => scene.Shots).Select(shot => FileOf(shot.Visual)).OfType<string>().Distinct().ToList();
        return timeline with { Credits = [.. timeline.Credits.Where(credit => credit.Stem is not { } stem || shown.Exists(path => ProjectFolder.IsOf(path, stem)))] };
    }

    /// <summary>The file that is shown; null for a designed picture.</summary>
    public static string? FileOf(Visual visual) => visual switch { ClipVisual clip => clip.Path, StillVisual still => still.Path, _ => null };
}
