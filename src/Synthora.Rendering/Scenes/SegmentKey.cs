using System.Security.Cryptography;
using System.Text.Json;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// The name under which a finished segment is kept: a hash over all that shapes its pixels. Files count by their
/// bytes, not their names, and the engine by its build, so no stale picture survives a change of either.
/// </summary>
internal static class SegmentKey
{
    private static readonly JsonSerializerOptions Options = new(TimelineJson.Options) { WriteIndented = false, IgnoreReadOnlyProperties = false };

    public static string Of(SegmentPlan plan, IReadOnlyDictionary<string, SourceMedia> media, string ffmpegVersion) => Hash(new
    {
        Engine = EngineBuild,
        ffmpegVersion,
        Plan = plan with
        {
            SceneId = "",
            Shots = [.. plan.Shots.Select(shot => ByContent(shot, media))],
            Overlays = [.. plan.Overlays.Select(placed => placed with { Overlay = ByContent(placed.Overlay, media) })],
            Leaving = plan.Leaving is { } leaving ? ByContent(leaving, media) : null,
        },
    });

    private static Overlay ByContent(Overlay overlay, IReadOnlyDictionary<string, SourceMedia> media) => overlay switch
    {
        LogoOverlay logo => logo with { Path = media[logo.Path].Fingerprint },
        StickerOverlay { Path: { } path } sticker => sticker with { Path = media[path].Fingerprint },
        _ => overlay,
    };

    public static string Hash<T>(T everything) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(everything, Options)));

    public static string EngineBuild { get; } = typeof(SegmentKey).Assembly.ManifestModule.ModuleVersionId.ToString("N");

    private static ShotPlan ByContent(ShotPlan shot, IReadOnlyDictionary<string, SourceMedia> media) => shot.Visual switch
    {
        ClipVisual clip => shot with { Visual = clip with { Path = media[clip.Path].Fingerprint, SoundGain = 0 } },
        StillVisual still => shot with { Visual = still with { Path = media[still.Path].Fingerprint } },
        _ => shot,
    };
}
