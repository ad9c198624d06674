using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Editing;

/// <summary>Scenes that come, part in two or are taken alone.</summary>
public static partial class TimelineEdit
{
    /// <summary>Puts a silent scene of one designed picture in.</summary>
    /// <param name="at">The place it gets, from 0 to the number of scenes.</param>
    public static Timeline Add(Timeline timeline, int at, CardVisual card, double seconds)
    {
        var frames = Frames(seconds * 1000, timeline.Canvas.Fps);
        var scene = new Scene { Id = NewId(timeline), StartFrame = 0, EndFrame = frames, Shots = [new Shot { StartFrame = 0, EndFrame = frames, Visual = card }] };
        var takes = Take.Lift(timeline).ToList();
        takes.Insert(at, new Take(scene, new TakeSound([], [], [], [], [], [])));
        return Take.Place(timeline, takes);
    }

    /// <summary>The same scene once more, behind the first.</summary>
    public static Timeline Duplicate(Timeline timeline, int index)
    {
        var takes = Take.Lift(timeline).ToList();
        takes.Insert(index + 1, takes[index] with { Scene = takes[index].Scene with { Id = NewId(timeline) } });
        return Take.Place(timeline, takes);
    }

    /// <summary>The video of one scene, as it is heard and seen without its neighbours.</summary>
    public static Timeline Only(Timeline timeline, int index) => Take.Place(timeline, [Take.Lift(timeline)[index]]);

    /// <summary>Where a scene can part before one of its words: in the middle of the pause, as a frame of the scene.</summary>
    /// <param name="word">Counts from 0; null takes the best pause near the middle, or the middle of a scene without words.</param>
    /// <exception cref="RenderException">A part would be too short to be seen.</exception>
    public static int SplitFrame(Timeline timeline, int index, int? word)
    {
        var (scene, fps) = (timeline.Scenes[index], timeline.Canvas.Fps);
        var length = scene.EndFrame - scene.StartFrame;
        var least = Frames(ShortestSeconds * 1000, fps);
        if (length < 2 * least) throw new RenderException(FormattableString.Invariant($"Scene {index + 1} lasts {(double)length / fps:0.0} s and is too short to split."), "Split a longer scene.");
        var startMs = Take.Ms(scene.StartFrame, fps);
        var pauses = scene.Words.Index().Skip(1).Select(pair => (pair.Index, Frame: Frames(((scene.Words[pair.Index - 1].EndMs + pair.Item.StartMs) / 2.0) - startMs, fps))).ToList();
        var fitting = pauses.Where(pause => pause.Frame >= least && pause.Frame <= length - least).ToList();
        if (word is not { } asked)
        {
            return fitting.Count == 0 ? length / 2 : fitting.MinBy(pause => Math.Abs(pause.Frame - (length / 2.0)) - (EndsSentence(scene.Words[pause.Index - 1].Text) ? length / 4.0 : 0)).Frame;
        }

        foreach (var pause in fitting)
            if (pause.Index == asked)
                return pause.Frame;
        throw new RenderException(
            $"Scene {index + 1} cannot be split before word {asked + 1}.",
            fitting.Count == 0 ? "Split a scene that says more." : $"Split it before one of the words {fitting[0].Index + 1} to {fitting[^1].Index + 1}; each part lasts at least {ShortestSeconds:0.0} s.");
    }

    /// <summary>Parts a scene in two at one of its frames; nothing of picture, words or captions is lost.</summary>
    /// <param name="voice">The recordings of both parts, each counted from the start of its part.</param>
    public static Timeline Split(Timeline timeline, int index, int frame, (IReadOnlyList<VoiceClip> First, IReadOnlyList<VoiceClip> Second) voice)
    {
        var takes = Take.Lift(timeline).ToList();
        var (first, second) = takes[index].At(frame, timeline.Canvas.Fps);
        var hadCaptions = takes[index].Scene.Captions.Count > 0;
        takes[index] = Recaptioned(first with { Sound = first.Sound with { Voice = voice.First } });
        takes.Insert(index + 1, Recaptioned(second with { Scene = second.Scene with { Id = NewId(timeline) }, Sound = second.Sound with { Voice = voice.Second } }));
        return Take.Place(timeline, takes);

        Take Recaptioned(Take take) => take with { Scene = take.Scene with { Captions = hadCaptions ? SceneCaptions.Of(take.Scene, timeline) : [] } };
    }

    private static bool EndsSentence(string word) => word.TrimEnd('"', '”', '’', ')') is [.., '.' or '!' or '?' or '…' or '。' or '！' or '？'];

    private static string NewId(Timeline timeline)
    {
        var taken = timeline.Scenes.Select(scene => scene.Id).ToHashSet(StringComparer.Ordinal);
        var number = timeline.Scenes.Count + 1;
        while (taken.Contains($"scene-{number}")) number++;
        return $"scene-{number}";
    }
}
