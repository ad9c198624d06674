using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>What only a plan can tell: each case holds a video against a plan that it does not keep.</summary>
public sealed class SpokenClipTests(SpokenClip clip) : IClassFixture<SpokenClip>
{
    [Fact]
    public async Task A_video_that_keeps_its_plan_passes_and_every_check_says_why_it_was_not_judged()
    {
        var report = await CheckAsync(clip.Video, clip.Timeline);
        Failed(report).ShouldBeEmpty();
        report.Checks.Select(check => check.Id).ShouldBe(CheckCatalogue.All.Select(check => check.Id));
        report.Checks.Where(check => check.Outcome == Outcome.NotJudged).Select(check => check.Id).ShouldBe(["ducking", "generation_loss", "determinism"]);
        report.Checks.ShouldAllBe(check => check.Measured.Length > 0 && check.Expected.Length > 0 && check.Source!.Length > 0);
        report.Checks.Single(check => check.Id == "caption_sync").Value.ShouldNotBeNull().ShouldBeLessThan(40);
        report.Checks.Single(check => check.Id == "voice_sync").Value.ShouldNotBeNull().ShouldBe(0, 10);
    }

    [Fact]
    public async Task A_stranger_is_judged_by_what_can_be_seen_of_it()
    {
        var report = await QualityGate.CheckAsync(clip.Video, null, Platform.Universal, CancellationToken.None);
        report.Passed.ShouldBeTrue();
        report.Checks.Where(check => check.Measured == "not judged: no timeline").Select(check => check.Id)
            .ShouldBe(CheckCatalogue.All.Where(check => check.Need is CheckNeed.Timeline or CheckNeed.Captions or CheckNeed.Thorough).Select(check => check.Id));
    }

    [Fact]
    public async Task Words_that_were_never_drawn_are_missed() =>
        Failed(await CheckAsync(clip.Bare, clip.Timeline)).ShouldBe(["hook_text", "hook_title", "title_contrast", "caption_visible", "contrast", "caption_sync"]);

    [Theory]
    [InlineData("")]
    [InlineData("an older build")]
    public async Task Words_that_another_version_drew_otherwise_are_not_held_against_a_video(string engine)
    {
        var report = await QualityGate.CheckAsync(clip.Bare, clip.Timeline, Platform.Universal, CancellationToken.None, madeBy: engine);
        report.Passed.ShouldBeTrue();
        report.Checks.Single(check => check.Id == "caption_visible").Measured.ShouldStartWith("not judged: another version of Synthora drew the words");
        (await QualityGate.CheckAsync(clip.Bare, clip.Timeline, Platform.Universal, CancellationToken.None, madeBy: report.Engine)).Passed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_title_that_stays_is_noticed()
    {
        var plan = clip.Timeline with { Scenes = [clip.Timeline.Scenes[0] with { Texts = [new OverlayText("Look here", 0, 20)] }, clip.Timeline.Scenes[1]] };
        Failed(await CheckAsync(clip.Video, plan)).ShouldBe(["hook_title"]);
    }

    [Theory]
    [InlineData(150, "caption_sync")]
    [InlineData(-150, "voice_sync,caption_sync")]
    public async Task What_comes_at_another_time_than_it_is_said_is_noticed(int ms, string missed)
    {
        // Captions later than drawn, or all that is said earlier than it is heard.
        var plan = clip.Timeline with { Scenes = [.. clip.Timeline.Scenes.Select(scene => scene with { Captions = [.. scene.Captions.Select(cue => Shifted(cue, ms))] })] };
        if (ms < 0) plan = clip.Timeline with { Audio = clip.Timeline.Audio with { Voice = [clip.Timeline.Audio.Voice[0] with { StartMs = 300 }] } };
        Failed(await CheckAsync(clip.Video, plan)).ShouldBeSubsetOf([.. missed.Split(','), "caption_visible", "contrast", "caption_drift"]);
        Failed(await CheckAsync(clip.Video, plan)).ShouldContain(missed.Split(',')[0]);
    }

    [Fact]
    public async Task Pale_captions_are_noticed()
    {
        var pale = await SampleMedia.MakeAsync(
            Path.Combine(clip.Folder, "pale.mp4"), "-i", clip.Video, "-vf", "lutyuv=y='126+(val-126)*0.3'", "-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "high", "-c:a", "copy");
        Failed(await CheckAsync(pale, clip.Timeline)).ShouldContain("contrast");
    }

    [Fact]
    public async Task Footage_that_comes_again_and_a_fallback_that_blocks_are_told()
    {
        var shot = clip.Timeline.Scenes[0].Shots[0];
        var plan = clip.Timeline with
        {
            Fallbacks = [new("the voice en-amy", "no voice", "it is not installed", Blocks: true), new("colour emoji", "plain ones", "libass draws none")],
            Scenes =
            [
                clip.Timeline.Scenes[0] with { Shots = [shot with { EndFrame = 20 }, shot with { StartFrame = 20, EndFrame = 40, Visual = new ClipVisual("elsewhere.mp4") }, shot with { StartFrame = 40, EndFrame = 60 }] },
                clip.Timeline.Scenes[1],
            ],
        };
        var report = await CheckAsync(clip.Video, plan);
        Failed(report).ShouldBeSubsetOf(["pacing", "planned_cuts", "repeats", "fallbacks"]);
        Failed(report).ShouldContain("repeats");
        report.Passed.ShouldBeFalse();
        report.Blocking.Single().Measured.ShouldContain("it is not installed");
        report.Fallbacks.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_scene_rendered_again_shows_what_encoding_cost()
    {
        var report = await QualityGate.CheckAsync(clip.Video, clip.Timeline, Platform.Universal, CancellationToken.None, thorough: true);
        Failed(report).ShouldBeEmpty();
        report.Checks.Single(check => check.Id == "generation_loss").Value.ShouldNotBeNull().ShouldBeInRange(0.99, 0.99999);
        report.Checks.Single(check => check.Id == "determinism").Measured.ShouldContain("all 60 frames");

        var worn = await SampleMedia.MakeAsync(
            Path.Combine(clip.Folder, "worn.mp4"), "-i", clip.Video, "-c:v", "libx264", "-preset", "ultrafast", "-crf", "51", "-profile:v", "high", "-c:a", "copy");
        Failed(await QualityGate.CheckAsync(worn, clip.Timeline, Platform.Universal, CancellationToken.None, thorough: true)).ShouldContain("generation_loss");
    }

    [Fact]
    public async Task The_page_tells_the_verdict_first_and_takes_nothing_for_markup()
    {
        var report = await CheckAsync(clip.Bare, clip.Timeline with { Fallbacks = [new("<b>voice", "none", "\"gone\" & lost", Blocks: true)] });
        var page = QualityReportPage.Write(report with { File = "<script>alert(1)</script>.mp4" });
        page.ShouldContain("Not ready: 5 things have to change");
        page.IndexOf("What to do", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("Whole container", StringComparison.Ordinal));
        page.ShouldNotContain("<script>");
        page.ShouldContain("&lt;b&gt;voice");
        foreach (var check in report.Checks) page.ShouldContain($"id=\"{check.Id}\"");
    }

    private static Cue Shifted(Cue cue, int ms) => new(
        Math.Max(0, cue.StartMs + ms), cue.EndMs + ms, [.. cue.Lines.Select(line => (IReadOnlyList<Word>)[.. line.Select(word => word with { StartMs = Math.Max(0, word.StartMs + ms), EndMs = word.EndMs + ms })])]);

    private static Task<QualityReport> CheckAsync(string file, Timeline plan) => QualityGate.CheckAsync(file, plan, Platform.Universal, CancellationToken.None);

    private static IEnumerable<string> Failed(QualityReport report) => report.Checks.Where(check => check.Failed).Select(check => check.Id);
}
