using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Quality;

/// <summary>Nothing that was done in a lesser way than asked passes in silence.</summary>
internal static class HonestyChecks
{
    public static IEnumerable<QualityCheck> Judge(Timeline timeline)
    {
        var blocking = timeline.Fallbacks.Where(fallback => fallback.Blocks).ToList();
        yield return CheckCatalogue.Fallbacks.Judge(blocking.Count == 0,
            blocking is [var first, ..] ? $"instead of {first.Asked}: {first.Done}, because {first.Why}" : timeline.Fallbacks.Count == 0 ? "no fallbacks" : $"{timeline.Fallbacks.Count} small ones, listed below",
            "Provide what was missing and make the video again.", blocking.Count);
    }
}
