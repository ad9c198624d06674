using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>How long rendering the changes will take: what the last renderings of this video took, or what a common machine takes.</summary>
internal static class RenderEstimate
{
    /// <summary>Starting, mixing, joining.</summary>
    private const double Overhead = 2;

    /// <summary>Measuring the finished file, per second of it.</summary>
    private const double Checking = 0.15;

    /// <summary>Per second of a full-size picture.</summary>
    private const double Usual = 0.6;
    private const double FullSize = 1080.0 * 1920;

    public static double Seconds(Timeline timeline, IReadOnlyList<SceneResponse> scenes, IReadOnlyList<VideoVersion> versions)
    {
        var toRender = scenes.Where(scene => scene.NeedsRender).Sum(scene => scene.DurationS);
        var whole = Overhead + (timeline.DurationSeconds * Checking);
        var last = versions.FirstOrDefault(version => version is { State: VersionState.Ready, RenderSeconds: not null, RenderedSeconds: > 1, DurationS: not null });
        var rate = last is { RenderSeconds: { } took, RenderedSeconds: { } rendered, DurationS: { } length }
            ? Math.Max(0.05, (took - Overhead - (length * Checking)) / rendered)
            : Usual * timeline.Canvas.Width * timeline.Canvas.Height / FullSize;
        return Math.Ceiling(whole + (toRender * rate));
    }
}
