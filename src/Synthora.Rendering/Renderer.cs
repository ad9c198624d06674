using System.Diagnostics;
using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering;

/// <param name="WorkFolder">Keeps finished scenes by content, so that a killed render resumes and an edited one repeats little.</param>
/// <param name="OutputPath">Appears only when whole: it is written beside and renamed.</param>
/// <param name="Parallelism">Stretches of a scene encoded at the same time; each takes one thread.</param>
/// <param name="Preview">540 pixels wide and quickly encoded, from the same graph.</param>
public sealed record RenderOptions(string WorkFolder, string OutputPath, int Parallelism = 2, bool Preview = false);

/// <param name="Fraction">0–1 of the whole render.</param>
public sealed record RenderProgress(double Fraction, string Message);

/// <param name="Sound">What was measured of the encoded sound and of its stems.</param>
/// <param name="Fallbacks">What the timeline's own ledger could not know: damaged footage, colours that cannot be brought down.</param>
public sealed record RenderResult(
    string VideoPath, int ScenesRendered, int ScenesReused, TimeSpan Elapsed, SoundMeasurement Sound, IReadOnlyList<Fallback> Fallbacks);

/// <summary>Timeline in, finished MP4 out.</summary>
public static class Renderer
{
    private const int PreviewWidth = 540;
    internal const string Joining = "Joining the scenes";

    /// <exception cref="RenderException">The timeline cannot be rendered; nothing stands under the output's name.</exception>
    public static async Task<RenderResult> RenderAsync(
        Timeline timeline, RenderOptions options, IProgress<RenderProgress>? progress, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        TimelineValidator.ThrowIfInvalid(timeline);
        var output = OutputFile.Prepare(options.OutputPath);
        if (options.Preview) timeline = Small(timeline, PreviewWidth);

        var ffmpeg = await FFmpegCapabilities.ProbeAsync(ct);
        if (ffmpeg.Missing is [var missing, ..])
            throw new RenderException($"The installed ffmpeg lacks the {missing}.", "Run ./synthora doctor to see how to install one that has it.");
        using var folder = new RenderFolder(options.WorkFolder, TimeProvider.System);
        using var shelf = await MediaShelf.OpenAsync(timeline, ct, folder.Probes);

        var parallelism = Math.Max(1, options.Parallelism);
        var encoding = VideoEncoding.For(timeline, options.Preview);
        var plans = SegmentPlan.PlanAll(timeline, encoding).SelectMany(SceneStretches.Of).Select(plan => (Plan: plan, Key: SegmentKey.Of(plan, shelf.Media, ffmpeg.Version))).ToList();
        var lacking = plans.Where(item => !folder.HasSegment(item.Key)).DistinctBy(item => item.Key).ToList();
        var sound = SoundPlan.For(timeline, shelf.Media, PlatformProfile.For(timeline.Platform).AudioKbps);
        var soundKey = sound.Key(ffmpeg.Version);

        var tally = new RenderTally(progress, lacking.Sum(item => item.Plan.Frames));
        SoundMeasurement? heard = null;
        var segments = new SegmentRenderer(folder, shelf.Media, ffmpeg.CanToneMap);
        try
        {
            await AllAsync([SoundAsync, ScenesAsync], 2, ct);

            tally.Say(0.97, Joining);
            await JoinAsync(folder, plans.Select(item => (item.Key, item.Plan.Frames)), soundKey, timeline, output, ct);
        }
        catch (IOException full) when (OutputFile.IsDiskFull(full))
        {
            throw OutputFile.DiskFull(full);
        }
        finally
        {
            output.Discard();
        }

        IReadOnlyList<Fallback> fallbacks = [.. RenderFallbacks.OfColours(shelf.Media, ffmpeg.CanToneMap).Concat(plans.SelectMany(item => folder.FallbacksOf(item.Key))).Distinct()];
        folder.Trim();
        tally.Say(1, "Finished");
        var rendered = lacking.Select(item => item.Plan.SceneId).Distinct().Count();
        return new RenderResult(output.Target, rendered, timeline.Scenes.Count - rendered, Stopwatch.GetElapsedTime(started), heard!, fallbacks);

        async Task SoundAsync(CancellationToken token) => heard = await new SoundRenderer(folder).RenderAsync(sound, soundKey, token);

        // No frame of a scene is begun before the one in hand is whole: a killed render loses what it had of one scene.
        // The core that is done with it first draws the next one's cards meanwhile.
        async Task ScenesAsync(CancellationToken token)
        {
            var scenes = lacking.GroupBy(item => item.Plan.SceneId).Select(scene => scene.ToList()).ToList();
            for (var n = 0; n < scenes.Count; n++)
                await AllAsync([.. scenes[n].OrderByDescending(item => item.Plan.Frames).Select(Stretch), .. scenes.Skip(n + 1).Take(1).Select(Cards)], parallelism, token);
        }

        Func<CancellationToken, Task> Stretch((SegmentPlan Plan, string Key) item) =>
            token => segments.RenderAsync(item.Plan, item.Key, tally.Scene($"Rendering {item.Plan.SceneId}"), token);

        Func<CancellationToken, Task> Cards(List<(SegmentPlan Plan, string Key)> scene) => async token =>
        {
            foreach (var (plan, _) in scene) await segments.DrawAsync(plan, token);
        };
    }

    /// <summary>The first that fails ends the others.</summary>
    private static Task AllAsync(IEnumerable<Func<CancellationToken, Task>> jobs, int atOnce, CancellationToken ct) =>
        Parallel.ForEachAsync(jobs, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct }, async (job, token) => await job(token));

    private static async Task JoinAsync(
        RenderFolder folder, IEnumerable<(string Key, int Frames)> segments, string soundKey, Timeline timeline, OutputFile output, CancellationToken ct)
    {
        var list = Path.Combine(folder.NewScratch(), "join.ffconcat");
        var here = Path.GetDirectoryName(list)!;
        await File.WriteAllTextAsync(list, JoinCommand.List(segments.Select(segment => (Path.GetRelativePath(here, folder.SegmentPath(segment.Key)), segment.Frames)), timeline.Canvas.Fps), ct);
        var command = JoinCommand.Build("join.ffconcat", FFmpegText.File(folder.SoundPath(soundKey)), FFmpegText.File(output.Unfinished), SimulatedParts.Comment(timeline));
        await FFmpegRunner.RunAsync(command, "the joined video", here, FFmpegRunner.TimeFor(timeline.DurationSeconds), ct);
        output.Keep();
    }

    internal static Timeline Small(Timeline timeline, int width)
    {
        var canvas = timeline.Canvas;
        if (canvas.Width <= width) return timeline;
        var height = (int)Math.Round((double)width * canvas.Height / canvas.Width / 2) * 2;
        return timeline with { Canvas = canvas with { Width = width, Height = height } };
    }
}
