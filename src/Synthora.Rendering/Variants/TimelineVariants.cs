using Synthora.Rendering.Editing;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Variants;

/// <summary>
/// Makes the timelines of other renditions from one. Captions are laid again in the safe box, cards and titles are set
/// for the canvas by the renderer, the length is fitted to the platform. Renditions of one shape and length that are
/// made together share their picture: their words stand where no platform of them has its controls, so that the scenes
/// of one serve the others.
/// </summary>
public static class TimelineVariants
{
    /// <returns>In the order asked for; those that can share scenes name each other in <see cref="Timeline.SharedWith"/>.</returns>
    /// <exception cref="RenderException">The video cannot be brought to a platform's length without losing too much.</exception>
    public static IReadOnlyList<(Rendition Rendition, Timeline Timeline)> Make(Timeline timeline, IReadOnlyList<Rendition> renditions)
    {
        var fitted = renditions.Select(rendition => (Rendition: rendition, Timeline: Fit(timeline, rendition))).ToList();
        return [.. fitted.Select(item => (item.Rendition, SceneCaptions.Lay(item.Timeline with
        {
            SharedWith = [.. fitted.Select(other => other.Timeline)
                .Where(other => other.Platform != item.Timeline.Platform && other.Canvas == item.Timeline.Canvas)
                .Select(other => other.Platform).Distinct().Order()],
        })))];
    }

    /// <summary>The same, with every picture framed for the canvas it comes on.</summary>
    /// <exception cref="RenderException">A picture cannot be read, or the length not be fitted.</exception>
    public static async Task<IReadOnlyList<(Rendition Rendition, Timeline Timeline)>> MakeAsync(
        Timeline timeline, IReadOnlyList<Rendition> renditions, CancellationToken ct)
    {
        var reframing = new Reframing();
        var framed = new List<(Rendition, Timeline)>();
        foreach (var (rendition, variant) in Make(timeline, renditions)) framed.Add((rendition, await reframing.ForAsync(variant, timeline.Canvas, ct)));
        return framed;
    }

    private static Timeline Fit(Timeline timeline, Rendition rendition)
    {
        var platform = rendition.Platform ?? timeline.Platform;
        var reshaped = timeline with { Platform = platform, SharedWith = [], Canvas = Shape(timeline.Canvas, rendition) };
        return LengthFit.For(reshaped, PlatformProfile.For(platform));
    }

    /// <summary>The shorter side stays as it is. Feeds of short videos show upright pictures, so a wide one is made upright for a platform.</summary>
    private static Canvas Shape(Canvas canvas, Rendition rendition)
    {
        var aspect = rendition.Aspect ?? (rendition.Platform is not (null or Platform.Universal) && canvas.Width > canvas.Height ? "9:16" : null);
        if (aspect is null) return canvas;
        var model = Canvas.ForAspect(aspect);
        var scale = Math.Min(canvas.Width, canvas.Height) / (double)Math.Min(model.Width, model.Height);
        return canvas with { Width = Even(model.Width * scale), Height = Even(model.Height * scale) };
    }

    private static int Even(double value) => Math.Max(2, (int)Math.Round(value / 2) * 2);
}
