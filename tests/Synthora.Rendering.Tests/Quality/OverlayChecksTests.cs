using Synthora.Rendering.Analysis;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Scenes.Overlays;
using Synthora.Rendering.Tests.Motion;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>Titles, cards' words and marks judged by where the layout puts them, on the platform they were laid for and on others.</summary>
public sealed class OverlayChecksTests(CleanClip clip) : IClassFixture<CleanClip>
{
    private const string Title = "Stop hitting snooze every single morning";

    [Theory]
    [InlineData(Platform.YouTube, null, 0)]
    [InlineData(Platform.TikTok, "logo.png", 130)]
    [InlineData(Platform.Facebook, "logo.png", 150)]
    public async Task What_stands_outside_the_box_of_a_platform_is_named_with_its_distance(Platform judged, string? named, int pixels)
    {
        var check = (await JudgeAsync(Marked(Platform.YouTube, new LogoOverlay("logo.png")), judged)).Single(check => check.Id == "overlay_layout");

        (check.Failed, check.Severity, check.Value).ShouldBe((named is not null, Severity.Must, pixels));
        check.Measured.ShouldBe(named is null ? "1 of 1 inside" : $"1 of 1 outside, “{named}” by {pixels} px");
    }

    [Theory]
    [InlineData("star", Platform.YouTube, Platform.TikTok, 84)]
    [InlineData("Ada Lovelace", Platform.TikTok, Platform.YouTube, 5)]
    [InlineData(Title, Platform.YouTube, Platform.TikTok, 122)]
    [InlineData("Sleep well", Platform.TikTok, Platform.YouTube, 5)]
    public async Task Every_kind_stands_in_the_box_of_its_own_platform_and_is_noticed_outside_anothers(string name, Platform own, Platform other, int pixels)
    {
        var bare = Marked(own);
        var timeline = name switch
        {
            "star" => Marked(own, new StickerOverlay("star", X: 1, Y: 0.5)),
            "Ada Lovelace" => Marked(own, new LowerThirdOverlay(name, "wrote the first program")),
            Title => bare with { Scenes = [bare.Scenes[0] with { Texts = [new(name, 0, 60)] }] },
            _ => bare with { Scenes = [bare.Scenes[0] with { Shots = [bare.Scenes[0].Shots[0] with { Visual = TimelineSamples.Card(name) }] }] },
        };
        (await JudgeAsync(timeline, own)).Single(check => check.Id == "overlay_layout").Outcome.ShouldBe(Outcome.Passed);

        var check = (await JudgeAsync(timeline, other)).Single(check => check.Id == "overlay_layout");

        check.Failed.ShouldBeTrue(check.Measured);
        check.Measured.ShouldContain($"“{name}” by ");
        check.Value.ShouldNotBeNull().ShouldBe(pixels, 3);
    }

    [Fact]
    public async Task A_title_that_meets_a_caption_while_both_stand_is_named_with_it()
    {
        var bare = Marked(Platform.Universal);
        var titled = bare with
        {
            Scenes =
            [
                bare.Scenes[0] with
                {
                    Texts = [new(Title, 0, 30)],
                    Captions = [new(0, 900, [[new("Good", 0, 400), new("morning", 400, 900)]]), new(1000, 1900, [[new("all", 1000, 1400), new("together", 1400, 1900)]])],
                },
            ],
        };
        async Task<QualityCheck> Of(Timeline timeline) => (await JudgeAsync(timeline, Platform.Universal)).Single(check => check.Id == "text_layout");

        (await Of(titled)).Outcome.ShouldBe(Outcome.Passed);
        (await Of(titled with { Scenes = [titled.Scenes[0] with { Captions = [] }] })).Measured.ShouldBe("not judged: no captions");

        // Another engine may have laid them otherwise; so this one is told where they stand.
        var clean = await Measurer.MeasureAsync(clip.Video, titled, CancellationToken.None);
        var low = clean with { Overlays = [.. clean.Overlays.Select(overlay => overlay with { Box = overlay.Box with { Y = overlay.Box.Y + 500 } })] };
        var check = QualityGate.Judge(low, "clip.mp4", titled, Platform.Universal).Checks.Single(check => check.Id == "text_layout");
        check.Failed.ShouldBeTrue(check.Measured);
        check.Measured.ShouldStartWith($"“{Title}” lies ");
        check.Measured.ShouldEndWith(" over “Good morning” at 0.0 s");
        var later = low with { Overlays = [.. low.Overlays.Select(overlay => overlay with { StartSeconds = 0.9, EndSeconds = 1 })] };
        QualityGate.Judge(later, "clip.mp4", titled, Platform.Universal).Checks.Single(check => check.Id == "text_layout").Passed.ShouldBeTrue("one stands when the other has gone");
    }

    [Fact]
    public async Task A_file_without_a_timeline_and_a_timeline_without_such_words_are_not_judged()
    {
        (await QualityGate.CheckAsync(clip.Video, null, Platform.Universal, CancellationToken.None)).Checks
            .Where(check => check.Id is "overlay_layout" or "text_layout").Select(check => check.Measured).ShouldBe(["not judged: no timeline", "not judged: no timeline"]);
        (await JudgeAsync(Marked(Platform.Universal, new ProgressBarOverlay()), Platform.TikTok)).Single(check => check.Id == "overlay_layout")
            .Measured.ShouldBe("not judged: nothing of the kind in this video", "a progress bar runs along the picture's edge");
    }

    /// <summary>Whatever the engine lays itself stands where its own check wants it.</summary>
    [Theory]
    [MemberData(nameof(CardDesignerTests.Aesthetics), MemberType = typeof(CardDesignerTests))]
    public async Task Cards_of_every_kind_stand_in_the_box_and_clear_of_captions(Aesthetic aesthetic)
    {
        var clean = await Measurer.MeasureAsync(clip.Video, null, CancellationToken.None);
        IReadOnlyList<Cue> captions = [new(0, 1900, [[new("Forgotten", 0, 500), new("Åjps", 500, 900)], [new("subscriptions", 1000, 1600), new("gyq", 1600, 1900)]])];
        foreach (var aspect in (string[])["9:16", "1:1", "16:9"])
            foreach (var layout in Enum.GetValues<CardLayout>())
                foreach (var headline in (string[])["Ångström", "Why do jumpy puppies enjoy yoga", "Sleep 😴 like a baby 👶🏽", "睡眠は時間の無駄ではありません。", "अच्छी नींद के पाँच तरीके", "Nobody ever told you that every single one of the seven small steps below takes less than one minute a day"])
                    foreach (var variation in (int[])[0, 1, 2])
                    {
                        var canvas = Canvas.ForAspect(aspect);
                        var bare = Marked(Platform.Universal);
                        var timeline = bare with
                        {
                            Canvas = canvas,
                            Look = bare.Look with { Aesthetic = aesthetic },
                            Scenes = [bare.Scenes[0] with { Captions = captions, Shots = [bare.Scenes[0].Shots[0] with { Visual = CardStudio.Sample(layout, variation) with { Headline = headline } }] }],
                        };
                        var overlays = await OverlayLayout.OfAsync(timeline, CancellationToken.None);

                        overlays.ShouldHaveSingleItem().Beyond(SafeBox.For(Platform.Universal, canvas)).ShouldBeLessThanOrEqualTo(0.5, $"{aspect} {layout} {variation} {headline}");
                        QualityGate.Judge(clean with { Overlays = overlays }, "clip.mp4", timeline, Platform.Universal).Checks.Single(check => check.Id == "text_layout").Outcome
                            .ShouldBe(Outcome.Passed, $"{aspect} {layout} {variation} {headline}");
                    }
    }

    private static Timeline Marked(Platform platform, params Overlay[] overlays) =>
        TimelineSamples.Of((new StillVisual("still.png"), 60, Transition.Cut)) with { Canvas = Canvas.ForAspect("9:16"), Platform = platform, Overlays = overlays };

    private async Task<IReadOnlyList<QualityCheck>> JudgeAsync(Timeline timeline, Platform platform) =>
        QualityGate.Judge(await Measurer.MeasureAsync(clip.Video, timeline, CancellationToken.None), "clip.mp4", timeline, platform).Checks;
}
