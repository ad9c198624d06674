using Synthora.Rendering.Captions;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Tests.Editing;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;
using Synthora.Rendering.Variants;

namespace Synthora.Rendering.Tests.Variants;

public sealed class TimelineVariantsTests
{
    [Theory]
    [InlineData(CaptionStyle.Modern)]
    [InlineData(CaptionStyle.Karaoke)]
    public void Captions_of_every_rendition_stand_clear_of_its_platforms_controls(CaptionStyle style)
    {
        var timeline = TimelineEditTests.Spoken(4) with { Canvas = new(1080, 1920) };
        timeline = Rendering.Editing.TimelineEdit.SetCaptions(timeline, style);
        foreach (var list in (string[])["youtube,tiktok,instagram,facebook,1:1,4:5,16:9", "tiktok", "youtube:16:9"])
        {
            foreach (var (rendition, variant) in TimelineVariants.Make(timeline, Rendition.ParseAll(list)))
            {
                TimelineValidator.Validate(variant, checkFiles: false).ShouldBeEmpty(rendition.Name);
                var own = SafeBox.For(variant.Platform, variant.Canvas);
                var sheet = CaptionLayout.Place([.. variant.Scenes.SelectMany(scene => scene.Captions)], variant.Look, variant.Canvas, SafeBox.For(variant), variant.Language);
                sheet.Placed.ShouldAllBe(caption => caption.IsInside(own), rendition.Name);
                sheet.Placed.Count.ShouldBeGreaterThan(0);
            }
        }
    }

    [Fact]
    public void A_rendition_alone_uses_all_the_room_its_platform_leaves()
    {
        var timeline = TimelineEditTests.Spoken(3) with { Canvas = new(1080, 1920) };
        SafeBox.For(TimelineVariants.Make(timeline, Rendition.ParseAll("tiktok"))[0].Timeline).ShouldBe(SafeBox.For(Platform.TikTok, timeline.Canvas));
    }

    [Fact]
    public void Platforms_that_agree_on_key_frames_are_made_of_the_same_scenes()
    {
        var timeline = TimelineEditTests.Spoken(3) with { Canvas = new(1080, 1920) };
        var variants = TimelineVariants.Make(timeline, Rendition.ParseAll("youtube,tiktok,instagram"));
        var keys = variants.ToDictionary(item => item.Rendition.Name, item => SegmentPlan.PlanAll(item.Timeline, VideoEncoding.For(item.Timeline, preview: false))
            .Select(plan => SegmentKey.Of(plan, new Dictionary<string, SourceMedia>(), "test")).ToList());

        keys["tiktok"].ShouldBe(keys["instagram"]);
        keys["youtube"].ShouldNotBe(keys["tiktok"]);
        VideoEncoding.For(variants[0].Timeline, preview: false).GopFrames.ShouldBe(15);
        VideoEncoding.For(variants[1].Timeline, preview: false).GopFrames.ShouldBe(60);
    }

    [Theory]
    [InlineData("1:1", 1080, 1080)]
    [InlineData("16:9", 1920, 1080)]
    [InlineData("4:5", 1080, 1350)]
    [InlineData("instagram:4:5", 1080, 1350)]
    [InlineData("tiktok", 1080, 1920)]
    public void A_shape_keeps_the_shorter_side(string name, int width, int height)
    {
        var timeline = TimelineEditTests.Spoken(1, spokenWords: 12) with { Canvas = new(1080, 1920) };
        TimelineVariants.Make(timeline, Rendition.ParseAll(name))[0].Timeline.Canvas.ShouldBe(new Canvas(width, height));
    }

    [Fact]
    public void A_video_too_long_for_a_platform_loses_pauses_then_whole_scenes_and_says_so()
    {
        // 13 scenes of 7.6 s are 99 s; Facebook takes 90.
        var timeline = TimelineEditTests.Spoken(13, spokenWords: 22);
        timeline.DurationSeconds.ShouldBeGreaterThan(95);
        // The seventh scene says what no other does.
        timeline = timeline with { Scenes = [.. timeline.Scenes.Select((scene, index) => index == 6 ? scene with { Narration = "Unrelated digression about something nobody else mentions" } : scene)] };

        var fitted = TimelineVariants.Make(timeline, Rendition.ParseAll("facebook"))[0].Timeline;

        TimelineValidator.Validate(fitted, checkFiles: false).ShouldBeEmpty();
        fitted.DurationSeconds.ShouldBeInRange(80, 90);
        fitted.Scenes[0].Id.ShouldBe("scene-1");
        fitted.Scenes[^1].Id.ShouldBe("scene-13");
        fitted.Scenes.ShouldNotContain(scene => scene.Id == "scene-7");
        fitted.Fallbacks.ShouldContain(fallback => fallback.Done.Contains("'Point 7'") && fallback.Why.Contains("facebook takes at most 90 s"));
        fitted.Audio.Voice.Count.ShouldBe(fitted.Scenes.Count);
        // The others are not shortened for Facebook's sake.
        TimelineVariants.Make(timeline, Rendition.ParseAll("facebook,youtube"))[1].Timeline.Scenes.Count.ShouldBe(13);
    }

    [Fact]
    public void A_length_that_somebody_else_sets_is_kept_in_the_same_way_or_not_at_all()
    {
        var timeline = TimelineEditTests.Spoken(13, spokenWords: 22);
        LengthFit.Within(timeline, 100, "why").ShouldBeSameAs(timeline);
        var fitted = LengthFit.Within(timeline, 90, "why").ShouldNotBeNull();
        fitted.DurationSeconds.ShouldBeInRange(80, 90);
        fitted.Fallbacks.ShouldContain(fallback => fallback.Asked == FormattableString.Invariant($"the whole video of {timeline.DurationSeconds:0.0} s") && fallback.Done.EndsWith("left out") && fallback.Why == "why");
        LengthFit.Within(timeline, 40, "why").ShouldBeNull("it would be another video");
    }

    [Fact]
    public async Task A_rendition_of_another_shape_looks_for_its_subjects_anew()
    {
        var folder = Directory.CreateTempSubdirectory("synthora-reframe-");
        try
        {
            var clip = await SampleMedia.MakeAsync(
                Path.Combine(folder.FullName, "right.mp4"), "-f", "lavfi", "-i", "color=0x404040:s=320x180:r=10:d=1", "-f", "lavfi", "-i", "testsrc2=s=90x160:r=10:d=1",
                "-filter_complex", "[0][1]overlay=225:10", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
            var visual = new ClipVisual(clip);
            Framing?[] framings = [null, new(FillMode.Crop, 0.2) { Why = "the subject was there" }, new(FillMode.Blur) { Why = Framing.AskedFor }, new(FillMode.Crop, 0.1)];
            var wide = TimelineSamples.Of([.. framings.Select(_ => ((Visual)visual, 60, Transition.Cut))]) with { Canvas = new(1920, 1080) };
            wide = wide with { Scenes = [.. wide.Scenes.Zip(framings, (scene, framing) => scene with { Shots = [scene.Shots[0] with { Framing = framing }] })] };

            var tall = (await TimelineVariants.MakeAsync(wide, Rendition.ParseAll("9:16"), CancellationToken.None))[0].Timeline;

            var chosen = tall.Scenes.Select(scene => scene.Shots[0].Framing!).ToList();
            foreach (var found in chosen.Take(2))
            {
                found.Mode.ShouldBe(FillMode.Crop);
                found.X.ShouldBeGreaterThan(0.7);
            }

            chosen[2].Mode.ShouldBe(FillMode.Blur, "a fill that was asked for stays");
            chosen[3].ShouldBe(framings[3], "what was set by hand stays");
            (await TimelineVariants.MakeAsync(wide, Rendition.ParseAll("16:9"), CancellationToken.None))[0].Timeline.Scenes.Select(scene => scene.Shots[0].Framing).ShouldBe(framings);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_video_that_would_lose_too_much_is_refused_with_what_to_do() =>
        Should.Throw<RenderException>(() => TimelineVariants.Make(TimelineEditTests.Spoken(40, spokenWords: 22), Rendition.ParseAll("facebook")))
            .Message.ShouldContain("leave facebook out");

    [Fact]
    public void A_video_too_short_for_a_platform_holds_its_end()
    {
        var timeline = TimelineEditTests.Spoken(1, spokenWords: 3);
        var held = TimelineVariants.Make(timeline, Rendition.ParseAll("facebook"))[0].Timeline;

        held.DurationSeconds.ShouldBeGreaterThanOrEqualTo(3);
        held.Fallbacks.ShouldHaveSingleItem().Done.ShouldContain("held");
    }

    [Theory]
    [InlineData("vimeo")]
    [InlineData("3:2")]
    [InlineData("youtube:3:2")]
    [InlineData(",")]
    public void An_unknown_rendition_is_refused_with_those_there_are(string list) =>
        Should.Throw<RenderException>(() => Rendition.ParseAll(list)).Message.ShouldContain("youtube, tiktok");
}
