using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Timelines;

public sealed class TimelineJsonTests
{
    [Fact]
    public void A_timeline_with_everything_in_it_comes_back_as_it_was_stored()
    {
        var sample = TimelineSamples.Of(
            (new ClipVisual("/a/clip ä.mp4", 1.25, 4.5, 0.3), 40, Transition.Cut),
            (new StillVisual("/a/\"still\".png"), 30, new(TransitionKind.Slide, 12)),
            (new CardVisual { Layout = CardLayout.Figure, Headline = "72 % <tired>", Number = "72%", Icon = "moon" }, 30, Transition.Cut),
            (new ColourVisual("#0A1b2C"), 30, Transition.Cut));
        sample = sample with
        {
            Platform = Platform.YouTube,
            Language = "pt-BR",
            Seed = 7,
            Audio = new AudioMix { Voice = [new VoiceClip("/a/v.wav", 10, 900, -2)], Music = new MusicTrack("/a/m.opus", 1, 20, 1500, 4000), Effects = [new SoundEffect(EffectKind.Whoosh, 900, -3)], Levels = new(Original: new(-6, [new(0, -20), new(400, 0)])), LoudnessLufs = -16 },
            Scenes = [sample.Scenes[0] with { Captions = [new Cue(0, 900, [[new Word("Olá", 0, 400), new Word("मुझे", 400, 900)]])], Texts = [new OverlayText("Hook", 0, 40)] }, .. sample.Scenes.Skip(1)],
            Credits = [new Credit("music", "Track", "Us", "CC0", "https://example.org")],
            Fallbacks = [new Fallback("a", "b", "c")],
            Thumbnail = new ThumbnailChoice("T", 12),
        };

        var json = TimelineJson.Write(sample);

        TimelineJson.Write(TimelineJson.Read(json)).ShouldBe(json);
        TimelineJson.Read(json).Scenes[0].Captions[0].Lines[0][1].ShouldBe(new Word("मुझे", 400, 900));
        json.ShouldContain("\"kind\": \"clip\"");
        json.ShouldContain("\"in_seconds\": 1.25");
        TimelineJson.Read(json).Scenes[3].Shots[0].Visual.ShouldBe(new ColourVisual("#0A1b2C"));
        json.ShouldContain("\"kind\": \"colour\"");
        json.ShouldContain("\"platform\": \"youtube\"");
        json.ShouldNotContain("frame_count");
    }

    [Fact]
    public void Any_document_the_types_allow_comes_back_as_it_was_stored()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var json = TimelineJson.Write(new RandomDocument(seed).Create<Timeline>() with { Version = Timeline.CurrentVersion });
            TimelineJson.Write(TimelineJson.Read(json)).ShouldBe(json, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData("""{"title":"x"}""", "no version")]
    [InlineData("""{"version":2,"title":"x"}""", "Update Synthora")]
    [InlineData("""{"version":1,"title":"x","canvas":{"width":"wide","height":2}}""", "$.canvas.width")]
    [InlineData("""{"version":1,"title":"x","colour":"red"}""", "$.colour: the property 'colour' is not known here")]
    [InlineData("""{"version":1,"title":"x","canvas":{"width":1080}}""", "$.canvas: it lacks height")]
    [InlineData("""{"version":1,"title":"x","canvas":null}""", "$.canvas")]
    [InlineData("""{"version":1,"title":"x","scenes":[{"id":"a","start_frame":0,"end_frame":9,"shots":[{"start_frame":0,"end_frame":9,"visual":{"kind":"clip","path":"a.mp4","speeed":2}}]}]}""", "$.scenes[0].shots[0].visual.speeed")]
    [InlineData("""{"version":1,"title":"x","scenes":[{"id":"a","start_frame":0,"end_frame":9,"shots":[{"start_frame":0,"end_frame":9,"visual":{"kind":"colour"}}]}]}""", "$.scenes[0].shots[0].visual")]
    [InlineData("""{"version":"one"}""", "no version")]
    [InlineData("not json", "cannot be read")]
    [InlineData("[]", "no version")]
    public void What_is_no_timeline_is_refused_with_the_place_that_is_wrong(string json, string said) =>
        Should.Throw<RenderException>(() => TimelineJson.Read(json)).Message.ShouldContain(said);
}
