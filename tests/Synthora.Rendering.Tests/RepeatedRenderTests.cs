using System.Diagnostics;
using System.Security.Cryptography;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

/// <summary>The same timeline gives the same file, whichever way it came about.</summary>
[Collection(RenderingTests.Name)]
public sealed class RepeatedRenderTests(SampleMedia media)
{
    [Fact]
    public async Task An_edited_video_is_byte_for_byte_what_a_whole_render_of_it_gives()
    {
        var timeline = Everything();
        var edited = timeline with
        {
            Scenes = [.. timeline.Scenes.Select((scene, index) => index == 1 ? scene with { Texts = [new OverlayText("Edited", scene.StartFrame, scene.EndFrame)] } : scene)],
        };
        var (kept, fresh) = (media.NewFolder(), media.NewFolder());

        await RenderAsync(timeline, kept, parallelism: 2);
        var before = Bytes(kept);
        (await RenderAsync(edited, kept, parallelism: 2)).ScenesRendered.ShouldBe(1);
        (await RenderAsync(edited, fresh, parallelism: 1)).ScenesRendered.ShouldBe(timeline.Scenes.Count);

        Bytes(kept).ShouldBe(Bytes(fresh));
        Bytes(kept).ShouldNotBe(before);
        await RendererTests.ShouldBePublishableAsync(Path.Combine(kept, "out.mp4"), edited);
    }

    [Fact]
    public async Task A_render_that_is_killed_takes_its_ffmpegs_along()
    {
        var folder = media.NewFolder();

        await KillAsync(Endless(), folder, () => Segments(folder, "scratch").Any());

        // The kernel ends them at once, though the machine may be slow to show it: none lived to finish its file.
        for (var tries = 0; tries < 1500 && Running.In(folder).Count > 0; tries++) await Task.Delay(20);
        Running.In(folder).ShouldBeEmpty();
        foreach (var unfinished in Directory.GetFiles(Path.Combine(folder, "work", "scratch"), "*.mp4", SearchOption.AllDirectories))
            FinishedVideo.Boxes(unfinished).ShouldNotContain("moov");
        File.Exists(Path.Combine(folder, "out.mp4")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_render_that_is_killed_loses_at_most_one_scene()
    {
        var (timeline, whole) = (Lasting(), media.NewFolder());
        await RenderAsync(timeline, whole, parallelism: 2);
        var scenes = (await StretchesAsync(timeline)).ToLookup(stretch => stretch.Scene, stretch => stretch.Key);
        for (var finishedBefore = 0; finishedBefore < 5; finishedBefore++)
        {
            var (folder, delay) = (media.NewFolder(), Random.Shared.Next(80));
            await KillAsync(timeline, folder, () => Begun(folder).Count > finishedBefore, delay);

            // Whatever lies in the work folder, whole or not, had been begun.
            var (finished, seen) = (Segments(folder, "segments").ToHashSet(), Begun(folder));
            var begun = scenes.Where(scene => scene.Any(seen.Contains)).ToList();
            var lost = begun.Where(scene => !scene.All(finished.Contains)).Select(scene => scene.Key).ToList();
            lost.Count.ShouldBeLessThanOrEqualTo(1, $"{delay} ms after {finishedBefore} stretches: {string.Join(", ", lost)}");

            var again = await RenderAsync(timeline, folder, parallelism: 2);
            again.ScenesReused.ShouldBe(begun.Count - lost.Count);
            again.ScenesRendered.ShouldBe(scenes.Count - again.ScenesReused);
            Bytes(folder).ShouldBe(Bytes(whole));
            await RendererTests.ShouldBePublishableAsync(Path.Combine(folder, "out.mp4"), timeline);
        }
    }

    /// <summary>Renders in a process of its own and kills it when it is time to.</summary>
    private static async Task KillAsync(Timeline timeline, string folder, Func<bool> isTime, int delayMs = 0)
    {
        var document = Path.Combine(folder, "timeline.json");
        await File.WriteAllTextAsync(document, TimelineJson.Write(timeline));
        using var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(RepeatedRenderTests).Assembly.Location, document, folder]))!;
        while (!child.HasExited && !isTime()) await Task.Delay(2);
        await Task.Delay(delayMs);
        child.Kill();
        await child.WaitForExitAsync();
        child.ExitCode.ShouldBe(137, "it was killed before it was done");
    }

    private static HashSet<string> Begun(string folder) => [.. Segments(folder, "segments"), .. Segments(folder, "scratch")];

    /// <summary>Keys of the segments in the work folder's <paramref name="part"/>: finished ones, or those in hand.</summary>
    private static IEnumerable<string> Segments(string folder, string part) =>
        Directory.Exists(Path.Combine(folder, "work", part))
            ? Directory.GetFiles(Path.Combine(folder, "work", part), "*.mp4", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file)) : [];

    private static async Task<IReadOnlyList<(string Scene, string Key)>> StretchesAsync(Timeline timeline)
    {
        using var shelf = await MediaShelf.OpenAsync(timeline, CancellationToken.None);
        var version = (await FFmpegCapabilities.ProbeAsync(CancellationToken.None)).Version;
        return [.. SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false)).SelectMany(SceneStretches.Of).Select(plan => (plan.SceneId, SegmentKey.Of(plan, shelf.Media, version)))];
    }

    /// <summary>
    /// Nothing of it is finished before a test has seen that it was begun, and no camera feeds it: where its source goes, an
    /// ffmpeg ends its file by itself.
    /// </summary>
    private Timeline Endless()
    {
        var timeline = TimelineSamples.Of((new ClipVisual(media.Portrait), 1800, Transition.Cut));
        var scene = timeline.Scenes[0];
        return timeline with { Scenes = [scene with { Shots = [scene.Shots[0] with { Motion = Synthora.Rendering.Timelines.Motion.None }] }], Audio = new AudioMix { Music = new MusicTrack(media.Music) } };
    }

    /// <summary>Scenes of one stretch between scenes of two, so that two stretches in a row often belong to two scenes.</summary>
    private Timeline Lasting() => TimelineSamples.Of(
        (new ClipVisual(media.Portrait), 59, Transition.Cut), (TimelineSamples.Card(), 110, new(TransitionKind.Push, 8)), (new StillVisual(media.Photo), 59, new(TransitionKind.Fade, 8)),
        (TimelineSamples.Card("Once more", 3), 230, Transition.Cut), (new StillVisual(media.Wide), 58, new(TransitionKind.Zoom, 8))) with
    {
        Audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 200, 1200)], Music = new MusicTrack(media.Music) },
    };

    /// <summary>Footage, a still and a card, a camera, words, a transition and a cut.</summary>
    private Timeline Everything() => TimelineSamples.Of(
        (new ClipVisual(media.Portrait, SoundGain: 0.4), 40, Transition.Cut), (new StillVisual(media.Photo), 30, Transition.Cut), (TimelineSamples.Card(), 30, Transition.Cut),
        (new ClipVisual(media.Landscape), 30, new(TransitionKind.Zoom, 8)), (TimelineSamples.Card("Once more", 3), 25, new(TransitionKind.Push, 8)),
        (new StillVisual(media.Cutout), 20, Transition.Cut)) with
    {
        Audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 200, 1200)], Music = new MusicTrack(media.Music) },
    };

    /// <summary>A hash is enough to compare, and says enough where it differs.</summary>
    private static string Bytes(string folder) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "out.mp4"))));

    private static Task<RenderResult> RenderAsync(Timeline timeline, string folder, int parallelism) => Renderer.RenderAsync(
        timeline, new(Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4"), parallelism), null, CancellationToken.None);
}
