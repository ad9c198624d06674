using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering;

/// <summary>One frame of a scene, drawn by the same graph as the video: what is seen here is what will be rendered.</summary>
public static class SceneStill
{
    /// <summary>Where in a shot its words stand and its pictures have arrived.</summary>
    private const double Settled = 0.62;
    private const int Crf = 14;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Writes a WebP of at most <paramref name="width"/> pixels across.</summary>
    /// <param name="timeline">With absolute paths.</param>
    /// <param name="cache">Work folder of the timeline's renders; scratch goes there.</param>
    /// <exception cref="RenderException">A file of the scene is gone or cannot be read.</exception>
    public static async Task WriteAsync(Timeline timeline, int index, int width, string cache, string output, CancellationToken ct)
    {
        var small = Renderer.Small(timeline, width / 2 * 2);
        var scene = small.Scenes[index];
        var target = OutputFile.Prepare(output);
        var ffmpeg = await FFmpegCapabilities.ProbeAsync(ct);
        using var folder = new RenderFolder(cache, TimeProvider.System);
        using var shelf = await MediaShelf.OpenAsync(small with { Scenes = [scene], Audio = new AudioMix() }, ct, folder.Probes);
        try
        {
            var encoding = VideoEncoding.For(small, preview: true) with { Crf = Crf };
            var plan = SceneStretches.Frame(SegmentPlan.PlanAll(small, encoding)[index], FrameOf(scene));
            var key = "still-" + SegmentKey.Of(plan, shelf.Media, ffmpeg.Version);
            await new SegmentRenderer(folder, shelf.Media, ffmpeg.CanToneMap).RenderAsync(plan, key, _ => { }, ct);
            var segment = folder.SegmentPath(key);
            var run = await ToolRunner.RunAsync(
                "ffmpeg",
                ["-v", "error", "-nostdin", "-y", "-threads", "1", "-i", FFmpegText.File(segment), "-frames:v", "1", "-c:v", "libwebp", "-quality", "80", "-f", "webp", FFmpegText.File(target.Unfinished)],
                ct, timeout: Limit);
            File.Delete(segment);
            if (run.ExitCode != 0) throw FFmpegRunner.Failure($"a picture of {scene.Id}", run.Error, run.ExitCode);
            target.Keep();
        }
        finally
        {
            target.Discard();
        }
    }

    private static int FrameOf(Scene scene)
    {
        var shot = scene.Shots.MaxBy(shot => Math.Min(shot.FrameCount, shot.EndFrame - scene.StartFrame - scene.TransitionIn.Frames))!;
        return Math.Clamp(shot.StartFrame - scene.StartFrame + (int)(shot.FrameCount * Settled), 0, scene.EndFrame - scene.StartFrame - 1);
    }
}
