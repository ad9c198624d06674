using Synthora.Providers.Assembly;
using Synthora.Rendering;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// Turns a timeline into what assembling vendors understand. Footage that fills the frame as it is goes to them untouched;
/// what only this engine can draw, such as designed pictures, is drawn here first; the sound is mixed here and goes as one piece.
/// </summary>
internal sealed class AssemblyParts(PublishPart publish, string folder, string cache)
{
    private const double CentreTolerance = 0.08;

    public async Task<AssemblyRequest> PlanAsync(Timeline timeline, Action<double, string> report, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var fps = (double)timeline.Canvas.Fps;
        var shots = timeline.Scenes.SelectMany(scene => scene.Shots.Select((shot, n) => (Scene: scene, Shot: shot, Number: n))).ToList();
        var pictures = new List<AssemblyPicture>();
        foreach (var (done, (scene, shot, number)) in shots.Index())
        {
            report(0.8 * done / shots.Count, $"Getting picture {done + 1} of {shots.Count} ready");
            var (path, kind, from, isDrawn) = await PictureAsync(timeline, scene, shot, number, ct);
            pictures.Add(new(
                await publish(path, ct), kind, shot.StartFrame / fps, shot.FrameCount / fps, from, Volume: 0, isDrawn ? PictureMotion.None : MotionOf(shot.Motion),
                number == 0 && scene.TransitionIn.Kind != TransitionKind.Cut ? scene.TransitionIn.Frames / fps : 0));
        }

        report(0.85, "Mixing the sound");
        var sound = Path.Combine(folder, "sound.m4a");
        await FinishedSound.WriteAsync(timeline, cache, sound, ct);
        var heard = new AssemblySound(await publish(sound, ct), 0, timeline.DurationSeconds);
        return new AssemblyRequest(timeline.Title, timeline.Canvas.Width, timeline.Canvas.Height, timeline.Canvas.Fps, timeline.DurationSeconds, pictures, [.. Texts(timeline)], [heard]);
    }

    private async Task<(string Path, PictureKind Kind, double From, bool IsDrawn)> PictureAsync(Timeline timeline, Scene scene, Shot shot, int number, CancellationToken ct)
    {
        switch (shot.Visual)
        {
            case StillVisual still when FillsAsItIs(shot):
                return (still.Path, PictureKind.Still, 0, false);
            case ClipVisual { Speed: null, OutSeconds: null } clip when FillsAsItIs(shot)
                && (await MediaProbe.ProbeAsync(clip.Path, ct)).DurationSeconds is { } seconds && seconds - clip.InSeconds >= shot.FrameCount / (double)timeline.Canvas.Fps:
                return (clip.Path, PictureKind.Clip, clip.InSeconds, false);
        }

        var path = Path.Combine(folder, $"{scene.Id}-{number + 1}.mp4");
        await Renderer.RenderAsync(Alone(timeline, scene, shot), new RenderOptions(cache, path), progress: null, ct);
        return (path, PictureKind.Clip, 0, true);
    }

    /// <summary>Vendors fill the frame around the middle; any other framing is ours.</summary>
    private static bool FillsAsItIs(Shot shot) =>
        shot.Framing is null || (shot.Framing.Mode == FillMode.Crop && Math.Abs(shot.Framing.X - 0.5) <= CentreTolerance && Math.Abs(shot.Framing.Y - 0.5) <= CentreTolerance);

    /// <summary>The shot as a video of its own, without words, marks and sound.</summary>
    private static Timeline Alone(Timeline timeline, Scene scene, Shot shot) => timeline with
    {
        Overlays = [],
        Audio = new AudioMix(),
        Scenes =
        [
            scene with
            {
                StartFrame = 0, EndFrame = shot.FrameCount, Shots = [shot with { StartFrame = 0, EndFrame = shot.FrameCount }],
                TransitionIn = Transition.Cut, Captions = [], Words = [], Texts = [], Narration = "",
            },
        ],
    };

    private static IEnumerable<AssemblyText> Texts(Timeline timeline)
    {
        var (box, height, fps) = (SafeBox.For(timeline), (double)timeline.Canvas.Height, (double)timeline.Canvas.Fps);
        foreach (var text in timeline.Scenes.SelectMany(scene => scene.Texts))
        {
            yield return new(
                text.Text, text.StartFrame / fps, (text.EndFrame - text.StartFrame) / fps, (box.Top + (0.12 * box.Height)) / height, text.Role == TextRole.Title ? 0.05 : 0.03);
        }

        var centre = timeline.Look.CaptionPlace switch { CaptionPlace.Top => box.Top + (0.15 * box.Height), CaptionPlace.Centre => box.Top + (0.5 * box.Height), _ => box.Bottom - (0.12 * box.Height) } / height;
        foreach (var cue in timeline.Scenes.SelectMany(scene => scene.Captions).Where(cue => cue.Text.Length > 0))
            yield return new(cue.Text, cue.StartMs / 1000.0, Math.Max(1, cue.EndMs - cue.StartMs) / 1000.0, centre, 0.035, Background: "#000000");
    }

    private static PictureMotion MotionOf(Motion motion) => motion switch
    {
        Motion.ZoomIn or Motion.Punch => PictureMotion.ZoomIn,
        Motion.ZoomOut => PictureMotion.ZoomOut,
        Motion.PanLeft => PictureMotion.PanLeft,
        Motion.PanRight => PictureMotion.PanRight,
        _ => PictureMotion.None,
    };
}
