using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>Takes overlays along when scenes move, change their length or go.</summary>
internal static class OverlayShift
{
    /// <param name="before">The timeline that the overlays still belong to.</param>
    /// <param name="scenes">As they stand afterwards.</param>
    public static IReadOnlyList<Overlay> Follow(Timeline before, IReadOnlyList<Scene> scenes)
    {
        var end = scenes.Count == 0 ? 0 : scenes[^1].EndFrame;
        return [.. before.Overlays.Select(overlay => Follow(overlay, before, scenes, end)).OfType<Overlay>()];
    }

    private static Overlay? Follow(Overlay overlay, Timeline before, IReadOnlyList<Scene> scenes, int end)
    {
        var untilEnd = overlay.EndFrame ?? before.FrameCount;
        if (before.Scenes.FirstOrDefault(scene => scene.StartFrame <= overlay.StartFrame && overlay.StartFrame < scene.EndFrame) is not { } home) return null;
        var next = scenes.FirstOrDefault(scene => scene.Id == home.Id);
        if (untilEnd > home.EndFrame || overlay is LogoOverlay or ProgressBarOverlay)
        {
            // What spans scenes belongs to the video: it keeps its place and reaches to the end where it did.
            var start = Math.Min(overlay.StartFrame, Math.Max(0, end - 1));
            return overlay with { StartFrame = start, EndFrame = overlay.EndFrame is null || untilEnd == before.FrameCount ? null : Math.Clamp(untilEnd, start + 1, end) };
        }

        if (next is null) return null;
        var share = (double)(next.EndFrame - next.StartFrame) / (home.EndFrame - home.StartFrame);
        var from = next.StartFrame + Math.Min(next.EndFrame - next.StartFrame - 1, (int)Math.Round((overlay.StartFrame - home.StartFrame) * share));
        var to = next.StartFrame + (int)Math.Round((untilEnd - home.StartFrame) * share);
        return overlay with { StartFrame = from, EndFrame = Math.Clamp(to, from + 1, next.EndFrame) };
    }
}
