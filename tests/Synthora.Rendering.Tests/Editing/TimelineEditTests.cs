using System.Text.Json;
using System.Text.Json.Nodes;
using Synthora.Rendering.Editing;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Editing;

public sealed class TimelineEditTests
{
    [Fact]
    public void Scenes_that_only_move_keep_every_pixel_whatever_frame_they_move_to()
    {
        var timeline = Spoken(5);
        var before = Keys(timeline);
        for (var seconds = 2.1; seconds < 9; seconds += 0.37)
        {
            var edited = TimelineEdit.SetDuration(timeline, 1, seconds);
            TimelineValidator.Validate(edited, checkFiles: false).ShouldBeEmpty();
            var after = Keys(edited);
            after.Where((key, index) => key != before[index]).Count().ShouldBe(1);
            after[1].ShouldNotBe(before[1]);
        }
    }

    [Fact]
    public void New_narration_takes_the_time_it_needs_and_later_scenes_follow()
    {
        var timeline = Spoken(4);
        var (before, gapBefore, gapAfter) = (timeline.Scenes[1], Lead(timeline, 1), Tail(timeline, 1));
        var words = Words(7, 0);
        var edited = TimelineEdit.Narrate(timeline, 1, "Quite another text.", new VoiceClip("/new.wav", 0, words[^1].EndMs + 200), words);

        TimelineValidator.Validate(edited, checkFiles: false).ShouldBeEmpty();
        var scene = edited.Scenes[1];
        scene.Narration.ShouldBe("Quite another text.");
        (scene.EndFrame - scene.StartFrame).ShouldBeGreaterThan(before.EndFrame - before.StartFrame);
        edited.Audio.Voice[1].Path.ShouldBe("/new.wav");
        Math.Abs(Lead(edited, 1) - gapBefore).ShouldBeLessThanOrEqualTo(1);
        Math.Abs(Tail(edited, 1) - gapAfter).ShouldBeLessThanOrEqualTo(20);
        scene.Captions.SelectMany(cue => cue.Lines).SelectMany(line => line).Select(word => word.Text).ShouldBe(words.Select(word => word.Text));
        scene.Captions[0].StartMs.ShouldBe(edited.Audio.Voice[1].StartMs + words[0].StartMs);
        // What comes behind is the same, later.
        var late = edited.Audio.Voice[2].StartMs - timeline.Audio.Voice[2].StartMs;
        late.ShouldBeGreaterThan(0);
        edited.Scenes[2].Captions[0].StartMs.ShouldBe(timeline.Scenes[2].Captions[0].StartMs + late);
        Keys(edited)[2..].ShouldBe(Keys(timeline)[2..]);
    }

    [Fact]
    public void Moving_there_and_back_and_deleting_leave_nothing_behind()
    {
        var timeline = Spoken(5);
        TimelineJson.Write(TimelineEdit.Move(TimelineEdit.Move(timeline, 1, 3), 3, 1)).ShouldBe(TimelineJson.Write(timeline));

        var shorter = TimelineEdit.Delete(timeline, 0);
        TimelineValidator.Validate(shorter, checkFiles: false).ShouldBeEmpty();
        shorter.Scenes.Select(scene => scene.Id).ShouldBe(["scene-2", "scene-3", "scene-4", "scene-5"]);
        shorter.Scenes[0].TransitionIn.ShouldBe(Transition.Cut);
        shorter.Audio.Voice.Count.ShouldBe(4);
        shorter.Audio.Voice[0].StartMs.ShouldBe(Lead(timeline, 1));
    }

    [Fact]
    public void Overlays_follow_their_scenes_and_go_with_them()
    {
        var timeline = Spoken(5);
        var (second, last) = (timeline.Scenes[1], timeline.Scenes[4]);
        timeline = timeline with
        {
            Overlays =
            [
                new ProgressBarOverlay(), new StickerOverlay("star") { StartFrame = second.StartFrame + 2, EndFrame = second.EndFrame },
                new LowerThirdOverlay("Ann") { StartFrame = last.StartFrame + 3, EndFrame = last.StartFrame + 20 },
            ],
        };

        var longer = TimelineEdit.SetDuration(timeline, 1, 9);
        TimelineValidator.Validate(longer, checkFiles: false).ShouldBeEmpty();
        longer.Overlays[1].EndFrame.ShouldBe(longer.Scenes[1].EndFrame);
        longer.Overlays[2].StartFrame.ShouldBe(longer.Scenes[4].StartFrame + 3);

        var moved = TimelineEdit.Move(timeline, 1, 3);
        TimelineValidator.Validate(moved, checkFiles: false).ShouldBeEmpty();
        moved.Overlays[1].StartFrame.ShouldBe(moved.Scenes[3].StartFrame + 2);
        TimelineEdit.Delete(timeline, 1).Overlays.Count.ShouldBe(2);
    }

    [Fact]
    public void Every_time_inside_a_scene_moves_with_it()
    {
        // A property that a later feature adds and moving forgets would stay behind on the clock.
        for (var seed = 0; seed < 40; seed++)
        {
            var scene = new RandomDocument(seed).Create<Scene>() with { StartFrame = 100, EndFrame = 400, TransitionIn = Transition.Cut };
            var first = scene with { Id = "first", StartFrame = 0, EndFrame = 100 };
            var timeline = Spoken(2) with { Scenes = [first, scene, scene with { Id = "last", StartFrame = 400, EndFrame = 500 }], Audio = new AudioMix() };
            var moved = TimelineEdit.Delete(timeline, 0);
            var (before, after) = (Node(scene), Node(moved.Scenes[0]));
            Compare(before, after, "$");

            void Compare(JsonNode? one, JsonNode? other, string path)
            {
                if (one is JsonObject owner)
                {
                    foreach (var (name, value) in owner) Compare(value, other![name], $"{path}.{name}");
                }
                else if (one is JsonArray items)
                {
                    for (var i = 0; i < items.Count; i++) Compare(items[i], other![i], $"{path}[{i}]");
                }
                else if (IsTime(path) is { } shift)
                {
                    (one!.GetValue<int>() - other!.GetValue<int>()).ShouldBe(shift, $"{path} of seed {seed} did not move");
                }
            }
        }

        static int? IsTime(string path) => path.EndsWith("_frame", StringComparison.Ordinal) ? 100 : path.EndsWith("start_ms", StringComparison.Ordinal) || path.EndsWith("end_ms", StringComparison.Ordinal) || path.EndsWith("at_ms", StringComparison.Ordinal) ? 3333 : null;
        static JsonNode Node(Scene scene) => JsonSerializer.SerializeToNode(scene, TimelineJson.Options)!;
    }

    [Fact]
    public void Effects_and_fader_points_stay_with_their_scene()
    {
        var timeline = Spoken(3);
        var (second, third) = (Take.Ms(timeline.Scenes[1].StartFrame, 30), Take.Ms(timeline.Scenes[2].StartFrame, 30));
        timeline = timeline with
        {
            Audio = timeline.Audio with
            {
                Effects = [new(EffectKind.Pop, second + 50), new(EffectKind.Chime, third + 70)],
                Levels = new(Music: new(-3, [new(10, 0), new(second + 40, -6), new(third + 60, 2)])),
            },
        };

        var audio = TimelineEdit.Delete(timeline, 1).Audio;
        audio.Effects.ShouldBe([new(EffectKind.Chime, second + 70)]);
        audio.Levels!.Music!.Envelope.ShouldBe([new(10, 0), new(second + 60, 2)]);
        TimelineJson.Write(TimelineEdit.Move(TimelineEdit.Move(timeline, 0, 2), 2, 0)).ShouldBe(TimelineJson.Write(timeline));
    }

    [Fact]
    public void A_caption_style_is_laid_for_all_scenes_but_those_without_captions()
    {
        var timeline = Spoken(3, spokenWords: 14);
        timeline = timeline with { Scenes = [.. timeline.Scenes.Select((scene, index) => index == 1 ? scene with { Captions = [] } : scene)] };

        var karaoke = TimelineEdit.SetCaptions(timeline, CaptionStyle.Karaoke);
        karaoke.Scenes[0].Captions.Count.ShouldBeGreaterThan(timeline.Scenes[0].Captions.Count);
        karaoke.Scenes[1].Captions.ShouldBeEmpty();

        var none = TimelineEdit.SetCaptions(timeline, CaptionStyle.None);
        none.Scenes.ShouldAllBe(scene => scene.Captions.Count == 0 && scene.Words.Count > 0);
        TimelineEdit.SetCaptions(none, CaptionStyle.Bold).Scenes.ShouldAllBe(scene => scene.Captions.Count > 0);
    }

    [Fact]
    public void A_scene_parts_between_two_words_and_nothing_of_it_is_lost()
    {
        var timeline = Spoken(3, spokenWords: 8);
        var frame = TimelineEdit.SplitFrame(timeline, 1, word: 4);
        var cutMs = Take.Ms(frame, 30);
        var parted = TimelineEdit.Split(timeline, 1, frame, ([new VoiceClip("/first.wav", 117, cutMs - 117)], [new VoiceClip("/second.wav", 0, 1400)]));

        TimelineValidator.Validate(parted, checkFiles: false).ShouldBeEmpty();
        parted.FrameCount.ShouldBe(timeline.FrameCount);
        parted.Scenes.Select(scene => scene.Id).ShouldBe(["scene-1", "scene-2", "scene-4", "scene-3"]);
        (parted.Scenes[1].Narration + " " + parted.Scenes[2].Narration).ShouldBe(timeline.Scenes[1].Narration);
        var words = parted.Scenes[1].Words.Concat(parted.Scenes[2].Words).ToList();
        words.Select(word => word.Text).ShouldBe(timeline.Scenes[1].Words.Select(word => word.Text));
        // Times count from the scene's first frame, which falls between milliseconds.
        words.Zip(timeline.Scenes[1].Words).ShouldAllBe(pair => Math.Abs(pair.First.StartMs - pair.Second.StartMs) <= 1);
        parted.Scenes[1].Words.Count.ShouldBe(4);
        parted.Scenes[2].Captions.ShouldNotBeEmpty();
        parted.Audio.Voice.Select(clip => clip.Path).ShouldBe(["/voice-0.wav", "/first.wav", "/second.wav", "/voice-2.wav"]);
        parted.Audio.Voice[2].StartMs.ShouldBe(Take.Ms(parted.Scenes[2].StartFrame, 30));
        Keys(parted)[^1].ShouldBe(Keys(timeline)[^1], "what comes behind keeps its pixels");
        Should.Throw<RenderException>(() => TimelineEdit.SplitFrame(timeline, 1, word: 99)).Message.ShouldContain("one of the words");
    }

    [Fact]
    public void Scenes_come_in_and_are_copied_and_prints_tell_what_is_new()
    {
        var timeline = Spoken(3);
        var before = ScenePrint.Of(timeline);
        var copied = TimelineEdit.Duplicate(timeline, 0);
        TimelineValidator.Validate(copied, checkFiles: false).ShouldBeEmpty();
        copied.Scenes.Select(scene => scene.Id).ShouldBe(["scene-1", "scene-4", "scene-2", "scene-3"]);
        copied.Audio.Voice.Count.ShouldBe(4);
        ScenePrint.Of(copied).Except(before).ShouldBeEmpty("a copy shows what is rendered already");

        var added = TimelineEdit.Add(timeline, 0, TimelineSamples.Card("New", 9), seconds: 2);
        TimelineValidator.Validate(added, checkFiles: false).ShouldBeEmpty();
        (added.FrameCount - timeline.FrameCount).ShouldBe(60);
        ScenePrint.Of(added).Except(before).Count().ShouldBe(1);
        TimelineEdit.Only(timeline, 2).Scenes.Single().StartFrame.ShouldBe(0);
    }

    [Fact]
    public void Captions_are_written_otherwise_without_losing_the_times_of_the_words_that_stay()
    {
        var timeline = Spoken(2);
        var words = timeline.Scenes[1].Words;
        var edited = TimelineEdit.SetCaptionWords(timeline, 1, "Point1 a better word2 word3 end.");
        TimelineValidator.Validate(edited, checkFiles: false).ShouldBeEmpty();
        var now = edited.Scenes[1].Words;
        now.Select(word => word.Text).ShouldBe(["Point1", "a", "better", "word2", "word3", "end."]);
        (now[0], now[3], now[^1]).ShouldBe((words[0], words[2], words[^1]));
        (now[1].StartMs, now[2].EndMs).ShouldBe((words[1].StartMs, words[1].EndMs));
        TimelineEdit.SetCaptionWords(timeline, 1, "Point1 word1 and word2 word3 end.").Scenes[1].Words.Count.ShouldBe(6);
        edited.Scenes[1].Narration.ShouldBe(timeline.Scenes[1].Narration, "the voice says what it said");

        TimelineEdit.ShowCaptions(timeline, 0, shown: false).Scenes[0].Captions.ShouldBeEmpty();
        TimelineEdit.TextsOf(TimelineEdit.SetTexts(timeline, 0, ["Only one"]).Scenes[0]).ShouldBe(["Only one", ""]);
        Should.Throw<RenderException>(() => TimelineEdit.SetTexts(timeline, 0, ["a", "b", "c"])).Message.ShouldContain("2 pictures");

        // A long line of the script stays while another is written.
        var line = string.Join(' ', Enumerable.Repeat("sleep", 20));
        var (first, shots) = (timeline.Scenes[0], timeline.Scenes[0].Shots);
        var lined = timeline with { Scenes = [first with { Shots = [shots[0] with { Visual = new CardVisual { Headline = line } }, .. shots.Skip(1)] }, .. timeline.Scenes.Skip(1)] };
        TimelineEdit.TextsOf(TimelineEdit.SetTexts(lined, 0, [line, "Other words"]).Scenes[0]).ShouldBe([line, "Other words"]);
        Should.Throw<RenderException>(() => TimelineEdit.SetTexts(lined, 0, [line + " well", "Other words"])).Message.ShouldContain("too long");
    }

    [Fact]
    public void What_cannot_be_done_is_refused_with_what_can()
    {
        var timeline = Spoken(3);
        Should.Throw<RenderException>(() => TimelineEdit.IndexOf(timeline, 4)).Message.ShouldContain("1 Point 1; 2 Point 2; 3 Point 3");
        Should.Throw<RenderException>(() => TimelineEdit.SetDuration(timeline, 0, 0.6)).Message.ShouldContain("speaks for");
        Should.Throw<RenderException>(() => TimelineEdit.SetDuration(timeline, 0, 400)).Message.ShouldContain("0.5 to 60");
        Should.Throw<RenderException>(() => TimelineEdit.SetTransition(timeline, 0, TransitionKind.Fade)).Message.ShouldContain("begins with a cut");
        Should.Throw<RenderException>(() => TimelineEdit.Delete(Spoken(1), 0)).Message.ShouldContain("only scene");
    }

    /// <summary>Scenes of uneven lengths, two shots each, spoken and captioned.</summary>
    internal static Timeline Spoken(int count, int spokenWords = 5)
    {
        var at = 0;
        var voice = new List<VoiceClip>();
        var scenes = new List<Scene>();
        for (var i = 0; i < count; i++)
        {
            var startMs = (int)Math.Round(at * 1000.0 / 30);
            var words = Words(spokenWords, startMs + 117, $"Point{i}");
            var end = (int)Math.Round((words[^1].EndMs + 213) * 30 / 1000.0);
            var middle = at + ((end - at) / 2);
            scenes.Add(new Scene
            {
                Id = $"scene-{i + 1}",
                Label = $"Point {i + 1}",
                Narration = string.Join(' ', words.Select(word => word.Text)),
                StartFrame = at,
                EndFrame = end,
                Shots =
                [
                    new Shot { StartFrame = at, EndFrame = middle, Visual = TimelineSamples.Card($"Card {i}", 2 * i) },
                    new Shot { StartFrame = middle, EndFrame = end, Visual = TimelineSamples.Card($"Card {i} b", (2 * i) + 1) },
                ],
                Texts = [new OverlayText("Over", at + 2, middle)],
                Words = words,
            });
            voice.Add(new VoiceClip($"/voice-{i}.wav", startMs + 117, words[^1].EndMs - startMs - 117 + 80));
            at = end;
        }

        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 30, Transition.Cut)) with { Scenes = scenes, Audio = new AudioMix { Voice = voice } };
        return timeline with { Scenes = [.. timeline.Scenes.Select(scene => scene with { Captions = SceneCaptions.Of(scene, timeline) })] };
    }

    private static List<Word> Words(int count, int startMs, string first = "Word") =>
        [.. Enumerable.Range(0, count).Select(n => new Word(n == 0 ? first : n == count - 1 ? "end." : $"word{n}", startMs + (n * 331), startMs + (n * 331) + 300))];

    private static int Lead(Timeline timeline, int index) => timeline.Audio.Voice[index].StartMs - Take.Ms(timeline.Scenes[index].StartFrame, timeline.Canvas.Fps);

    private static int Tail(Timeline timeline, int index) => Take.Ms(timeline.Scenes[index].EndFrame, timeline.Canvas.Fps) - timeline.Scenes[index].Words[^1].EndMs;

    private static List<string> Keys(Timeline timeline) =>
        [.. SegmentPlan.PlanAll(timeline, VideoEncoding.For(timeline, preview: false)).Select(plan => SegmentKey.Of(plan, new Dictionary<string, SourceMedia>(), "test"))];
}
