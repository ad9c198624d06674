using System.Text.Json;
using System.Text.Json.Nodes;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Interchange;

/// <summary>What lies over the picture and the speech, as items of tracks above them. What the engine draws or computes itself is a generator.</summary>
internal static class OverlayTrack
{
    public static IEnumerable<Placed> Titles(Timeline timeline) =>
        from scene in timeline.Scenes
        from title in scene.Texts
        select Item(title.Text, title.StartFrame, title.EndFrame, OpenTimeline.Generator("title", JsonSerializer.SerializeToNode(title, TimelineJson.Options)), timeline);

    public static IEnumerable<Placed> Overlays(Timeline timeline, string folder) => timeline.Overlays.Select(overlay =>
    {
        var kind = JsonSerializer.SerializeToNode(overlay, TimelineJson.Options)!["kind"]!.GetValue<string>();
        var (name, path) = overlay switch
        {
            LogoOverlay logo => ("Logo", logo.Path),
            StickerOverlay { Path: { } own } => ("Sticker", own),
            StickerOverlay sticker => (sticker.Icon ?? "Sticker", null),
            LowerThirdOverlay words => (words.Name, null),
            _ => ("Progress bar", (string?)null),
        };
        var media = path is null ? OpenTimeline.Generator(kind, JsonSerializer.SerializeToNode(overlay, TimelineJson.Options)) : OpenTimeline.External(path, folder);
        return Item(name, overlay.StartFrame, overlay.EndFrame ?? timeline.FrameCount, media, timeline, overlay);
    }).Where(item => item.Frames > 0);

    public static IEnumerable<Placed> SoundEffects(Timeline timeline) => timeline.Audio.Effects.Select(effect =>
    {
        var start = Math.Clamp((int)Math.Round(EffectSounds.StartMs(effect) * timeline.Canvas.Fps / 1000.0), 0, Math.Max(0, timeline.FrameCount - 1));
        var frames = Math.Max(1, (int)Math.Round(EffectSounds.Seconds(effect.Kind) * timeline.Canvas.Fps));
        return Item(effect.Kind.ToString(), start, Math.Min(timeline.FrameCount, start + frames),
            OpenTimeline.Generator("sound_effect", JsonSerializer.SerializeToNode(effect, TimelineJson.Options)), timeline);
    }).Where(item => item.Frames > 0);

    private static Placed Item(string name, int start, int end, JsonObject media, Timeline timeline, Overlay? overlay = null)
    {
        var frames = Math.Min(end, timeline.FrameCount) - start;
        var about = overlay is null ? [] : new JsonObject { ["synthora"] = JsonSerializer.SerializeToNode(overlay, TimelineJson.Options) };
        return new(start, frames, OpenTimeline.Clip(name, media, 0, frames, timeline, about));
    }
}
