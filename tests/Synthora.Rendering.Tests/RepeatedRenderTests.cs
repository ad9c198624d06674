using System.Diagnostics;
using System.Security.Cryptography;
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
    public async Task A_render_killed_in_the_middle_takes_its_ffmpegs_along_and_goes_on_where_it_was()
    {
        var timeline = Everything();
        var (killed, whole) = (media.NewFolder(), media.NewFolder());
        var document = Path.Combine(killed, "timeline.json");
        await File.WriteAllTextAsync(document, TimelineJson.Write(timeline));
        var segments = Path.Combine(killed, "work", "segments");
        using (var child = Process.Start(new ProcessStartInfo("dotnet", [typeof(RepeatedRenderTests).Assembly.Location, document, killed]))!)
        {
            while (!child.HasExited && !(Directory.Exists(segments) && Directory.GetFiles(segments).Length > 0)) await Task.Delay(5);
            child.Kill();
            await child.WaitForExitAsync();
            child.ExitCode.ShouldBe(137, "it was killed before it was done");
        }

        // The kernel ends them at once, though the machine may be slow to show it: none lived to finish its file.
        for (var tries = 0; tries < 100 && Running.In(killed).Count > 0; tries++) await Task.Delay(20);
        Running.In(killed).ShouldBeEmpty();
        foreach (var unfinished in Directory.GetFiles(Path.Combine(killed, "work", "scratch"), "segment.mp4", SearchOption.AllDirectories))
            FinishedVideo.Boxes(unfinished).ShouldNotContain("moov");
        File.Exists(Path.Combine(killed, "out.mp4")).ShouldBeFalse();

        (await RenderAsync(timeline, killed, parallelism: 2)).ScenesReused.ShouldBeGreaterThan(0);
        await RenderAsync(timeline, whole, parallelism: 2);
        Bytes(killed).ShouldBe(Bytes(whole));
    }

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
