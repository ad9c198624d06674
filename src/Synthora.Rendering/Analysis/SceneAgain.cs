using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Analysis;

/// <summary>One scene of a finished file against the same scene rendered anew.</summary>
/// <param name="Likeness">SSIM of its frames with ones that were encoded almost without loss, 0–1.</param>
/// <param name="DifferentFrames">Frames that came out otherwise when encoded as the file was.</param>
public sealed record SceneAgain(string Scene, int Frames, double Likeness, int DifferentFrames)
{
    /// <summary>At this quantiser x264's High profile keeps all but rounding; lossless needs another profile.</summary>
    private const int NearlyLossless = 1;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <exception cref="RenderException">A file of the timeline is gone, or the scene cannot be rendered.</exception>
    public static async Task<SceneAgain> OfAsync(string file, Timeline timeline, Measurement measured, CancellationToken ct)
    {
        TimelineValidator.ThrowIfInvalid(timeline);
        var work = Directory.CreateTempSubdirectory("synthora-again-").FullName;
        try
        {
            var ffmpeg = await FFmpegCapabilities.ProbeAsync(ct);
            using var folder = new RenderFolder(work, TimeProvider.System);
            using var shelf = await MediaShelf.OpenAsync(timeline, ct);
            var encoding = VideoEncoding.For(timeline, preview: false);
            var index = Busiest(timeline, measured);
            var renderer = new SegmentRenderer(folder, shelf.Media, ffmpeg.CanToneMap);
            var (same, clean) = (SegmentPlan.PlanAll(timeline, encoding)[index], SegmentPlan.PlanAll(timeline, encoding with { Preset = "ultrafast", Crf = NearlyLossless, MaxBitrateKbps = 400_000 })[index]);
            await renderer.RenderAsync(clean, "clean", _ => { }, ct);
            List<string> ours = [];
            foreach (var (n, stretch) in SceneStretches.Of(same).Index())
            {
                var key = FFmpegText.Of($"same-{n}");
                await renderer.RenderAsync(stretch, key, _ => { }, ct);
                ours.AddRange(await HashesAsync(folder.SegmentPath(key), 0, stretch.Frames, work, ct));
            }

            var scene = timeline.Scenes[index];
            var theirs = await HashesAsync(file, scene.StartFrame, scene.EndFrame, work, ct);
            var different = theirs.Zip(ours).Count(pair => pair.First != pair.Second) + Math.Abs(theirs.Count - ours.Count);
            return new(scene.Id, same.Frames, await LikenessAsync(file, folder.SegmentPath("clean"), scene, timeline.Canvas.Fps, work, ct), different);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Where the picture moves most, encoding loses most; among scenes of some length, because short ones tell little.</summary>
    private static int Busiest(Timeline timeline, Measurement measured)
    {
        var longest = timeline.Scenes.Max(scene => scene.EndFrame - scene.StartFrame);
        return timeline.Scenes.Index().Where(scene => scene.Item.EndFrame - scene.Item.StartFrame >= longest / 2)
            .MaxBy(scene => measured.Picture.Changes.Skip(scene.Item.StartFrame).Take(scene.Item.EndFrame - scene.Item.StartFrame).Select(change => change.Difference).DefaultIfEmpty(0).Average()).Index;
    }

    private static async Task<IReadOnlyList<string>> HashesAsync(string file, int first, int end, string folder, CancellationToken ct)
    {
        List<string> hashes = [];
        await RunAsync(["-i", FFmpegText.File(file), "-map", "0:v:0", "-vf", FFmpegText.Of($"trim=start_frame={first}:end_frame={end}"), "-fps_mode", "passthrough", "-f", "framemd5", "-"], folder, ct,
            line =>
            {
                if (!line.StartsWith('#') && line.LastIndexOf(',') is > 0 and var comma) hashes.Add(line[(comma + 1)..].Trim());
            });
        return hashes;
    }

    private static async Task<double> LikenessAsync(string file, string clean, Scene scene, int fps, string folder, CancellationToken ct)
    {
        var graph = FFmpegText.Of($"[0:v:0]trim=start_frame={scene.StartFrame}:end_frame={scene.EndFrame},setpts=N/{fps}/TB[file];[1:v:0]setpts=N/{fps}/TB[clean];[file][clean]ssim=stats_file=ssim.txt");
        await RunAsync(["-i", FFmpegText.File(file), "-i", FFmpegText.File(clean), "-filter_complex", graph, "-f", "null", "-"], folder, ct);
        var frames = (await File.ReadAllLinesAsync(Path.Combine(folder, "ssim.txt"), ct))
            .Select(line => line.Split(' ').FirstOrDefault(part => part.StartsWith("All:", StringComparison.Ordinal)))
            .OfType<string>().Select(part => double.Parse(part.AsSpan(4), CultureInfo.InvariantCulture)).ToList();
        return frames.Count == 0 ? 0 : frames.Average();
    }

    private static async Task RunAsync(IReadOnlyList<string> arguments, string folder, CancellationToken ct, Action<string>? onLine = null)
    {
        var result = await ToolRunner.RunAsync("ffmpeg", ["-hide_banner", "-nostdin", "-nostats", "-v", "error", .. arguments], ct, onLine, Limit, folder);
        if (result.ExitCode != 0) throw FFmpegRunner.Failure("the comparison with a scene rendered again", result.Error, result.ExitCode);
    }
}
