using Synthora.Rendering.Captions;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class SubtitleCuesTests
{
    private const string Narration =
        "Most people think sleep is wasted time. But your brain cleans itself every night, and skipping that has a price. Dr. Matthew Walker found that 7 hours is the minimum! Turn off the screens, dim the lights, and give your body a chance.";

    [Fact]
    public void Subtitles_keep_the_rules_of_the_trade()
    {
        var cues = SubtitleCues.From(CaptionSegmenterTests.Spoken(Narration), "en", 30, 60_000);

        string.Join(' ', cues.Select(cue => cue.Text.Replace('\n', ' '))).ShouldBe(Narration);
        cues.ShouldAllBe(cue => cue.Lines.Count <= 2 && cue.Text.Split('\n', StringSplitOptions.None).All(line => line.Length <= 42));
        cues.ShouldAllBe(cue => cue.EndMs - cue.StartMs >= 833 && cue.EndMs - cue.StartMs <= 7000);
        cues.ShouldAllBe(cue => cue.Text.Length * 1000.0 / (cue.EndMs - cue.StartMs) <= 18.5);
        cues.Zip(cues.Skip(1)).ShouldAllBe(pair => pair.Second.StartMs - pair.First.EndMs >= 66);
        cues.Select(cue => cue.Text.Replace("\n", " / ")).ShouldBe(
        [
            "Most people think sleep is wasted time.",
            "But your brain cleans itself every night, / and skipping that has a price.",
            "Dr. Matthew Walker found / that 7 hours is the minimum!",
            "Turn off the screens, dim the lights, / and give your body a chance.",
        ]);
    }

    [Fact]
    public void Japanese_subtitles_have_short_lines_that_break_between_words()
    {
        var cues = SubtitleCues.From([new("睡眠は時間の無駄ではありません。脳は毎晩自分自身をきれいに掃除しています。", 0, 6000)], "ja", 30, 6500);

        cues.SelectMany(cue => cue.Text.Split('\n')).ShouldAllBe(line => line.Length <= 16 && !"。、はをが".Contains(line[0]));
    }

    [Fact]
    public void A_timeline_without_captions_still_has_subtitles_timed_by_its_narration()
    {
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 60, Transition.Cut), (TimelineSamples.Card(), 60, Transition.Cut));
        timeline = timeline with
        {
            Look = timeline.Look with { Captions = CaptionStyle.None },
            Scenes = [timeline.Scenes[0] with { Narration = "Sleep is free." }, timeline.Scenes[1] with { Narration = "Use it well." }],
            Audio = new AudioMix { Voice = [new VoiceClip("a.wav", 300, 1200), new VoiceClip("b.wav", 2200, 1000)] },
        };

        SubtitleFile.SubRip(timeline).ShouldBe("1\n00:00:00,300 --> 00:00:02,000\nSleep is free.\n\n2\n00:00:02,200 --> 00:00:03,700\nUse it well.\n\n");
        SubtitleFile.WebVtt(timeline).ShouldStartWith("WEBVTT\n\n00:00:00.300 --> 00:00:02.000\nSleep is free.");
        SubtitleFile.Ass(timeline).ShouldContain("Style: CaptionClassic,Arimo");
    }
}
