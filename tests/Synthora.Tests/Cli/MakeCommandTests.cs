using Synthora.Cli;
using Synthora.Features.Videos.Generation;
using Synthora.Rendering.Audio;

namespace Synthora.Tests.Cli;

public sealed class MakeCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-make-");

    public static TheoryData<string, byte[], string[], string> BadInputs => new()
    {
        { "empty.md", [], [], "is empty" },
        { "blank.md", "  \n"u8.ToArray(), [], "is empty" },
        { "huge.md", new byte[1024 * 1024 + 1], [], "larger than 1 MiB" },
        { "binary.md", [0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 255], [], "not text" },
        { "picture.md", "## A\nHi there.\n![](gone.jpg)\n"u8.ToArray(), [], "line 3: 'gone.jpg' does not exist" },
        { "key.md", "---\ntempo: 3\n---\n## A\nHi there.\n"u8.ToArray(), [], "line 2: the key 'tempo' is not known" },
        { "value.md", "---\ncaptions: loud\n---\n## A\nHi.\n> motion: spin\n"u8.ToArray(), [], "line 6: motion 'spin' is not known" },
        { "short.txt", "Milk."u8.ToArray(), [], "too little" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--captions", "loud"], "--captions 'loud' is not known" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--platform", "vimeo"], "--platform 'vimeo' is not known" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--aspect", "3:2"], "--aspect '3:2' is not known" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--music", "gone.mp3"], "'gone.mp3' does not exist" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--template", "nope"], "--template 'nope' is not known" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--seed", "many"], "--seed" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--frames", "3"], "--frames" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--as", "poem"], "--as 'poem' is not known" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--out", "x.mov"], "is no MP4" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--out", "/proc/nowhere/x.mp4"], "cannot be written" },
        { "good.md", "## A\nHi there.\n"u8.ToArray(), ["--voice", "nobody"], "no voice 'nobody'" },
    };

    [Theory]
    [MemberData(nameof(BadInputs))]
    public async Task Bad_input_is_one_cause_and_one_remedy_and_leaves_no_video(string name, byte[] content, string[] options, string cause)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllBytesAsync(path, content);

        var (exit, _, error) = await RunAsync(["make", path, .. options.Contains("--out") ? [] : new[] { "--out", _folder.FullName + "/out/" }, .. options]);

        exit.ShouldBeOneOf(ExitCode.BadUsage, ExitCode.Failed);
        error.ShouldContain(cause);
        error.ShouldNotContain("   at ");
        error.ShouldNotContain("Exception");
        _folder.EnumerateFiles("*.mp4*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_clip_that_cannot_be_read_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "broken.mp4"), "this is no video");
        var path = Path.Combine(_folder.FullName, "clip.md");
        await File.WriteAllTextAsync(path, "## A\nHi there.\n![](broken.mp4)\n");

        var (exit, _, error) = await RunAsync(["make", path, "--out", _folder.FullName + "/out/"]);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("broken.mp4 cannot be read");
        error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_missing_file_is_not_taken_for_a_topic()
    {
        var (exit, _, error) = await RunAsync(["make", "scripts/gone.md"]);

        exit.ShouldBe(ExitCode.BadUsage);
        error.ShouldContain("scripts/gone.md does not exist");
    }

    [Fact]
    public async Task A_bare_topic_without_a_language_model_says_what_to_set()
    {
        var (exit, _, error) = await RunAsync(["make", "why cats purr", "--out", _folder.FullName + "/out/"]);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("no language model", Case.Insensitive);
        error.ShouldContain("SYNTHORA_LLM_BASE_URL");
        error.ShouldContain("notes or a script");
    }

    /// <summary>The work is done by then, so that only the place has to be put right.</summary>
    [Fact]
    public async Task What_cannot_be_delivered_is_one_cause_and_one_remedy_and_is_delivered_by_the_next_run()
    {
        var path = Path.Combine(_folder.FullName, "good.md");
        await File.WriteAllTextAsync(path, "## A\nHi there.\n");
        var inTheWay = Directory.CreateDirectory(Path.Combine(_folder.FullName, "good.srt"));
        string[] make = ["make", path, "--music", "none", "--size", "180x320", "--out", _folder.FullName + "/"];

        var (exit, _, error) = await RunAsync(make);
        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("The video is made, but not all of its files can be laid into");
        error.ShouldContain("good.srt");
        error.ShouldNotContain("   at ");
        _folder.EnumerateFiles("*.mp4*").ShouldBeEmpty();

        inTheWay.Delete();
        (_, _, error) = await RunAsync(make);
        error.ShouldContain("Going on from");
        _folder.EnumerateFiles("good.*").Select(file => file.Extension).ShouldBe([".md", ".mp4", ".srt", ".jpg", ".json", ".json", ".json", ".txt"], ignoreOrder: true);
        Directory.Exists(Path.Combine(_folder.FullName, ".good.work")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_kept_work_folder_repeats_what_changed_and_a_song_may_change_under_its_name()
    {
        var (path, song, video) = (Path.Combine(_folder.FullName, "good.md"), Path.Combine(_folder.FullName, "song.wav"), Path.Combine(_folder.FullName, "good.mp4"));
        await File.WriteAllTextAsync(path, "## A\nHi there.\n");
        await ToneAsync(song, 0.05f);
        string[] make = ["make", path, "--music", song, "--size", "180x320", "--keep-work", "--out", _folder.FullName + "/"];
        (await RunAsync(make)).Error.ShouldNotContain("Going on");
        var first = await File.ReadAllBytesAsync(video);

        (await RunAsync(make)).Error.ShouldContain("Going on from the finished steps");
        (await File.ReadAllBytesAsync(video)).ShouldBe(first);

        await ToneAsync(song, 0.2f);
        (await RunAsync(make)).Error.ShouldNotContain("Going on");
        (await File.ReadAllBytesAsync(video)).SequenceEqual(first).ShouldBeFalse("another song sounds otherwise");
        _folder.EnumerateFiles("*.part", SearchOption.AllDirectories).ShouldBeEmpty();
        Directory.Exists(Path.Combine(_folder.FullName, ".good.work")).ShouldBeTrue();
    }

    /// <summary>Finished steps hold only while every file they were made of is the same.</summary>
    [Theory]
    [InlineData("---\nmusic: song.wav\nlogo: logo.png\n---\n## A\nHi there.\n![](shown.png)\n> sticker: stuck.png\n", "song.wav", "logo.png", "shown.png", "stuck.png")]
    [InlineData("## A\nHi there.\n", "asked.wav", "mark.png", "thumb.png")]
    public async Task Every_file_a_video_is_made_of_counts(string script, params string[] files)
    {
        string At(string name) => Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(At("good.md"), script);
        foreach (var file in files) await File.WriteAllTextAsync(At(file), "one");
        var options = files.Contains("asked.wav") ? new GenerationOverrides { Music = At("asked.wav"), Logo = At("mark.png"), Thumbnail = At("thumb.png") } : new();
        var request = new MakeRequest { Input = At("good.md"), Output = _folder.FullName, Overrides = options };
        var key = (await request.CheckAsync(CancellationToken.None)).Key;
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(At(file), "another");
            var now = (await request.CheckAsync(CancellationToken.None)).Key;
            now.ShouldNotBe(key, file);
            key = now;
        }

        (await request.CheckAsync(CancellationToken.None)).Key.ShouldBe(key);
    }

    /// <summary>Length alone makes no notes of a script that shows files of its own.</summary>
    [Theory]
    [InlineData("tour.md", "## A\nHi there.\n\n![](shown.png)\n\n## B\n{0}\n", SourceKind.Script, "tour.md is read as a script; --as notes would condense it.")]
    [InlineData("tour.md", "## A\nHi there, see [the page](https://example.org/x.png).\n\n## B\n{0}\n", SourceKind.Notes, "tour.md is read as notes to be condensed; --as script would make it as it stands.")]
    [InlineData("tour.md", "![](shown.png)\n\n{0}\n", SourceKind.Notes, "tour.md is read as notes to be condensed; --as script would make it as it stands.")]
    [InlineData("tour.txt", "## A\n![](shown.png)\n\n{0}\n", SourceKind.Notes, "tour.txt is read as notes to be condensed.")]
    public async Task A_file_is_read_by_its_form_and_that_is_said(string name, string text, SourceKind kind, string said)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "shown.png"), "x");
        await File.WriteAllTextAsync(path, text.Replace("{0}", string.Concat(Enumerable.Repeat("Tea is good. ", 150)), StringComparison.Ordinal));

        var job = await new MakeRequest { Input = path }.CheckAsync(CancellationToken.None);
        job.Input.Kind.ShouldBe(kind);
        job.ReadAs.ShouldNotBeNull().ShouldEndWith(said);
        (await new MakeRequest { Input = path, Kind = "notes" }.CheckAsync(CancellationToken.None)).ReadAs.ShouldBeNull();
    }

    [Theory]
    [InlineData("# Tea\n\n### Water\nFresh water.\n")]
    [InlineData("# Tea\n\nSee https://example.org for more.\n")]
    [InlineData("# Tea\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")]
    public async Task Short_notes_that_no_voice_can_read_are_told_how_to_be_read_as_notes(string text)
    {
        var path = Path.Combine(_folder.FullName, "notes.md");
        await File.WriteAllTextAsync(path, text);
        (await RunAsync(["make", path, "--out", _folder.FullName + "/"])).Error.ShouldContain("--as notes");
        (await RunAsync(["make", path, "--as", "script", "--out", _folder.FullName + "/"])).Error.ShouldNotContain("--as notes");
    }

    [Fact]
    public async Task Two_runs_never_work_on_one_video()
    {
        var path = Path.Combine(_folder.FullName, "good.md");
        await File.WriteAllTextAsync(path, "## A\nHi there.\n");
        var work = Directory.CreateDirectory(Path.Combine(_folder.FullName, "out", ".good.work")).FullName;
        await using var held = new FileStream(Path.Combine(work, "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var (exit, _, error) = await RunAsync(["make", path, "--out", _folder.FullName + "/out/"]);

        exit.ShouldBe(ExitCode.Failed);
        error.ShouldContain("made by another run");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task ToneAsync(string path, float pitch) =>
        new VoiceRecording([.. Enumerable.Range(0, 96_000).Select(i => 0.3f * MathF.Sin(i * pitch))]).WriteAsync(path, CancellationToken.None);

    private static async Task<(int Exit, string Out, string Error)> RunAsync(string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exit = await CommandLine.RunAsync(arguments, new Terminal(output, error, Interactive: false), CancellationToken.None);
        return (exit, output.ToString(), error.ToString());
    }
}
