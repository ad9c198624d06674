using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>
/// Changes to one scene of a timeline. Each is a pure function: later scenes move on the frame clock and keep their
/// pixels, so that rendering the result repeats the edited scene alone (and one that comes in over it).
/// </summary>
public static partial class TimelineEdit
{
    /// <summary>Speech of a scene that was silent begins this long after it.</summary>
    private const int LeadMs = 150;
    private const int TailMs = 250;
    private const double ShortestSeconds = 0.5;
    private const double LongestSeconds = 60;

    /// <param name="number">As people count, from 1.</param>
    /// <exception cref="RenderException">There is no such scene; the message lists those there are.</exception>
    public static int IndexOf(Timeline timeline, int number)
    {
        if (number >= 1 && number <= timeline.Scenes.Count) return number - 1;
        var scenes = timeline.Scenes.Select((scene, index) => $"{index + 1} {Name(scene)}");
        throw new RenderException($"There is no scene {number}.", $"The scenes are: {string.Join("; ", scenes)}.");
    }

    /// <summary>Lets a scene say something else. It lasts as long as the new recording needs, with the pauses it had.</summary>
    /// <param name="recording">Where it starts and how loud it is are taken from the recording it replaces.</param>
    /// <param name="words">With times from the start of the recording; none for silence.</param>
    public static Timeline Narrate(Timeline timeline, int index, string narration, VoiceClip? recording, IReadOnlyList<Word> words) =>
        Change(timeline, index, take =>
        {
            var fps = timeline.Canvas.Fps;
            var before = take.Voice is [var first, ..] ? first : null;
            var lead = before?.StartMs ?? LeadMs;
            var tail = before is null ? TailMs : Math.Max(0, Take.Ms(take.Frames, fps) - Math.Max(SpokenUntil(take), lead));
            var spoken = words.Select(word => word with { StartMs = word.StartMs + lead, EndMs = word.EndMs + lead }).ToList();
            var hadCaptions = take.Scene.Captions.Count > 0 || take.Scene.Words.Count == 0;
            var needed = recording is null ? take.Frames : Frames(SpeechEnd(spoken, lead, recording) + tail, fps);
            var longer = (take with { Scene = take.Scene with { Captions = [] } }).Lasting(needed, fps);
            return longer with
            {
                Scene = longer.Scene with { Narration = narration, Words = spoken, Captions = hadCaptions ? SceneCaptions.Of(longer.Scene with { Words = spoken }, timeline) : [] },
                Sound = longer.Sound with { Voice = recording is null ? [] : [recording with { StartMs = lead, GainDb = before?.GainDb ?? recording.GainDb }] },
            };
        });

    /// <summary>Gives a scene another length. Where someone speaks it cannot end before the last word.</summary>
    /// <exception cref="RenderException">The length is out of range or cuts the narration.</exception>
    public static Timeline SetDuration(Timeline timeline, int index, double seconds)
    {
        if (seconds is not (>= ShortestSeconds and <= LongestSeconds))
            throw new RenderException(FormattableString.Invariant($"A scene cannot last {seconds:0.##} s."), FormattableString.Invariant($"Give {ShortestSeconds} to {LongestSeconds} seconds."));
        return Change(timeline, index, take =>
        {
            var spoken = SpokenUntil(take) / 1000.0;
            if (seconds < spoken)
                throw new RenderException(FormattableString.Invariant($"Scene {index + 1} speaks for {spoken:0.0} s and cannot last {seconds:0.0} s."), "Shorten its narration, or give it at least that long.");
            return take.Lasting(Frames(seconds * 1000, timeline.Canvas.Fps), timeline.Canvas.Fps);
        });
    }

    /// <summary>Shows one picture through the whole scene, in as many framings as it had shots.</summary>
    public static Timeline SetVisual(Timeline timeline, int index, Visual visual) => Change(timeline, index, take =>
    {
        var fps = (double)timeline.Canvas.Fps;
        return take with
        {
            Scene = take.Scene with
            {
                Shots = [.. take.Scene.Shots.Select((shot, at) => shot with
                {
                    Visual = visual is ClipVisual clip ? clip with { InSeconds = clip.InSeconds + (shot.StartFrame / fps) } : visual,
                    Framing = null,
                    Motion = visual is CardVisual or ColourVisual ? Timelines.Motion.None
                        : visual is ClipVisual ? at % 2 == 1 ? Timelines.Motion.Punch : Timelines.Motion.None
                        : shot.Motion == Timelines.Motion.None ? Framings[at % Framings.Length] : shot.Motion,
                })],
            },
        };
    });

    public static Timeline SetMotion(Timeline timeline, int index, Timelines.Motion motion) => Change(timeline, index, take =>
        take with { Scene = take.Scene with { Shots = [.. take.Scene.Shots.Select(shot => shot with { Motion = motion })] } });

    /// <exception cref="RenderException">Nothing comes before the first scene.</exception>
    public static Timeline SetTransition(Timeline timeline, int index, TransitionKind kind)
    {
        if (index == 0 && kind != TransitionKind.Cut)
            throw new RenderException("Nothing comes before the first scene, so it begins with a cut.", "Set the transition of a later scene.");
        return Change(timeline, index, take =>
            take with { Scene = take.Scene with { TransitionIn = kind == TransitionKind.Cut ? Transition.Cut : new(kind, Math.Min(TransitionFrames(kind), take.Frames)) } });
    }

    /// <param name="to">The place it has afterwards, from 0.</param>
    public static Timeline Move(Timeline timeline, int index, int to)
    {
        var takes = Take.Lift(timeline).ToList();
        var moved = takes[index];
        takes.RemoveAt(index);
        takes.Insert(to, moved);
        return Take.Place(timeline, takes);
    }

    /// <exception cref="RenderException">It is the only scene.</exception>
    public static Timeline Delete(Timeline timeline, int index)
    {
        if (timeline.Scenes.Count == 1) throw new RenderException("The only scene cannot be deleted.", "Change it, or make another video.");
        return Take.Place(timeline, Take.Lift(timeline).Where((_, at) => at != index));
    }

    /// <summary>Sets every scene's captions in another style.</summary>
    public static Timeline SetCaptions(Timeline timeline, CaptionStyle style)
    {
        var off = timeline.Look.Captions == CaptionStyle.None ? [] : timeline.Scenes.Where(scene => scene.Captions.Count == 0).Select(scene => scene.Id).ToHashSet();
        var styled = timeline with { Look = timeline.Look with { Captions = style } };
        return styled with { Scenes = [.. styled.Scenes.Select(scene => off.Contains(scene.Id) ? scene : scene with { Captions = SceneCaptions.Of(scene, styled) })] };
    }

    /// <summary>Frames that a transition of this kind takes unless someone says otherwise.</summary>
    public static int TransitionFrames(TransitionKind kind) => kind switch
    {
        TransitionKind.Cut => 0,
        TransitionKind.Flash => 9,
        TransitionKind.Fade or TransitionKind.Dissolve or TransitionKind.WhipPan or TransitionKind.Push => 12,
        TransitionKind.Blur or TransitionKind.Iris => 14,
        TransitionKind.LightLeak => 20,
        _ => 10,
    };

    private static readonly Timelines.Motion[] Framings =
        [Timelines.Motion.ZoomIn, Timelines.Motion.PanRight, Timelines.Motion.ZoomOut, Timelines.Motion.PanLeft];

    internal static int SpokenUntil(Take take) => Math.Max(
        take.Scene.Words.Count > 0 ? take.Scene.Words[^1].EndMs : 0,
        take.Scene.Words.Count == 0 && take.Voice.Count > 0 ? take.Voice.Max(clip => clip.StartMs + clip.DurationMs) : 0);

    private static double SpeechEnd(List<Word> words, int lead, VoiceClip recording) =>
        words.Count > 0 ? words[^1].EndMs : lead + recording.DurationMs;

    private static int Frames(double ms, int fps) => Math.Max(1, (int)Math.Round(ms * fps / 1000));

    private static Timeline Change(Timeline timeline, int index, Func<Take, Take> change) =>
        Take.Place(timeline, Take.Lift(timeline).Select((take, at) => at == index ? change(take) : take));

    private static string Name(Scene scene) =>
        scene.Label.Length > 0 ? scene.Label : scene.Narration.Length == 0 ? scene.Id : scene.Narration.Length <= 40 ? $"“{scene.Narration}”" : $"“{scene.Narration[..39]}…”";
}
