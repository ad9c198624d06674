using Synthora.Rendering;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;

namespace Synthora.Features.Videos.Renditions;

/// <summary>In which other forms a video can be had.</summary>
internal static class RenditionChoices
{
    private static readonly IReadOnlyList<Rendition> Shapes = [.. Rendition.Aspects.Select(aspect => new Rendition(null, aspect))];
    private static readonly IReadOnlyList<Rendition> Platforms = [.. Enum.GetValues<Platform>().Select(platform => new Rendition(platform, null))];

    /// <summary>Each shape and platform but the video's own.</summary>
    public static IEnumerable<Rendition> For(Video video) => Shapes.Where(shape => !HasShape(video, shape.Aspect!)).Concat(Platforms.Where(choice => !choice.Name.Equals(video.Platform ?? "universal", StringComparison.OrdinalIgnoreCase)));

    /// <param name="word">Such as <c>1:1</c>, <c>youtube</c> or <c>instagram:4:5</c>, or a rendition's name.</param>
    /// <returns>Null for what is no rendition.</returns>
    public static Rendition? Parse(string word)
    {
        try
        {
            return Rendition.ParseAll(word.Replace('x', ':').Replace('-', ':')) is [var only] ? only : null;
        }
        catch (RenderException)
        {
            return null;
        }
    }

    public static string Label(Rendition rendition) => string.Join(' ', new[] { rendition.Platform?.ToString(), rendition.Aspect }.OfType<string>());

    private static bool HasShape(Video video, string aspect)
    {
        var shape = Canvas.ForAspect(aspect);
        return video is { Width: { } width, Height: { } height } && Math.Abs(((double)width / height) - ((double)shape.Width / shape.Height)) < 0.01;
    }
}
