using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes.Overlays;

/// <summary>A stretch of an overlay that is seen in one scene, in frames of the scene.</summary>
/// <param name="FirstShare">How much of the video is over when the stretch begins, 0–1; only a progress bar knows.</param>
/// <param name="LastShare">The same for its end.</param>
internal sealed record OverlayPlan(Overlay Overlay, int FromFrame, int ToFrame, double FirstShare = 0, double LastShare = 0)
{
    /// <summary>Room between a mark and what stands beside it, in shares of the canvas's shorter side.</summary>
    private const double Gap = 0.03;

    public static IReadOnlyList<OverlayPlan> PlanAll(Timeline timeline, Scene scene)
    {
        var plans = new List<OverlayPlan>();
        foreach (var overlay in timeline.Overlays)
        {
            var (from, to) = (Math.Max(overlay.StartFrame, scene.StartFrame), Math.Min(overlay.EndFrame ?? timeline.FrameCount, scene.EndFrame));
            if (from >= to) continue;

            // Where it stands in the video is left out, so that a scene that moves keeps its pixels.
            var local = overlay with { StartFrame = 0, EndFrame = null };
            var plan = new OverlayPlan(local, from - scene.StartFrame, to - scene.StartFrame);
            plans.Add(overlay is ProgressBarOverlay
                ? plan with { FirstShare = (double)from / timeline.FrameCount, LastShare = (double)to / timeline.FrameCount }
                : plan);
        }

        return plans;
    }

    /// <summary>What logos leave of the safe box for captions, titles and cards; two at one edge take as much as the larger.</summary>
    public static SafeBox Free(SafeBox box, Canvas canvas, IEnumerable<OverlayPlan> overlays)
    {
        var logos = overlays.Select(plan => plan.Overlay).OfType<LogoOverlay>().ToList();
        return box with { Top = box.Top + Taken(Corner.TopLeft, Corner.TopRight), Bottom = box.Bottom - Taken(Corner.BottomLeft, Corner.BottomRight) };

        int Taken(params Corner[] corners) => logos.Where(logo => corners.Contains(logo.Corner))
            .Select(logo => (int)Math.Min(box.Height * 0.4, Math.Min(canvas.Width, canvas.Height) * (logo.Size + Gap))).DefaultIfEmpty(0).Max();
    }

    /// <summary>Where the words of a scene may stand.</summary>
    public static SafeBox FreeOf(Timeline timeline, Scene scene) => Free(SafeBox.For(timeline), timeline.Canvas, PlanAll(timeline, scene));

    /// <summary>Captions where the renderer draws them, on the clock of the whole video.</summary>
    public static IReadOnlyList<PlacedCaption> PlaceCaptions(Timeline timeline) => [.. timeline.Scenes.SelectMany(scene =>
        CaptionLayout.Place(scene.Captions, timeline.Look, timeline.Canvas, FreeOf(timeline, scene), timeline.Language).Placed)];
}
