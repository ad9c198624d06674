using Synthora.Rendering.Timelines;
using static Synthora.Rendering.FFmpeg.FFmpegText;

namespace Synthora.Rendering.Scenes;

/// <summary>How fast a stretch of a clip goes by.</summary>
/// <param name="Seconds">How much of the clip the stretch needs.</param>
/// <param name="SkippedSeconds">How much of it has gone by before.</param>
/// <param name="ReadFps">Rate at which the clip is read: its own where slow motion can use it.</param>
/// <param name="Filter">Brings the frames that were read to the pace and to the canvas's rate; empty at the clip's own pace.</param>
internal sealed record ClipPace(double Seconds, double SkippedSeconds, int ReadFps, string Filter)
{
    private const int MostPieces = 40;
    private const int MostReadFps = 120;

    public static ClipPace For(ClipVisual clip, ShotPlan shot, int fps, double sourceFps)
    {
        if (clip.Speed is not { Count: > 0 } keys) return new((double)shot.Frames / fps, (double)shot.FirstFrame / fps, fps, "");

        var curve = new SpeedCurve(keys, shot.ShotFrames);
        double Clip(int frame) => curve.Shown(shot.FirstFrame + frame) - curve.Shown(shot.FirstFrame);

        // The way back from the clip's clock to the shot's is drawn from straight pieces; a frame or few each bends invisibly.
        var step = Math.Max(1, (int)Math.Ceiling((double)shot.Frames / MostPieces));
        if (keys.Count == 1) step = shot.Frames;
        var terms = new List<string>();
        for (var frame = 0; frame < shot.Frames; frame += step)
        {
            var length = Math.Min(step, shot.Frames - frame);
            double from = Clip(frame) / fps, passes = (Clip(frame + length) - Clip(frame)) / fps;
            terms.Add(Of($"clip(T-{from:0.######},0,{passes:0.######})*{length / (double)fps / passes:0.######}"));
        }

        var past = Clip(shot.Frames) / fps;
        terms.Add(Of($"max(T-{past:0.######},0)*{1 / curve.RateAt(shot.FirstFrame + shot.Frames):0.######}"));
        var readFps = keys.Any(key => key.Rate < 1) ? (int)Math.Clamp(Math.Round(sourceFps), fps, Math.Max(fps, MostReadFps)) : fps;
        return new(past + ((double)1 / fps), curve.Shown(shot.FirstFrame) / fps, readFps, Of($"settb=AVTB,setpts='({string.Join('+', terms)})/TB',fps={fps}:start_time=0:eof_action=pass"));
    }
}
