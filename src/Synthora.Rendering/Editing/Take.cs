using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>
/// A scene lifted off the timeline with what sounds in it, all times counted from its own start, so that scenes can be
/// moved, shortened and left out like cards in a hand.
/// </summary>
internal sealed record Take(Scene Scene, TakeSound Sound)
{
    public IReadOnlyList<VoiceClip> Voice => Sound.Voice;

    public int Frames => Scene.EndFrame - Scene.StartFrame;

    public static IReadOnlyList<Take> Lift(Timeline timeline)
    {
        var fps = timeline.Canvas.Fps;
        return [.. timeline.Scenes.Select((scene, index) =>
        {
            var startMs = Ms(scene.StartFrame, fps);
            var until = index + 1 < timeline.Scenes.Count ? Ms(scene.EndFrame, fps) : int.MaxValue;
            var from = index == 0 ? int.MinValue : startMs;
            return new Take(
                Shifted(scene, -scene.StartFrame, -startMs),
                TakeSound.Lift(timeline.Audio, startMs, from, until));
        })];
    }

    /// <summary>Puts the takes one behind the other on the frame clock.</summary>
    public static Timeline Place(Timeline timeline, IEnumerable<Take> takes)
    {
        var scenes = new List<Scene>();
        var sounds = new List<(TakeSound Sound, int StartMs)>();
        var at = 0;
        foreach (var take in takes)
        {
            var scene = scenes.Count == 0 ? take.Scene with { TransitionIn = Transition.Cut } : Fitting(take.Scene, take.Frames);
            var startMs = Ms(at, timeline.Canvas.Fps);
            scenes.Add(Shifted(scene, at, startMs));
            sounds.Add((take.Sound, startMs));
            at += take.Frames;
        }

        return timeline with { Scenes = scenes, Overlays = OverlayShift.Follow(timeline, scenes), Audio = TakeSound.Place(timeline.Audio, sounds) };
    }

    /// <summary>
    /// The scene with another length: pictures keep their shares of it, what is written over them too. Words stay, and
    /// so do captions, but for what would reach past the end.
    /// </summary>
    public Take Lasting(int frames, int fps)
    {
        frames = Math.Max(frames, Scene.Shots.Count);
        if (frames == Frames) return this;
        var share = (double)frames / Frames;
        var shots = new List<Shot>();
        for (var (i, start) = (0, 0); i < Scene.Shots.Count; i++)
        {
            var left = Scene.Shots.Count - 1 - i;
            var end = left == 0 ? frames : Math.Clamp((int)Math.Round(Scene.Shots[i].EndFrame * share), start + 1, frames - left);
            shots.Add(Scene.Shots[i] with { StartFrame = start, EndFrame = end });
            start = end;
        }

        var endMs = Ms(frames, fps);
        return this with
        {
            Sound = Sound.Until(endMs),
            Scene = Scene with
            {
                EndFrame = frames,
                Shots = shots,
                Captions = [.. Scene.Captions.Where(cue => cue.StartMs < endMs).Select(cue => cue with { EndMs = Math.Min(cue.EndMs, endMs) })],
                Texts = [.. Scene.Texts.Select(text => Stretched(text, share, frames))],
            },
        };
    }

    /// <summary>Rounded as the renderer rounds it, so that a scene that only moves keeps every pixel.</summary>
    public static int Ms(int frame, int fps) => (int)Math.Round(frame * 1000.0 / fps);

    private static OverlayText Stretched(OverlayText text, double share, int frames)
    {
        var start = Math.Clamp((int)Math.Round(text.StartFrame * share), 0, frames - 1);
        return text with { StartFrame = start, EndFrame = Math.Clamp((int)Math.Round(text.EndFrame * share), start + 1, frames) };
    }

    private static Scene Fitting(Scene scene, int frames) =>
        scene.TransitionIn.Frames <= frames ? scene : scene with { TransitionIn = scene.TransitionIn with { Frames = frames } };

    private static Scene Shifted(Scene scene, int frames, int ms) => scene with
    {
        StartFrame = scene.StartFrame + frames,
        EndFrame = scene.EndFrame + frames,
        Shots = [.. scene.Shots.Select(shot => shot with { StartFrame = shot.StartFrame + frames, EndFrame = shot.EndFrame + frames })],
        Words = [.. scene.Words.Select(word => Shifted(word, ms))],
        Captions = [.. scene.Captions.Select(cue => cue with
        {
            StartMs = cue.StartMs + ms,
            EndMs = cue.EndMs + ms,
            Lines = [.. cue.Lines.Select(line => (IReadOnlyList<Word>)[.. line.Select(word => Shifted(word, ms))])],
        })],
        Texts = [.. scene.Texts.Select(text => text with { StartFrame = text.StartFrame + frames, EndFrame = text.EndFrame + frames })],
    };

    private static Word Shifted(Word word, int ms) => word with { StartMs = word.StartMs + ms, EndMs = word.EndMs + ms };
}
