using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Variants;

/// <summary>How much the rest of a video would miss a scene, so that the one it misses least can be left out.</summary>
internal static class SceneWeight
{
    private const int ShortestWord = 4;

    /// <summary>
    /// Words of the scene that the title and other scenes take up, by length of the scene; silence weighs nothing, and
    /// a numbered point of a list weighs double, because the viewer would count.
    /// </summary>
    public static double Of(Scene scene, Timeline timeline)
    {
        var own = Words(scene.Narration).ToHashSet();
        if (own.Count == 0) return 0;
        var title = Words(timeline.Title).ToHashSet();
        var others = timeline.Scenes.Where(other => other.Id != scene.Id).Select(other => Words(other.Narration).ToHashSet()).ToList();
        var shared = own.Sum(word => (title.Contains(word) ? 2.0 : 0) + (others.Count(other => other.Contains(word)) / (double)Math.Max(1, others.Count)));
        var counted = scene.Shots.Any(shot => shot.Visual is CardVisual { Layout: CardLayout.ListItem }) ? 2 : 1;
        return counted * (0.1 + (shared / Math.Sqrt(own.Count)));
    }

    private static IEnumerable<string> Words(string text) =>
        text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim('.', ',', '!', '?', ':', ';', '"', '\'', '“', '”', '…', '(', ')')).Where(word => word.Length >= ShortestWord);
}
