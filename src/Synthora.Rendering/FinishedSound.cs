using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering;

/// <summary>The sound of a video without its picture: the same mix at the same loudness as in the finished file.</summary>
public static class FinishedSound
{
    /// <summary>Writes AAC in MP4.</summary>
    /// <param name="timeline">With absolute paths.</param>
    /// <param name="cache">Work folder of the timeline's renders; a sound that is there already is not made again.</param>
    /// <exception cref="RenderException">A recording is gone or cannot be read.</exception>
    public static async Task WriteAsync(Timeline timeline, string cache, string output, CancellationToken ct)
    {
        var target = OutputFile.Prepare(output);
        var ffmpeg = await FFmpegCapabilities.ProbeAsync(ct);
        using var folder = new RenderFolder(cache, TimeProvider.System);
        using var shelf = await MediaShelf.OpenAsync(timeline, ct, folder.Probes);
        try
        {
            var plan = SoundPlan.For(timeline, shelf.Media, PlatformProfile.For(timeline.Platform).AudioKbps);
            var key = plan.Key(ffmpeg.Version);
            await new SoundRenderer(folder).RenderAsync(plan, key, ct);
            File.Copy(folder.SoundPath(key), target.Unfinished, overwrite: true);
            target.Keep();
        }
        finally
        {
            target.Discard();
        }
    }
}
