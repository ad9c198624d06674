using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;
using Synthora.Providers.Speech;
using Synthora.Rendering.Quality;

namespace Synthora.Features.Videos.Generation;

/// <summary>Everything a finished run leaves in its work folder.</summary>
public sealed record GeneratedVideo(
    string Title, string VideoPath, string SubtitlesPath, string ThumbnailPath, string TimelinePath, string ScriptPath,
    string CreditsPath, string ReportPath, double DurationSeconds, int Width, int Height, QualityReport Report)
{
    /// <summary>A small picture for lists; null when the run left none.</summary>
    public string? SmallThumbnailPath { get; init; }

    /// <summary>The files the timeline refers to, relative to its folder.</summary>
    public IReadOnlyList<string> ProjectFiles { get; init; } = [];
}

/// <summary>Runs the steps in order and skips those the journal holds. Safe to call again after any crash.</summary>
public sealed class GenerateVideo(ScriptWriter writer, IEnumerable<ISpeechProvider> voices, TimeProvider clock, GenerationSettings settings)
{
    private const string NoVideoAi = "No AI video provider is set up; scenes without footage get designed pictures.";

    /// <summary>With whoever this installation has.</summary>
    public Task<GeneratedVideo> RunAsync(GenerationInput input, string workFolder, IGenerationJournal journal, CancellationToken ct) =>
        RunAsync(input, workFolder, journal, new GenerationCrew(), ct);

    /// <param name="workFolder">Kept between attempts; the same folder must come back on a resume.</param>
    /// <exception cref="GenerationException">The run needs its owner.</exception>
    public async Task<GeneratedVideo> RunAsync(GenerationInput input, string workFolder, IGenerationJournal journal, GenerationCrew crew, CancellationToken ct)
    {
        var folder = Path.GetFullPath(workFolder);
        Directory.CreateDirectory(folder);
        var media = input.BaseFolder is { } root ? new MediaFolder(root) : null;
        var writing = crew.Writer is { } hired ? new ScriptWriter([hired], crew.Memory) : writer;
        var speech = crew.Voice ?? voices.FirstOrDefault() ?? throw new GenerationException("No voice is set up.", "Install the offline voices: ./synthora doctor says how.");
        var progress = new RunProgress(journal, clock);

        var script = await StepAsync(GenerationStep.Script, input.Kind == SourceKind.Script ? "parser" : writing.NameFor(input), () =>
            new ScriptStep(writing).RunAsync(input, media, progress.For(GenerationStep.Script), ct));
        if (crew.Notes.Count > 0) script = script with { Fallbacks = [.. script.Fallbacks, .. crew.Notes] };
        var plan = GenerationPlan.Settle(input, script.Script, settings.Canvas);
        var voice = await StepAsync(GenerationStep.Voice, speech.Info.Id, () =>
            new VoiceStep(speech, settings.Parallelism).RunAsync(plan, folder, progress.For(GenerationStep.Voice), ct));
        var found = await StepAsync(GenerationStep.Media, "local", () =>
            MediaStep.RunAsync(plan, media, progress.For(GenerationStep.Media), ct));
        if (await journal.FindAsync(GenerationStep.VideoAi, ct) is null) await journal.SkippedAsync(GenerationStep.VideoAi, NoVideoAi, ct);
        var result = await StepAsync(GenerationStep.Assembly, "ffmpeg", () =>
            new AssemblyStep(folder, media, settings.Parallelism).RunAsync(plan, script, voice, found, progress.For(GenerationStep.Assembly), ct));

        return new GeneratedVideo(
            result.Title, In(result.Video), In(result.Subtitles), In(result.Thumbnail), In(result.Timeline), In(result.Script), In(result.Credits), In(result.Report),
            result.DurationSeconds, result.Width, result.Height, QualityReportText.Read(await File.ReadAllTextAsync(In(result.Report), ct)))
        {
            SmallThumbnailPath = In(result.SmallThumbnail),
            ProjectFiles = result.Project,
        };

        string In(string file) => Path.Combine(folder, file);

        async Task<T> StepAsync<T>(GenerationStep step, string provider, Func<Task<T>> run)
        {
            if (await journal.FindAsync(step, ct) is { } stored) return StepJson.Read<T>(stored);
            await journal.StartedAsync(step, provider, ct);
            var made = await run();
            await journal.CompletedAsync(step, StepJson.Write(made), ct);
            return made;
        }
    }
}
