using Synthora.Features.Scripts.Writing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

public sealed class GenerateVideoTests : IDisposable
{
    private const string Script = "# Tea\n\n## Hook\nDo you like hot tea?\n> text: Hot tea\n\n## Tip\nThen warm the pot first.\n\n## End\nTry it today.\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-generate-");

    [Fact]
    public async Task A_killed_run_goes_on_with_the_scenes_and_steps_it_had()
    {
        var voice = new CountingVoice { FailAfter = 1 };
        await Should.ThrowAsync<InvalidOperationException>(() => RunAsync(voice, Script));
        voice.FailAfter = int.MaxValue;
        var spokenBefore = voice.Spoken.Count;

        var made = await RunAsync(voice, Script);
        voice.Spoken.Count.ShouldBe(3);
        spokenBefore.ShouldBe(1);
        voice.Spoken.ShouldBeUnique();

        // Everything is in the journal now, so nothing is done again.
        var stamp = File.GetLastWriteTimeUtc(made.VideoPath);
        var again = await RunAsync(voice, Script);
        again.VideoPath.ShouldBe(made.VideoPath);
        File.GetLastWriteTimeUtc(again.VideoPath).ShouldBe(stamp);
        voice.Spoken.Count.ShouldBe(3);

        made.Title.ShouldBe("Tea");
        foreach (var file in (string[])[made.VideoPath, made.SubtitlesPath, made.ThumbnailPath, made.TimelinePath, made.ScriptPath, made.CreditsPath, made.ReportPath])
            new FileInfo(file).Length.ShouldBeGreaterThan(0, file);
        (await File.ReadAllTextAsync(made.SubtitlesPath)).ShouldContain("tea?");

        var timeline = TimelineJson.Read(await File.ReadAllTextAsync(made.TimelinePath));
        timeline.Audio.Voice[0].StartMs.ShouldBeLessThanOrEqualTo(300);
        timeline.Audio.Voice.Zip(timeline.Audio.Voice.Skip(1), (one, next) => next.StartMs - (one.StartMs + one.DurationMs)).ShouldAllBe(pause => pause >= 0 && pause <= 600);
        timeline.Scenes.SelectMany(scene => scene.Shots).ShouldAllBe(shot => shot.FrameCount <= 120);
        made.DurationSeconds.ShouldBe(timeline.DurationSeconds);

        // A run that ended between carrying the video away and forgetting its journal leaves one without its files.
        File.Delete(made.VideoPath);
        File.Exists((await RunAsync(voice, Script)).VideoPath).ShouldBeTrue();
        voice.Spoken.Count.ShouldBe(3);

        // A song of one's own repeats with a cross-fade and is named in the credits.
        timeline.Audio.Music.ShouldNotBeNull().LoopFadeMs.ShouldBeGreaterThan(0);
        (await File.ReadAllTextAsync(made.CreditsPath)).ShouldContain("Music: song.wav");
    }

    [Fact]
    public async Task A_script_that_is_clearly_too_long_is_refused_before_a_word_is_paid_for()
    {
        var voice = new CountingVoice();
        var sentence = string.Join(' ', Enumerable.Repeat("Warm the pot before the tea goes in.", 12));
        var failure = await Should.ThrowAsync<GenerationException>(() => RunAsync(voice, "# Tea\n" + string.Concat(Enumerable.Range(1, 6).Select(part => $"\n## Part {part}\n{sentence}\n"))));
        failure.Cause.ShouldContain("at most 120 s");
        voice.Spoken.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<GeneratedVideo> RunAsync(ISpeechProvider voice, string script)
    {
        var work = Path.Combine(_folder.FullName, "work");
        var generate = new GenerateVideo(new ScriptWriter([]), [voice], TimeProvider.System, new GenerationSettings(Parallelism: 1, new Canvas(180, 320)));
        var song = Path.Combine(_folder.FullName, "song.wav");
        if (!File.Exists(song)) await WriteSongAsync(song);
        var input = new GenerationInput(SourceKind.Script, script, _folder.FullName, "educational-explainer") { Overrides = new() { Music = song } };
        return await generate.RunAsync(input, work, new FolderJournal(Path.Combine(work, "journal"), _ => { }), CancellationToken.None);
    }

    /// <summary>Two seconds of a tone.</summary>
    private static Task WriteSongAsync(string path)
    {
        var samples = Enumerable.Range(0, 96_000).Select(i => 0.3f * MathF.Sin(i * 0.05f)).ToArray();
        return new VoiceRecording(samples).WriteAsync(path, CancellationToken.None);
    }

    /// <summary>The offline voice, made to break in the middle.</summary>
    private sealed class CountingVoice : ISpeechProvider
    {
        private readonly OfflineSpeech _voice = new();

        public int FailAfter { get; set; }
        public List<string> Spoken { get; } = [];
        public ProviderInfo Info => _voice.Info;
        public IReadOnlyList<Voice> Voices => _voice.Voices;

        public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => _voice.CheckKeyAsync(key, ct);

        public async Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct)
        {
            if (Spoken.Count >= FailAfter) throw new InvalidOperationException("power cut");
            var speech = await _voice.SpeakAsync(request, key, ct);
            Spoken.Add(request.Text);
            return speech;
        }
    }
}
