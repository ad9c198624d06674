using System.Text.Json.Nodes;
using Synthora.Cli;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Cli;

/// <summary>From a script to a video that is moved, edited, undone, exported and rendered for other platforms, through the real commands.</summary>
public sealed class EditCommandTests : IDisposable
{
    private const string Script =
        "# Tea\n\n## Hook\nDo you like hot tea?\n> text: Hot tea\n> transition: cut\n\n## Warm\nWarm the pot first.\n> transition: cut\n\n## Steep\nThen wait for four minutes.\n> transition: cut\n\n## End\nTry it today.\n> transition: cut\n";

    private readonly StudioRun _studio = new();

    [Fact]
    public async Task One_scene_is_said_anew_in_a_moved_project_and_the_others_are_reused()
    {
        await MakeAsync();
        // What was made is portable: the script and the place it was made in are gone.
        Directory.Move(_studio.At("out"), _studio.At("moved"));
        var (file, video) = (_studio.At("moved/tea.timeline.json"), _studio.At("moved/tea.mp4"));
        var before = await ReadAsync(file);
        foreach (var clip in before.Audio.Voice) clip.Path.ShouldStartWith(_studio.At("moved/tea.project/voice/"));

        var (exit, said, error) = await StudioRun.RunAsync("edit", file, "--scene", "2", "--text", "Always warm your favourite pot before you pour anything into it.");

        exit.ShouldBe(ExitCode.Ok, error + said);
        said.ShouldContain("1 scene rendered, 3 reused");
        var after = await ReadAsync(file);
        after.Scenes[1].Narration.ShouldContain("favourite");
        after.Scenes[1].Words.Select(word => word.Text).ShouldContain("favourite");
        after.Scenes[1].Shots.SelectMany(shot => new[] { ((CardVisual)shot.Visual).Headline }).ShouldContain(headline => headline.Contains("pot", StringComparison.OrdinalIgnoreCase));
        after.DurationSeconds.ShouldBeGreaterThan(before.DurationSeconds + 0.7);
        (await File.ReadAllTextAsync(_studio.At("moved/tea.srt"))).ShouldContain("favourite");
        // The joined file passes every check of a full render.
        var report = await QualityGate.CheckAsync(video, after, after.Platform, CancellationToken.None);
        report.Checks.Where(check => check.Failed && check.Severity == Severity.Must).ShouldBeEmpty();

        (exit, said, _) = await StudioRun.RunAsync("edit", file, "--undo");
        exit.ShouldBe(ExitCode.Ok);
        said.ShouldContain("0 scenes rendered, 4 reused");
        TimelineJson.Write(await ReadAsync(file)).ShouldBe(TimelineJson.Write(before));
        (await StudioRun.RunAsync("edit", file, "--redo", "--no-render")).Exit.ShouldBe(ExitCode.Ok);
        TimelineJson.Write(await ReadAsync(file)).ShouldBe(TimelineJson.Write(after));

        (exit, _, error) = await StudioRun.RunAsync("edit", file, "--scene", "9", "--delete");
        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("There is no scene 9");
        error.ShouldContain("1 Hook; 2 Warm; 3 Steep; 4 End");

        await EditWithEverythingAsync(file);
        await ExportAsync(file);
        await CheckAsync(file, video);
        await RenditionsAsync(file);
    }

    [Fact]
    public async Task Options_that_make_no_sense_are_refused_before_anything_is_touched()
    {
        var file = await _studio.WriteAsync("a.timeline.json", "{}");
        foreach (var (options, cause) in new (string[], string)[]
        {
            ([], "nothing to change"), (["--text", "x"], "which scene"), (["--scene", "1"], "what to change"), (["--scene", "1", "--motion", "spin"], "motion 'spin'"),
            (["--scene", "1", "--transition", "implode"], "transition 'implode'"), (["--scene", "1", "--delete", "--text", "x"], "deleted scene"), (["--scene", "1", "--visual", "gone.png"], "gone.png does not exist"),
            (["--caption-style", "loud"], "captions 'loud'"),
        })
        {
            var (exit, _, error) = await StudioRun.RunAsync(["edit", file, .. options]);
            exit.ShouldBe(ExitCode.BadUsage, cause);
            error.ShouldContain(cause);
        }

        (await StudioRun.RunAsync("edit", file, "--undo")).Error.ShouldContain("no version");
        (await StudioRun.RunAsync("render", _studio.At("none.json"))).Error.ShouldContain("does not exist");
        (await StudioRun.RunAsync("render", file, "--variants", "vimeo")).Error.ShouldContain("no rendition 'vimeo'");
        (await StudioRun.RunAsync("--help")).Out.ShouldContain("synthora [command]");
        JsonNode.Parse((await StudioRun.RunAsync("timeline", "schema")).Out)!["$id"]!.GetValue<string>().ShouldBe(Timeline.SchemaName);
    }

    public void Dispose() => _studio.Dispose();

    private async Task MakeAsync()
    {
        var script = await _studio.WriteAsync("script/tea.md", Script);
        var (exit, said, error) = await StudioRun.RunAsync("make", script, "--out", _studio.At("out/"), "--size", "180x320", "--music", "calm", "--captions", "classic");
        Directory.Delete(_studio.At("script"), recursive: true);
        exit.ShouldBe(ExitCode.Ok, error + said);
        Directory.EnumerateFileSystemEntries(_studio.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(["tea.credits.json", "tea.credits.txt", "tea.jpg", "tea.mp4", "tea.project", "tea.report.json", "tea.srt", "tea.timeline.json"]);
        (await File.ReadAllTextAsync(_studio.At("out/tea.credits.txt"))).ShouldContain("Carnegie Mellon University");
    }

    /// <summary>Several edits without a render between, then one render of what is left to do.</summary>
    private async Task EditWithEverythingAsync(string file)
    {
        var picture = _studio.At("picture.png");
        (await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=200x360", "-frames:v", "1", picture], CancellationToken.None)).ExitCode.ShouldBe(0);
        foreach (var options in (string[][])
        [
            ["--scene", "3", "--visual", picture, "--motion", "zoom-in", "--transition", "slide"], ["--scene", "1", "--duration", "4"], ["--scene", "2", "--move-to", "3"], ["--title", "Better tea", "--thumbnail", picture],
        ])
        {
            var (exit, _, error) = await StudioRun.RunAsync(["edit", file, "--no-render", .. options]);
            exit.ShouldBe(ExitCode.Ok, error);
        }

        File.Delete(picture);
        var (done, said, complaint) = await StudioRun.RunAsync("render", file);
        done.ShouldBeOneOf(ExitCode.Ok, ExitCode.Failed);
        complaint.ShouldNotContain("   at ");
        said.ShouldContain("rendered");
        var edited = await ReadAsync(file);
        edited.Scenes.Select(scene => scene.Label).ShouldBe(["Hook", "Steep", "Warm", "End"]);
        edited.Scenes[1].Shots.ShouldAllBe(shot => shot.Visual is StillVisual);
        edited.Scenes[1].TransitionIn.Kind.ShouldBe(TransitionKind.Slide);
        (edited.Scenes[0].EndFrame / (double)edited.Canvas.Fps).ShouldBe(4);
        edited.Thumbnail.Path!.ShouldStartWith(_studio.At("moved/tea.project/media/"));
    }

    private async Task ExportAsync(string file)
    {
        foreach (var (format, holds) in new[] { ("otio", "Timeline.1"), ("srt", " --> "), ("vtt", "WEBVTT"), ("ass", "[Events]") })
        {
            (await StudioRun.RunAsync("timeline", "export", file, "--format", format)).Exit.ShouldBe(ExitCode.Ok);
            (await File.ReadAllTextAsync(_studio.At($"moved/tea.{format}"))).ShouldContain(holds);
        }

        (await StudioRun.RunAsync("timeline", "check", file)).Out.ShouldContain("ready to render");
    }

    private async Task CheckAsync(string file, string video)
    {
        var page = _studio.At("report.html");
        var (exit, said, error) = await StudioRun.RunAsync("check", video, "--timeline", file, "--platform", "youtube", "--thorough", "--json", "--html", page);
        exit.ShouldBeOneOf([ExitCode.Ok, ExitCode.Failed], error);
        var report = QualityReportText.Read(said);
        report.Passed.ShouldBe(exit == ExitCode.Ok);
        report.Checks.Single(check => check.Id == "determinism").Passed.ShouldBeTrue();
        report.Checks.Single(check => check.Id == "generation_loss").Value.ShouldNotBeNull().ShouldBeInRange(0.9, 1);
        report.Checks.Single(check => check.Id == "planned_cuts").Passed.ShouldBeTrue();
        (await File.ReadAllTextAsync(page)).ShouldContain("Renders the same again");

        (exit, _, error) = await StudioRun.RunAsync("check", video, "--thorough");
        exit.ShouldBe(ExitCode.BadUsage);
        error.ShouldContain("--timeline");
        (await StudioRun.RunAsync("check", file)).Exit.ShouldBe(ExitCode.BadUsage);
    }

    private async Task RenditionsAsync(string file)
    {
        var (_, said, error) = await StudioRun.RunAsync("render", file, "--variants", "tiktok,instagram,1:1", "--json");
        error.ShouldNotContain("   at ");
        var files = JsonNode.Parse(said)!["files"]!.AsArray();
        files.Select(made => Path.GetFileName(made!["video"]!.GetValue<string>())).ShouldBe(["tea.tiktok.mp4", "tea.instagram.mp4", "tea.1x1.mp4"]);
        files[1]!["scenes_rendered"]!.GetValue<int>().ShouldBe(0, "the scenes of one platform serve the other");
        foreach (var name in (string[])["tiktok", "instagram", "1x1"])
        {
            var report = QualityReportText.Read(await File.ReadAllTextAsync(_studio.At($"moved/tea.{name}.report.json")));
            report.Checks.Single(check => check.Id == "caption_layout").Passed.ShouldBeTrue(name);
            // The little picture is as planned, but TikTok takes no side below 360 pixels.
            report.Checks.Single(check => check.Id == "size").Passed.ShouldBe(name != "tiktok", name);
        }
    }

    private static Task<Timeline> ReadAsync(string file) => TimelineFile.ReadAsync(file, CancellationToken.None);
}
