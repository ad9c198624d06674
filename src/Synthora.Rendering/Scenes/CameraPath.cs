using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>
/// Moves a camera over a picture that already fills the canvas. The <c>perspective</c> filter takes fractions of a
/// pixel, where <c>zoompan</c> and <c>crop</c> round to whole ones and make a slow move tremble.
/// </summary>
internal static class CameraPath
{
    private const double Zoom = 0.12;
    private const double Travel = 0.10;

    /// <returns>A filter with a leading comma, or nothing for a camera that stands.</returns>
    public static string Filter(ShotPlan shot)
    {
        // Ease-out without a stop: u runs from 0 to 1 over the shot and a little on while the next scene comes in.
        var n = Of($"(on-1+{shot.FirstFrame})");
        var u = Of($"min({n}/{shot.ShotFrames},1.5)");
        var eased = Of($"({u}*(1.35-0.35*{u}))");
        return shot.Motion switch
        {
            Timelines.Motion.ZoomIn => Perspective(Of($"1+{Zoom}*{eased}"), "0.5"),
            Timelines.Motion.ZoomOut => Perspective(Of($"{1.25 * Zoom + 1}-{Zoom}*{eased}"), "0.5"),
            Timelines.Motion.PanLeft => Perspective(Of($"{1 + 1.3 * Travel}"), Of($"(1-0.8*{eased})")),
            Timelines.Motion.PanRight => Perspective(Of($"{1 + 1.3 * Travel}"), Of($"(0.8*{eased})")),
            Timelines.Motion.Punch => Perspective(Of($"1.10-0.10*exp(-{n}/3)+0.03*{u}"), "0.5"),
            _ => "",
        };
    }

    /// <param name="zoom">Expression, 1 or more.</param>
    /// <param name="across">Expression 0–1: which part of the spare width lies left of the picture.</param>
    private static string Perspective(string zoom, string across)
    {
        var spare = Of($"(1-1/({zoom}))");
        var (left, right) = (Of($"W*{spare}*{across}"), Of($"W-W*{spare}*(1-{across})"));
        var (top, bottom) = (Of($"H*{spare}/2"), Of($"H-H*{spare}/2"));
        return Of($",perspective=x0='{left}':y0='{top}':x1='{right}':y1='{top}':x2='{left}':y2='{bottom}':x3='{right}':y3='{bottom}':interpolation=linear:sense=source:eval=frame");
    }
}
