using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Providers.Speech.Offline;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Music;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Puts script, speech and footage on one clock. Pure: the same material gives the same timeline.</summary>
/// <param name="pathOf">Full path of what the script names.</param>
/// <param name="heldPathOf">Full path of what was found or made for it; null where there is none.</param>
internal sealed class TimelineBuilder(GenerationPlan plan, VoiceResult voice, MediaResult media, Func<string, string> pathOf, Func<string, string>? heldPathOf = null)
{
    private const double TitleSeconds = 3.2;
    private readonly CardWriter _cards = new(plan);
    private readonly List<Fallback> _unseen = [];

    /// <param name="voicePath">Full path of a recording.</param>
    public Timeline Build(MusicTrack? music, IReadOnlyList<Credit> credits, IReadOnlyList<Fallback> fallbacks, Func<string, string> voicePath)
    {
        var times = SceneClock.Place(plan, voice, media, music is null ? null : MusicLibrary.At(music.Path));
        var timeline = new Timeline
        {
            Title = plan.Title,
            Language = plan.Language,
            Canvas = plan.Canvas,
            Platform = plan.Platform,
            Seed = plan.Seed,
            Look = plan.Look,
            Scenes = [],
            Audio = new AudioMix
            {
                Voice = [.. voice.Scenes.Select((spoken, i) => (spoken, i)).Where(item => item.spoken is not null)
                    .Select(item => new VoiceClip(voicePath(item.spoken!.File), times[item.i].SpeechStartMs, item.spoken.DurationMs))],
                Music = music,
            },
            Narrator = voice.Scenes.Any(spoken => spoken is not null) ? new Narrator(voice.Provider, NarratorVoice(), plan.VoiceSpeed) : null,
            Thumbnail = new ThumbnailChoice(plan.Title, Path: plan.Thumbnail, Design: TemplateWords.Thumbnail(plan.Template)),
            Credits = credits,
            Fallbacks = [.. fallbacks, .. Shortfalls(times)],
        };
        IReadOnlyList<Scene> scenes = [.. plan.Script.Scenes.Select((scene, i) => Place(scene, i, times[i], timeline))];
        var (overlays, dropped) = new OverlayPlanner(plan, media, pathOf).Place(times);
        var effects = plan.Template.Audio.SoundEffects ? EffectCues.For(scenes, plan.Canvas.Fps) : [];
        timeline = timeline with { Scenes = scenes, Audio = timeline.Audio with { Effects = effects }, Overlays = overlays };
        return timeline with { Fallbacks = [.. timeline.Fallbacks, .. _unseen, .. dropped, .. TextFallbacks.Of(timeline)] };
    }

    private Scene Place(ScriptScene scene, int index, SceneTime time, Timeline frame)
    {
        var words = EmphasisedWords.Mark(WordsOf(voice.Scenes[index], time), scene.Emphasis);
        var shots = media.Scenes[index].Count > 0 ? FootageShots(scene, index, time, words) : CardShots(scene, index, time, words);
        var placed = new Scene
        {
            Id = $"scene-{index + 1}",
            Label = scene.Label,
            Narration = scene.Narration,
            StartFrame = time.StartFrame,
            EndFrame = time.EndFrame,
            Shots = shots,
            TransitionIn = TransitionInto(scene, index, time),
            Words = words,
            Texts = media.Scenes[index].Count > 0 ? Titles(scene, index, time) : [],
        };
        return placed with { Captions = scene.CaptionsOff ? [] : SceneCaptions.Of(placed, frame) };
    }

    /// <summary>A vendor's voice that was chosen for its tone stays the voice when a scene is edited; the offline ones follow the language.</summary>
    private string NarratorVoice() => plan.Voice is "female" or "male" or "neutral" && voice.Provider != OfflineSpeech.Id
        && voice.Scenes.OfType<SceneVoice>().Select(scene => scene.VoiceId).Distinct().ToList() is [var one] ? one : plan.Voice;

    /// <summary>A scene's words on the video's clock.</summary>
    private static IReadOnlyList<Word> WordsOf(SceneVoice? spoken, SceneTime time) =>
        spoken is null ? [] : [.. spoken.Words.Select(word => new Word(word.Text, time.SpeechStartMs + word.StartMs, time.SpeechStartMs + word.EndMs))];

    private List<Shot> CardShots(ScriptScene scene, int index, SceneTime time, IReadOnlyList<Word> words)
    {
        var beats = ShotCutter.Cut(time.StartFrame, time.EndFrame, words, plan.Template.Structure.Pacing, plan.Canvas.Fps, scene.Texts.Count);
        TellUnseen(scene, time, scene.Texts, beats.Count, "texts");
        return [.. beats.Zip(_cards.Write(index, scene, beats), (beat, card) => new Shot
        {
            StartFrame = beat.StartFrame,
            EndFrame = beat.EndFrame,
            Visual = card,
            Motion = scene.Motion ?? Motion.None,
        })];
    }

    /// <summary>The footage in turn; a picture that would stand too long is cut into two framings of it.</summary>
    private List<Shot> FootageShots(ScriptScene scene, int index, SceneTime time, IReadOnlyList<Word> words)
    {
        var footage = media.Scenes[index];
        var beats = ShotCutter.Cut(time.StartFrame, time.EndFrame, words, plan.Template.Structure.Pacing, plan.Canvas.Fps, footage.Count);
        TellUnseen(scene, time, [.. footage.Select(part => part.Source?.Description ?? part.Path)], beats.Count, "pictures");
        var shown = Math.Min(footage.Count, beats.Count);
        var shots = new List<Shot>();
        for (var i = 0; i < beats.Count; i++)
        {
            var part = footage[i * shown / beats.Count];
            var path = PathOf(part);
            var again = shots.Count(shot => PathOf(shot.Visual) == path);
            var shownBefore = shots.Where(shot => PathOf(shot.Visual) == path).Sum(shot => shot.FrameCount) / (double)plan.Canvas.Fps;
            shots.Add(new Shot
            {
                StartFrame = beats[i].StartFrame,
                EndFrame = beats[i].EndFrame,
                Visual = part.IsStill ? new StillVisual(path) : Clip(part, scene, shownBefore),
                Motion = MotionOf(scene, part, index, again),
                Framing = part.Framing,
            });
        }

        return shots;
    }

    /// <summary>What a scene is too short for is said, however it is made.</summary>
    private void TellUnseen(ScriptScene scene, SceneTime time, IReadOnlyList<string> given, int beats, string what) => _unseen.AddRange(given.Skip(beats).Select(one => new Fallback(
        $"“{one}” in the scene '{scene.Label}'", "it is not shown",
        FormattableString.Invariant($"the scene lasts {(time.EndFrame - time.StartFrame) / (double)plan.Canvas.Fps:0.0} s, too short for {given.Count} {what} in turn"))));

    /// <summary>A clip goes on where its last shot ended, and starts over when it is used up.</summary>
    private ClipVisual Clip(SceneFootage clip, ScriptScene scene, double shownBefore)
    {
        var from = clip.InSeconds ?? 0;
        var length = (clip.OutSeconds ?? clip.Seconds ?? double.PositiveInfinity) - from;
        shownBefore *= scene.Speed.Count == 0 ? 1 : scene.Speed.Average();
        var start = from + (shownBefore < length - 0.5 ? shownBefore : 0);
        return new ClipVisual(PathOf(clip), Math.Round(start, 3), clip.OutSeconds, scene.Sound ?? clip.Sound ?? 0)
        {
            Speed = scene.Speed.Count == 0 ? null : [.. scene.Speed.Select((rate, n) => new SpeedKey(scene.Speed.Count == 1 ? 0 : Math.Round((double)n / (scene.Speed.Count - 1), 4), rate))],
        };
    }

    private static Motion MotionOf(ScriptScene scene, SceneFootage part, int index, int again)
    {
        if (again == 0 && scene.Motion is { } asked) return asked;
        if (!part.IsStill) return again % 2 == 1 ? Motion.Punch : Motion.None;
        Motion[] turns = [Motion.ZoomIn, Motion.PanRight, Motion.ZoomOut, Motion.PanLeft];
        var turn = turns[(index + again) % turns.Length];
        return turn == scene.Motion ? turns[(index + again + 1) % turns.Length] : turn;
    }

    private string PathOf(SceneFootage footage) => footage.Source is null ? pathOf(footage.Path) : (heldPathOf ?? pathOf)(footage.Path);

    private static string? PathOf(Visual visual) => visual switch { ClipVisual clip => clip.Path, StillVisual still => still.Path, _ => null };

    /// <summary>On footage the scene's texts stand one after another; the hook's leaves after the opening.</summary>
    private List<OverlayText> Titles(ScriptScene scene, int index, SceneTime time)
    {
        if (index == 0 && !plan.HasHookTitle) return [];
        var titles = new List<OverlayText>();
        var (fps, length) = (plan.Canvas.Fps, time.EndFrame - time.StartFrame);
        var count = Math.Min(scene.Texts.Count, Math.Max(1, (int)(length / (ShotCutter.CrowdedSeconds * fps))));
        TellUnseen(scene, time, scene.Texts, count, "texts");
        for (var i = 0; i < count; i++)
        {
            var start = time.StartFrame + (i * length / count);
            var end = time.StartFrame + ((i + 1) * length / count);
            titles.Add(new OverlayText(scene.Texts[i], start, Math.Min(end, start + (int)(TitleSeconds * fps)), index == 0 ? TextRole.Title : TextRole.Label));
        }

        return titles;
    }

    private Transition TransitionInto(ScriptScene scene, int index, SceneTime time)
    {
        if (index == 0) return Transition.Cut;
        var ways = plan.Template.Visual.Transitions;
        var kind = scene.Transition ?? ways[(int)((uint)(index + plan.Seed) % (uint)ways.Count)];
        var frames = TimelineEdit.TransitionFrames(kind);
        return kind == TransitionKind.Cut ? Transition.Cut : new Transition(kind, Math.Min(frames, time.EndFrame - time.StartFrame));
    }

    private IEnumerable<Fallback> Shortfalls(IReadOnlyList<SceneTime> times)
    {
        var fps = (double)plan.Canvas.Fps;
        for (var i = 0; i < times.Count; i++)
        {
            var seconds = (times[i].EndFrame - times[i].StartFrame) / fps;
            if (plan.Script.Scenes[i] is { Duration: { } wished, Narration.Length: > 0 } scene && seconds > wished + 0.3)
                yield return new(FormattableString.Invariant($"{wished:0.#} s for the scene '{scene.Label}'"), FormattableString.Invariant($"it lasts {seconds:0.0} s"), "its narration takes longer");
        }

        if (plan.WishedSeconds is { } whole && Math.Abs((times[^1].EndFrame / fps) - whole) > whole * 0.2)
        {
            yield return new(FormattableString.Invariant($"a video of {whole:0} s"), FormattableString.Invariant($"it lasts {times[^1].EndFrame / fps:0.0} s"),
                "the narration decides; change the script to change it");
        }
    }
}
