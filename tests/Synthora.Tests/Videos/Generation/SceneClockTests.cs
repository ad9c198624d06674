using Synthora.Features.Scripts;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Generation;
using Synthora.Providers.Speech;
using Synthora.Rendering.Music;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

public sealed class SceneClockTests
{
    private static readonly GenerationPlan Plan = GenerationPlan.Settle(
        new GenerationInput(SourceKind.Script, "", BaseFolder: null, "educational-explainer"),
        ScriptParser.Parse("# Tea\n\n## One\nOne.\n\n## Two\nTwo.\n\n## Three\nThree.\n\n## Four\nFour.\n", media: null).Script!);

    [Fact]
    public void Cuts_fall_on_the_beat_where_one_lies_in_the_pause_and_no_word_moves()
    {
        var voice = new VoiceResult("test", [Spoken(1230), Spoken(1410), Spoken(1730), Spoken(900)]);
        var media = new MediaResult([[], [], [], []]);
        var music = MusicLibrary.Tracks[0] with { Bpm = 240 };

        var plain = SceneClock.Place(Plan, voice, media);
        var onBeat = SceneClock.Place(Plan, voice, media, music);

        var frame = 1.0 / Plan.Canvas.Fps;
        var cuts = onBeat.SkipLast(1).Select(time => time.EndFrame * frame).ToList();
        cuts.Count(cut => Math.Abs(cut - music.NearestBeat(cut)) <= frame / 2).ShouldBeGreaterThan(
            plain.SkipLast(1).Select(time => time.EndFrame * frame).Count(cut => Math.Abs(cut - music.NearestBeat(cut)) <= frame / 2));
        onBeat.Zip(plain).ShouldAllBe(pair => Math.Abs(pair.First.SpeechStartMs - pair.Second.SpeechStartMs) <= 60);
        for (var i = 0; i < 3; i++)
        {
            (onBeat[i].EndFrame * frame * 1000).ShouldBeGreaterThan(onBeat[i].SpeechStartMs + voice.Scenes[i]!.Words[^1].EndMs);
            (onBeat[i].EndFrame * frame * 1000).ShouldBeLessThan(onBeat[i + 1].SpeechStartMs);
        }
    }

    /// <summary>Without music, what lies between two words is heard as a fault.</summary>
    [Theory]
    [InlineData(Pacing.UltraFast)]
    [InlineData(Pacing.Slow)]
    public void No_silence_between_two_words_or_after_the_last_is_dead_air(Pacing pacing)
    {
        var plan = Plan with { Template = Plan.Template with { Structure = Plan.Template.Structure with { Pacing = pacing } } };
        var voice = new VoiceResult("test", [Spoken(1230), Spoken(1410), Spoken(1730), Spoken(900)]);

        var times = SceneClock.Place(plan, voice, new MediaResult([[], [], [], []]));

        var ends = times.Zip(voice.Scenes, (time, spoken) => time.SpeechStartMs + spoken!.Words[^1].EndMs).ToList();
        var next = times.Skip(1).Select(time => time.SpeechStartMs + 20.0).Append(SceneClock.FrameMs(times[^1].EndFrame, plan.Canvas.Fps));
        next.Zip(ends, (start, end) => start - end).ShouldAllBe(silence => silence > 150 && silence <= 600);
    }

    [Fact]
    public void Effects_come_with_what_moves_and_never_crowd()
    {
        Scene At(int second, TransitionKind kind, Visual? visual = null) => new()
        {
            Id = $"s{second}",
            StartFrame = second * 30,
            EndFrame = (second + 1) * 30,
            TransitionIn = new(kind, 10),
            Shots = [new Shot { StartFrame = second * 30, EndFrame = (second + 1) * 30, Visual = visual ?? new StillVisual("/a.png") }],
        };

        var effects = EffectCues.For(
        [
            At(0, TransitionKind.Cut), At(1, TransitionKind.Slide), At(2, TransitionKind.Wipe), At(4, TransitionKind.Fade),
            At(5, TransitionKind.Cut, new CardVisual { Layout = CardLayout.Figure, Headline = "72 %", Number = "72%" }), At(9, TransitionKind.Zoom),
        ], 30);

        effects.ShouldBe([new(EffectKind.Whoosh, 1167), new(EffectKind.Pop, 5000), new(EffectKind.Whoosh, 9167)]);
    }

    private static SceneVoice Spoken(int ms) => new("v.wav", ms + 120, "test", [new SpokenWord("Word.", 20, ms)]);
}
