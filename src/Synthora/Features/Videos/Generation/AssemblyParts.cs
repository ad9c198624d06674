using Synthora.Providers.Assembly;
using Synthora.Rendering;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Probing;
using Synthora.Rendering.Scenes.Overlays;
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
        var pictures = new List<AssemblyPicture>();
        foreach (var (done, scene) in timeline.Scenes.Index())
        {
            report(0.8 * done / timeline.Scenes.Count, $"Getting the pictures of scene {done + 1} of {timeline.Scenes.Count} ready");
            foreach (var (number, part) in (await PartsAsync(timeline, scene, ct)).Index())
            {
                pictures.Add(new(
                    await publish(part.Path, ct), part.Kind, part.StartFrame / fps, (part.EndFrame - part.StartFrame) / fps, part.From, Volume: 0, part.Motion,
                    number == 0 && scene.TransitionIn.Kind != TransitionKind.Cut ? scene.TransitionIn.Frames / fps : 0));
            }
        }

        report(0.85, "Mixing the sound");
        var sound = Path.Combine(folder, "sound.m4a");
        await FinishedSound.WriteAsync(timeline, cache, sound, ct);
        var heard = new AssemblySound(await publish(sound, ct), 0, timeline.DurationSeconds);
        return new AssemblyRequest(timeline.Title, timeline.Canvas.Width, timeline.Canvas.Height, timeline.Canvas.Fps, timeline.DurationSeconds, pictures, [.. Texts(timeline)], [heard])
        {
            Marks = await MarksAsync(timeline, ct),
        };
    }

    /// <summary>Every overlay goes as a picture of it, in the order in which we lay them over each other. A progress bar is a strip that slides in over another.</summary>
    private async Task<IReadOnlyList<AssemblyMark>> MarksAsync(Timeline timeline, CancellationToken ct)
    {
        var (marks, fps) = (new List<AssemblyMark>(), (double)timeline.Canvas.Fps);
        foreach (var overlay in timeline.Overlays.OrderBy(overlay => overlay switch { LogoOverlay or StickerOverlay { Path: not null } => 0, StickerOverlay => 1, LowerThirdOverlay => 2, _ => 3 }))
        {
            var (from, to) = (overlay.StartFrame, Math.Min(overlay.EndFrame ?? timeline.FrameCount, timeline.FrameCount));
            if (from >= to) continue;
            if (overlay is ProgressBarOverlay bar) await AddAsync(path => MarkPicture.WriteGroundAsync(timeline, bar, path, ct), null);
            await AddAsync(
                path => MarkPicture.WriteAsync(timeline, overlay, path, ct),
                overlay is ProgressBarOverlay ? new(((double)from / timeline.FrameCount) - 1, ((double)to / timeline.FrameCount) - 1) : null);

            async Task AddAsync(Func<string, Task> draw, AssemblySlide? slide)
            {
                var path = Path.Combine(folder, $"mark-{marks.Count + 1}.png");
                await draw(path);
                marks.Add(new(await publish(path, ct), from / fps, (to - from) / fps, slide));
            }
        }

        return marks;
    }

    /// <summary>Neighbouring shots that have to be drawn here are drawn as one.</summary>
    private async Task<IReadOnlyList<Part>> PartsAsync(Timeline timeline, Scene scene, CancellationToken ct)
    {
        var parts = new List<Part>();
        var drawn = new List<Shot>();
        foreach (var shot in scene.Shots)
        {
            if (await AsItIsAsync(timeline, shot, ct) is not { } part)
            {
                drawn.Add(shot);
                continue;
            }

            await DrawAsync();
            parts.Add(part);
        }

        await DrawAsync();
        return parts;

        async Task DrawAsync()
        {
            if (drawn.Count == 0) return;
            var path = Path.Combine(folder, $"{scene.Id}-{drawn[0].StartFrame}.mp4");
            await Renderer.RenderAsync(Alone(timeline, scene, drawn), new RenderOptions(cache, path), progress: null, ct);
            parts.Add(new(path, PictureKind.Clip, drawn[0].StartFrame, drawn[^1].EndFrame, 0, PictureMotion.None));
            drawn.Clear();
        }
    }

    /// <summary>What of a timeline a vendor does in another way, in words.</summary>
    public static IEnumerable<string> Lost(Timeline timeline)
    {
        if (timeline.Scenes.Any(scene => scene.Captions.Count > 0)) yield return "caption style";
        if (timeline.Overlays.Any(overlay => overlay is LowerThirdOverlay)) yield return "motion of the name bars";
        if (timeline.Overlays.Any(overlay => overlay is StickerOverlay)) yield return "motion of the stickers";
        yield return "camera of the template";
    }

    /// <summary>The shot's own file where a vendor shows it as we would; null where it has to be drawn.</summary>
    private static async Task<Part?> AsItIsAsync(Timeline timeline, Shot shot, CancellationToken ct) => shot.Visual switch
    {
        _ when !FillsAsItIs(shot) || HasColourLook(timeline) => null,
        StillVisual still => new(still.Path, PictureKind.Still, shot.StartFrame, shot.EndFrame, 0, MotionOf(shot.Motion)),
        ClipVisual { Speed: null, OutSeconds: null } clip when (await MediaProbe.ProbeAsync(clip.Path, ct)).DurationSeconds is { } seconds
            && seconds - clip.InSeconds >= shot.FrameCount / (double)timeline.Canvas.Fps => new(clip.Path, PictureKind.Clip, shot.StartFrame, shot.EndFrame, clip.InSeconds, MotionOf(shot.Motion)),
        _ => null,
    };

    /// <summary>Footage in its own colours between graded pictures would look like a mistake.</summary>
    private static bool HasColourLook(Timeline timeline) => timeline.Look.Grade is { } grade && grade.Name != GradeName.None;

    /// <summary>Vendors fill the frame around the middle; any other framing is ours.</summary>
    private static bool FillsAsItIs(Shot shot) =>
        shot.Framing is null || (shot.Framing.Mode == FillMode.Crop && Math.Abs(shot.Framing.X - 0.5) <= CentreTolerance && Math.Abs(shot.Framing.Y - 0.5) <= CentreTolerance);

    /// <summary>The shots as a video of their own, without words, marks and sound.</summary>
    private static Timeline Alone(Timeline timeline, Scene scene, IReadOnlyList<Shot> shots)
    {
        var start = shots[0].StartFrame;
        return timeline with
        {
            Overlays = [],
            Audio = new AudioMix(),
            Scenes =
            [
                scene with
                {
                    StartFrame = 0, EndFrame = shots[^1].EndFrame - start, Shots = [.. shots.Select(shot => shot with { StartFrame = shot.StartFrame - start, EndFrame = shot.EndFrame - start })],
                    TransitionIn = Transition.Cut, Captions = [], Words = [], Texts = [], Narration = "",
                },
            ],
        };
    }

    private static IEnumerable<AssemblyText> Texts(Timeline timeline)
    {
        var (box, height, fps) = (SafeBox.For(timeline), (double)timeline.Canvas.Height, (double)timeline.Canvas.Fps);
        // Words stand clear of a logo, as here.
        var top = box.Top + (0.12 * box.Height) + Taken(timeline, [Corner.TopLeft, Corner.TopRight]);
        foreach (var text in timeline.Scenes.SelectMany(scene => scene.Texts))
        {
            yield return new(
                text.Text, text.StartFrame / fps, (text.EndFrame - text.StartFrame) / fps, top / height, text.Role == TextRole.Title ? 0.05 : 0.03);
        }

        var centre = timeline.Look.CaptionPlace switch { CaptionPlace.Top => box.Top + (0.15 * box.Height), CaptionPlace.Centre => box.Top + (0.5 * box.Height), _ => box.Bottom - (0.12 * box.Height) - Taken(timeline, [Corner.BottomLeft, Corner.BottomRight]) } / height;
        foreach (var cue in timeline.Scenes.SelectMany(scene => scene.Captions).Where(cue => cue.Text.Length > 0))
            yield return new(cue.Text, cue.StartMs / 1000.0, Math.Max(1, cue.EndMs - cue.StartMs) / 1000.0, centre, 0.035, Background: "#000000");
    }

    private static double Taken(Timeline timeline, Corner[] corners) => timeline.Overlays.OfType<LogoOverlay>().Where(logo => corners.Contains(logo.Corner)).Select(logo => logo.Size).DefaultIfEmpty().Max() * Math.Min(timeline.Canvas.Width, timeline.Canvas.Height);

    private static PictureMotion MotionOf(Motion motion) => motion switch
    {
        Motion.ZoomIn or Motion.Punch => PictureMotion.ZoomIn,
        Motion.ZoomOut => PictureMotion.ZoomOut,
        Motion.PanLeft => PictureMotion.PanLeft,
        Motion.PanRight => PictureMotion.PanRight,
        _ => PictureMotion.None,
    };

    private sealed record Part(string Path, PictureKind Kind, int StartFrame, int EndFrame, double From, PictureMotion Motion);
}
