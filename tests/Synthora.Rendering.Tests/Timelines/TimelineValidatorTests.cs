using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Timelines;

public sealed class TimelineValidatorTests
{
    private static readonly Timeline Good = TimelineSamples.Of(
        (TimelineSamples.Card(), 30, Transition.Cut), (TimelineSamples.Card(), 30, new(TransitionKind.Fade, 10)));

    private static readonly Dictionary<string, Func<Timeline, Timeline>> Mistakes = new()
    {
        ["$.canvas.width"] = timeline => timeline with { Canvas = new(1081, 1920) },
        ["$.canvas.height"] = timeline => timeline with { Canvas = new(1080, 8000) },
        ["$.canvas.fps"] = timeline => timeline with { Canvas = new(1080, 1920, 0) },
        ["$.look.palette"] = timeline => timeline with { Look = timeline.Look with { Palette = [] } },
        ["$.scenes[0].shots[0].visual.sound_gain"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Visual = new ClipVisual("/etc/hostname", SoundGain: 2) }] }),
        ["$.scenes[0].words[0].end_ms"] = timeline => WithScene(timeline, 0, scene => scene with { Words = [new Word("back", 500, 400)] }),
        ["$.narrator.speed"] = timeline => timeline with { Narrator = new("offline", "female", 9) },
        ["$.thumbnail.path"] = timeline => timeline with { Thumbnail = new(Path: "/not/here.png") },
        ["$.thumbnail.frame"] = timeline => timeline with { Thumbnail = new(Frame: 60) },
        ["$.look.palette[0]"] = timeline => timeline with { Look = timeline.Look with { Palette = ["red"] } },
        ["$.language"] = timeline => timeline with { Language = "not a tag!" },
        ["$.scenes"] = timeline => timeline with { Scenes = [] },
        ["$.scenes[1].id"] = timeline => WithScene(timeline, 1, scene => scene with { Id = "scene-1" }),
        ["$.scenes[1].start_frame"] = timeline => WithScene(timeline, 1, scene => scene with { StartFrame = 31 }),
        ["$.scenes[1].end_frame"] = timeline => WithScene(timeline, 1, scene => scene with { EndFrame = 30 }),
        ["$.scenes[1].shots"] = timeline => WithScene(timeline, 1, scene => scene with { Shots = [] }),
        ["$.scenes[1].shots[0].end_frame"] = timeline => WithScene(timeline, 1, scene => scene with { Shots = [scene.Shots[0] with { EndFrame = 55 }] }),
        ["$.scenes[1].shots[0].visual.path"] = timeline => WithScene(timeline, 1, scene => scene with { Shots = [scene.Shots[0] with { Visual = new StillVisual("/not/here.png") }] }),
        ["$.scenes[0].shots[0].visual.out_seconds"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Visual = new ClipVisual("/etc/hostname", 3, 2) }] }),
        ["$.scenes[0].transition_in.kind"] = timeline => WithScene(timeline, 0, scene => scene with { TransitionIn = new(TransitionKind.Fade, 5) }),
        ["$.scenes[1].transition_in.frames"] = timeline => WithScene(timeline, 1, scene => scene with { TransitionIn = new(TransitionKind.Fade, 31) }),
        ["$.scenes[1].captions[0]"] = timeline => WithScene(timeline, 1, scene => scene with { Captions = [new Cue(0, 900, [[new Word("early", 0, 900)]])] }),
        ["$.scenes[0].texts[0]"] = timeline => WithScene(timeline, 0, scene => scene with { Texts = [new OverlayText("late", 20, 40)] }),
        ["$.scenes[1].transition_in.kind"] = timeline => WithScene(timeline, 1, scene => scene with { TransitionIn = new((TransitionKind)99, 5) }),
        ["$.look.grade.strength"] = timeline => timeline with { Look = timeline.Look with { Grade = new(GradeName.Bold, 1.2) } },
        ["$.scenes[0].shots[0].framing.x"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Framing = new(FillMode.Crop, 1.4) }] }),
        ["$.scenes[0].shots[0].framing.colour"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Framing = new(FillMode.Colour) { Colour = "red" } }] }),
        ["$.scenes[0].shots[0].visual.speed[1].rate"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Visual = new ClipVisual("/etc/hostname") { Speed = [new(0, 1), new(1, 9)] } }] }),
        ["$.scenes[0].shots[0].visual.speed[1].at"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Visual = new ClipVisual("/etc/hostname") { Speed = [new(0.6, 1), new(0.2, 2)] } }] }),
        ["$.scenes[0].shots[0].visual.colour"] = timeline => WithScene(timeline, 0, scene => scene with { Shots = [scene.Shots[0] with { Visual = new ColourVisual("red") }] }),
        ["$.overlays[0].path"] = timeline => timeline with { Overlays = [new LogoOverlay("/not/here.png")] },
        ["$.overlays[0].size"] = timeline => timeline with { Overlays = [new StickerOverlay("star", Size: 0.9) { EndFrame = 10 }] },
        ["$.overlays[0].icon"] = timeline => timeline with { Overlays = [new StickerOverlay("no-such-icon") { EndFrame = 10 }] },
        ["$.overlays[0]"] = timeline => timeline with { Overlays = [new StickerOverlay { EndFrame = 10 }] },
        ["$.overlays[0].end_frame"] = timeline => timeline with { Overlays = [new LowerThirdOverlay("Ann") { StartFrame = 10, EndFrame = 40 }] },
        ["$.overlays[0].start_frame"] = timeline => timeline with { Overlays = [new ProgressBarOverlay { StartFrame = 60 }] },
        ["$.overlays[0].thickness"] = timeline => timeline with { Overlays = [new ProgressBarOverlay(Thickness: double.NaN)] },
        ["$.audio.voice[0].path"] = timeline => timeline with { Audio = new AudioMix { Voice = [new VoiceClip("/not/here.wav", 0, 100)] } },
        ["$.audio.voice[0].start_ms"] = timeline => timeline with { Audio = new AudioMix { Voice = [new VoiceClip("/etc/hostname", 2000, 100)] } },
        ["$.audio.music.path"] = timeline => timeline with { Audio = new AudioMix { Music = new MusicTrack("") } },
        ["$.audio.music.under_speech_db"] = timeline => timeline with { Audio = new AudioMix { Music = new MusicTrack("/etc/hostname", UnderSpeechDb: -3) } },
        ["$.audio.effects[0].at_ms"] = timeline => timeline with { Audio = new AudioMix { Effects = [new SoundEffect(EffectKind.Pop, 90_000)] } },
        ["$.audio.levels.music.envelope[1].at_ms"] = timeline => timeline with { Audio = new AudioMix { Levels = new(Music: new(0, [new(500, 0), new(400, -6)])) } },
        ["$.audio.levels.voice.gain_db"] = timeline => timeline with { Audio = new AudioMix { Levels = new(Voice: new(double.NaN)) } },
        ["$.audio.loudness_lufs"] = timeline => timeline with { Audio = new AudioMix { LoudnessLufs = double.NaN } },
    };

    public static TheoryData<string> Paths => [.. Mistakes.Keys];

    [Fact]
    public void A_sound_timeline_has_no_problems() => TimelineValidator.Validate(Good).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Paths))]
    public void A_mistake_is_named_by_its_place_in_the_json(string path) =>
        TimelineValidator.Validate(Mistakes[path](Good)).Select(problem => problem.Path).ShouldContain(path);

    private static Timeline WithScene(Timeline timeline, int index, Func<Scene, Scene> change) =>
        timeline with { Scenes = [.. timeline.Scenes.Select((scene, at) => at == index ? change(scene) : scene)] };
}
