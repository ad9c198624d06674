using System.ComponentModel.DataAnnotations;

namespace Synthora.Rendering.Timelines;

/// <summary>A clip's pace at a place of its shot; between two keys it changes smoothly.</summary>
/// <param name="At">Share of the shot, 0–1.</param>
/// <param name="Rate">1 is the clip's own pace, 0.25 slow motion, 4 fast.</param>
public sealed record SpeedKey([property: Range(0.0, 1.0)] double At, [property: Range(SpeedKey.Slowest, SpeedKey.Fastest)] double Rate)
{
    public const double Slowest = 0.25;
    public const double Fastest = 4;
}

/// <summary>Which moment of a clip each frame of its shot shows.</summary>
/// <param name="keys">In order of their places; the first rate holds before the first key, the last one behind the last.</param>
/// <param name="shotFrames">Length of the whole shot; past it the last rate goes on.</param>
public sealed class SpeedCurve(IReadOnlyList<SpeedKey> keys, int shotFrames)
{
    private readonly List<double> _shown = [0];

    public double RateAt(double frame)
    {
        var at = frame / shotFrames;
        if (at <= keys[0].At) return keys[0].Rate;
        for (var n = 1; n < keys.Count; n++)
        {
            if (at > keys[n].At) continue;
            var way = (at - keys[n - 1].At) / Math.Max(1e-9, keys[n].At - keys[n - 1].At);
            var eased = way * way * (3 - (2 * way));
            return keys[n - 1].Rate + ((keys[n].Rate - keys[n - 1].Rate) * eased);
        }

        return keys[^1].Rate;
    }

    /// <summary>How much of the clip has gone by when a frame of the shot is shown, in frames of the clip's own pace.</summary>
    public double Shown(int frame)
    {
        // The rate in the middle of a frame stands for all of it, so that every caller adds up to the same.
        while (_shown.Count <= frame) _shown.Add(_shown[^1] + RateAt(_shown.Count - 0.5));
        return _shown[frame];
    }
}
