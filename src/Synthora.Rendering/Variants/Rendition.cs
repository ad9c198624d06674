using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Variants;

/// <summary>A form in which a video is wanted besides its own: for a platform, in another shape, or both.</summary>
/// <param name="Platform">Null keeps the timeline's.</param>
/// <param name="Aspect">One of <c>9:16</c>, <c>16:9</c>, <c>1:1</c>, <c>4:5</c>; null keeps the timeline's shape where the platform takes it.</param>
public sealed record Rendition(Platform? Platform, string? Aspect)
{
    public static readonly IReadOnlyList<string> Aspects = ["9:16", "16:9", "1:1", "4:5"];

    /// <summary>Part of a file name, such as <c>youtube</c>, <c>1x1</c> or <c>instagram-4x5</c>.</summary>
    public string Name => string.Join('-', new[] { Platform is { } platform ? NameOf(platform) : null, Aspect?.Replace(':', 'x') }.OfType<string>());

    /// <param name="list">Such as <c>youtube,tiktok,1:1,instagram:4:5</c>.</param>
    /// <exception cref="RenderException">An entry is neither a platform nor a shape.</exception>
    public static IReadOnlyList<Rendition> ParseAll(string list)
    {
        var renditions = list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Parse).DistinctBy(rendition => rendition.Name).ToList();
        return renditions.Count > 0 ? renditions : throw Unknown(list);
    }

    private static Rendition Parse(string word)
    {
        var text = word.ToLowerInvariant();
        var aspect = Aspects.FirstOrDefault(shape => text == shape || text.EndsWith(":" + shape, StringComparison.Ordinal));
        var name = aspect is null ? text : text[..^aspect.Length].TrimEnd(':');
        if (name.Length == 0) return new(null, aspect);
        foreach (var platform in Enum.GetValues<Platform>())
            if (NameOf(platform) == name)
                return new(platform, aspect);
        throw Unknown(word);
    }

    private static RenderException Unknown(string word) => new(
        $"There is no rendition '{word}'.",
        $"Use {string.Join(", ", Enum.GetValues<Platform>().Select(NameOf))}, {string.Join(", ", Aspects)}, or both as in instagram:4:5, with commas between.");

    private static string NameOf(Platform platform) => platform.ToString().ToLowerInvariant();
}
