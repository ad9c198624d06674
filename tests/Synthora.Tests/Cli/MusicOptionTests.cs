using Synthora.Cli;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Music;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Cli;

/// <summary><c>make --music</c> from the words on the command line to the sound of the finished file.</summary>
public sealed class MusicOptionTests : IDisposable
{
    private readonly StudioRun _studio = new();

    [Fact]
    public async Task A_mood_a_file_and_none_are_heard_as_they_were_asked_for()
    {
        var (calm, credits) = await MakeAsync("one", "calm");
        calm.Audio.Music.ShouldNotBeNull().LoopFadeMs.ShouldBe(0, "our own tracks repeat without a seam");
        var title = calm.Credits.Single(credit => credit.Kind == "music").Title;
        MusicLibrary.Tracks.Where(track => track.Mood == "calm").Select(track => track.Title).ShouldContain(title);
        credits.ShouldContain($"Music: {title}");

        // The next video in the same folder does not sound the same.
        (await MakeAsync("two", "calm")).Timeline.Credits.Single(credit => credit.Kind == "music").Title.ShouldNotBe(title);

        var song = _studio.At("song.wav");
        await new VoiceRecording([.. Enumerable.Range(0, 96_000).Select(i => 0.3f * MathF.Sin(i * 0.05f))]).WriteAsync(song, CancellationToken.None);
        var (own, named) = await MakeAsync("three", song);
        own.Audio.Music.ShouldNotBeNull().LoopFadeMs.ShouldBeGreaterThan(0);
        named.ShouldContain("Music: song.wav");

        var (none, silent) = await MakeAsync("four", "none");
        none.Audio.Music.ShouldBeNull();
        silent.ShouldNotContain("Music:");

        var (exit, _, error) = await StudioRun.RunAsync("make", _studio.At("one.md"), "--music", "jolly", "--out", _studio.Folder + "/");
        exit.ShouldBe(ExitCode.BadUsage);
        error.ShouldContain("jolly");
    }

    [Fact]
    public async Task Music_of_clear_speech_stays_twenty_decibels_under_the_voice_from_the_start_or_from_a_later_render_on()
    {
        var (asked, _) = await MakeAsync("one", "calm", "--clear-speech");
        asked.Audio.Music.ShouldNotBeNull().UnderSpeechDb.ShouldBe(MusicTrack.Accessible);

        (await MakeAsync("two", "calm")).Timeline.Audio.Music.ShouldNotBeNull().UnderSpeechDb.ShouldBe(MusicTrack.Usual);
        var file = _studio.At("two.timeline.json");
        var (exit, said, error) = await StudioRun.RunAsync("render", file, "--clear-speech");
        exit.ShouldBeOneOf([ExitCode.Ok, ExitCode.Failed], said + error);
        (await TimelineFile.ReadAsync(file, CancellationToken.None)).Audio.Music.ShouldNotBeNull().UnderSpeechDb.ShouldBe(MusicTrack.Accessible);
        var ducking = QualityReportText.Read(await File.ReadAllTextAsync(_studio.At("two.report.json"))).Checks.Single(check => check.Id == "ducking");
        ducking.Expected.ShouldStartWith("≥ 20 dB");
        ducking.Outcome.ShouldBe(Outcome.Passed, ducking.Measured);

        (await StudioRun.RunAsync("edit", file, "--undo", "--no-render")).Exit.ShouldBe(ExitCode.Ok);
        (await TimelineFile.ReadAsync(file, CancellationToken.None)).Audio.Music.ShouldNotBeNull().UnderSpeechDb.ShouldBe(MusicTrack.Usual);
    }

    public void Dispose() => _studio.Dispose();

    private async Task<(Timeline Timeline, string Credits)> MakeAsync(string name, string music, params string[] options)
    {
        var script = await _studio.WriteAsync($"{name}.md", "# Tea\n\n## Tip\nWarm the pot before the tea goes in.\n");
        var (exit, output, error) = await StudioRun.RunAsync(["make", script, "--music", music, "--size", "180x320", "--out", _studio.Folder + "/", .. options]);
        exit.ShouldBeOneOf([ExitCode.Ok, ExitCode.Failed], output + error);
        return (await TimelineFile.ReadAsync(_studio.At($"{name}.timeline.json"), CancellationToken.None), await File.ReadAllTextAsync(_studio.At($"{name}.credits.txt")));
    }
}
