using Synthora.Features.Scripts;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Places what a script lays over its pictures, and says what had to be left out.</summary>
internal sealed class OverlayPlanner(GenerationPlan plan, MediaResult media, Func<string, string> pathOf)
{
    private const double LowerThirdSeconds = 4;
    private const double WatermarkSize = 0.18;
    private const double WatermarkOpacity = 0.45;

    public (IReadOnlyList<Overlay> Overlays, IReadOnlyList<Fallback> Dropped) Place(IReadOnlyList<SceneTime> times)
    {
        var overlays = new List<Overlay>();
        var dropped = new List<Fallback>();
        if (plan.ProgressBar is { } edge) overlays.Add(new ProgressBarOverlay(AtTop: edge == BarEdge.Top));
        if (plan.Logo is { } logo) overlays.Add(new LogoOverlay(Path.IsPathRooted(logo) ? logo : pathOf(logo)));
        if (plan.Watermark is { } watermark) overlays.Add(new LogoOverlay(watermark, Corner.TopRight, WatermarkSize, WatermarkOpacity));
        for (var i = 0; i < times.Count; i++)
        {
            var scene = plan.Script.Scenes[i];
            if (scene.LowerThird is { } words)
            {
                if (media.Scenes[i].Count > 0) overlays.Add(LowerThird(words, times[i]));
                else dropped.Add(new($"a lower third in the scene '{scene.Label}'", "it is left out", "a designed card has words of its own there; give the scene footage"));
            }

            if (scene.Speed.Count > 0 && scene.Sound > 0 && media.Scenes[i].Any(part => !part.IsStill))
                dropped.Add(new($"the sound of the clips in the scene '{scene.Label}'", "they are silent", "their pace is changed"));
            overlays.AddRange(scene.Stickers.Select((sticker, n) => Sticker(sticker, n, scene.Stickers.Count, times[i])));
        }

        return (overlays, dropped);
    }

    private LowerThirdOverlay LowerThird(string words, SceneTime time)
    {
        var parts = words.Split('|', 2, StringSplitOptions.TrimEntries);
        var start = Math.Min(time.EndFrame - 1, time.StartFrame + (int)(0.4 * plan.Canvas.Fps));
        return new LowerThirdOverlay(parts[0], parts.Length > 1 ? parts[1] : "")
        {
            StartFrame = start,
            EndFrame = Math.Min(time.EndFrame, start + (int)(LowerThirdSeconds * plan.Canvas.Fps)),
        };
    }

    /// <summary>They come one after another and stand at the sides, between titles and captions.</summary>
    private StickerOverlay Sticker(string sticker, int number, int count, SceneTime time)
    {
        var length = time.EndFrame - time.StartFrame;
        var (x, y) = (number % 2 == 0 ? 1.0 : 0.0, 0.42 + (0.12 * (number / 2 % 2)));
        var isPicture = MediaFolder.IsStill(sticker);
        return new StickerOverlay(isPicture ? null : sticker, isPicture ? pathOf(sticker) : null, x, y)
        {
            StartFrame = time.StartFrame + Math.Min(length - 1, (int)(length * (0.1 + (0.5 * number / count)))),
            EndFrame = time.EndFrame,
        };
    }
}
