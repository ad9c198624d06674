using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Variants;

/// <summary>
/// Chooses anew how pictures fill a canvas that has changed its shape. A framing made by hand stays as it is, and a fill
/// that the script asks for stays that fill. What was found is remembered, so that renditions of one shape look once.
/// </summary>
internal sealed class Reframing
{
    private readonly Dictionary<(string Path, double From, double? To, double Aspect), Framing?> _found = [];

    /// <exception cref="RenderException">A file cannot be read.</exception>
    public async Task<Timeline> ForAsync(Timeline timeline, Canvas before, CancellationToken ct)
    {
        if (Math.Abs(Aspect(timeline.Canvas) - Aspect(before)) < 0.01) return timeline;
        var scenes = new List<Scene>();
        foreach (var scene in timeline.Scenes)
        {
            var shots = new List<Shot>();
            foreach (var shot in scene.Shots) shots.Add(shot with { Framing = await ForAsync(shot, scene, timeline.Canvas, ct) });
            scenes.Add(scene with { Shots = shots });
        }

        return timeline with { Scenes = scenes };
    }

    private async Task<Framing?> ForAsync(Shot shot, Scene scene, Canvas canvas, CancellationToken ct)
    {
        if (shot.Framing is { Why: null }) return shot.Framing;
        // Shots of one file in one scene go on from each other and keep one framing.
        var found = shot.Visual switch
        {
            StillVisual still => await FindAsync(still.Path, 0, null, canvas, ct),
            ClipVisual clip => await FindAsync(
                clip.Path, scene.Shots.Select(other => other.Visual).OfType<ClipVisual>().Where(other => other.Path == clip.Path).Min(other => other.InSeconds), clip.OutSeconds, canvas, ct),
            _ => null,
        };
        return found is not null && shot.Framing is { Why: Framing.AskedFor } asked ? found.As(asked.Mode) : found;
    }

    private async Task<Framing?> FindAsync(string path, double from, double? to, Canvas canvas, CancellationToken ct)
    {
        var key = (path, from, to, Aspect(canvas));
        if (!_found.TryGetValue(key, out var found)) _found[key] = found = await SubjectFinder.FrameAsync(path, canvas, from, to, ct);
        return found;
    }

    private static double Aspect(Canvas canvas) => (double)canvas.Width / canvas.Height;
}
