using Synthora.Features.Scripts;
using Synthora.Features.Scripts.Writing;
using Synthora.Providers.Speech;
using Synthora.Providers.Stock;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Everything a finished run leaves in its work folder.</summary>
public sealed record GeneratedVideo(
    string Title, string VideoPath, string SubtitlesPath, string ThumbnailPath, string TimelinePath, string ScriptPath,
    string CreditsPath, string ReportPath, double DurationSeconds, int Width, int Height, QualityReport Report)
{
    /// <summary>A small picture for lists; null when the run left none.</summary>
    public string? SmallThumbnailPath { get; init; }

    /// <summary>The thumbnail in the video's shape; null where it has that shape itself.</summary>
    public string? PosterPath { get; init; }

    /// <summary>The files the timeline refers to, relative to its folder.</summary>
    public IReadOnlyList<string> ProjectFiles { get; init; } = [];

    /// <summary>Whether anything in it was made up by a simulator; null when the run cannot tell.</summary>
    public bool? IsSimulated { get; init; }
}

/// <summary>Runs the steps in order and skips those the journal holds. Safe to call again after any crash.</summary>
public sealed class GenerateVideo(ScriptWriter writer, IEnumerable<ISpeechProvider> voices, TimeProvider clock, GenerationSettings settings)
{
    private const string NoVideoAi = "No AI video provider is set up or wanted; scenes go on with the footage there is or designed pictures.";

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
        var writing = crew.Writer is { } hired ? new ScriptWriter([hired, .. crew.ReserveWriters], crew.Memory, next => journal.StartedAsync(GenerationStep.Script, next, ct)) : writer;
        var speech = crew.Voice ?? voices.FirstOrDefault() ?? throw new GenerationException("No voice is set up.", "Install the offline voices: ./synthora doctor says how.");
        var progress = new RunProgress(journal, clock, crew.Stock is not null || crew.Library is not null, crew.Clips is not null || crew.Sounds is not null);

        var script = await StepAsync(GenerationStep.Script, input.Kind == SourceKind.Script ? "parser" : writing.NameFor(input), () =>
            new ScriptStep(writing).RunAsync(input, media, progress.For(GenerationStep.Script), ct));
        var plan = GenerationPlan.Settle(input, script.Script, settings.Canvas);
        LongestVideo.Check(plan.Script, plan.VoiceSpeed);
        var voice = await StepAsync(GenerationStep.Voice, speech.Info.Id, () =>
            new VoiceStep(speech, settings.Parallelism).RunAsync(plan, folder, progress.For(GenerationStep.Voice), ct));
        var found = await StepAsync(GenerationStep.Media, (crew.Library ?? crew.Stock)?.Info.Id ?? "local", async () =>
            await MediaStep.RunAsync(plan, media, input, folder, await PickerAsync(crew, plan.Canvas, folder, ct), voice, progress.For(GenerationStep.Media), ct));
        if ((crew.Clips?.Info ?? crew.Sounds?.Info) is { } maker)
        {
            var ordered = await StepAsync(GenerationStep.VideoAi, maker.Id, () => OrderAsync(crew, plan, voice, found, folder, progress.For(GenerationStep.VideoAi), ct));
            found = found with { Scenes = ordered.Scenes, Fallbacks = [.. found.Fallbacks, .. ordered.Fallbacks] };
        }
        else if (await journal.FindAsync(GenerationStep.VideoAi, ct) is null)
        {
            await journal.SkippedAsync(GenerationStep.VideoAi, NoVideoAi, ct);
        }

        var result = await StepAsync(GenerationStep.Assembly, crew.Assembly?.Vendor.Info.Id ?? AssemblyStep.Here, () =>
            new AssemblyStep(folder, media, settings.Parallelism, crew, Desk(crew, folder), () => journal.StartedAsync(GenerationStep.Assembly, AssemblyStep.Here, ct)).RunAsync(plan, script, voice, found, progress.For(GenerationStep.Assembly), ct), IsThere);

        return new GeneratedVideo(
            result.Title, In(result.Video), In(result.Subtitles), In(result.Thumbnail), In(result.Timeline), In(result.Script), In(result.Credits), In(result.Report),
            result.DurationSeconds, result.Width, result.Height, QualityReportText.Read(await File.ReadAllTextAsync(In(result.Report), ct)))
        {
            SmallThumbnailPath = In(result.SmallThumbnail),
            PosterPath = result.Poster is { } poster ? In(poster) : null,
            ProjectFiles = result.Project,
            IsSimulated = result.IsSimulated,
        };

        string In(string file) => Path.Combine(folder, file);

        // A finished video may have been carried away before the journal was.
        bool IsThere(AssemblyResult made) =>
            new[] { made.Video, made.Subtitles, made.Thumbnail, made.SmallThumbnail, made.Timeline, made.Script, made.Credits, made.Report }.All(file => File.Exists(In(file)));

        async Task<T> StepAsync<T>(GenerationStep step, string provider, Func<Task<T>> run, Predicate<T>? isThere = null)
        {
            if (await journal.FindAsync(step, ct) is { } stored && StepJson.Read<T>(stored) is var kept && isThere?.Invoke(kept) != false) return kept;
            await journal.StartedAsync(step, provider, ct);
            var made = await run();
            await journal.CompletedAsync(step, StepJson.Write(made), ct);
            return made;
        }
    }

    private OrderDesk Desk(GenerationCrew crew, string folder) => new(crew.Orders ?? new FolderOrderBook(Path.Combine(folder, "orders")), crew.Patience, clock);

    private static async Task<StockPicker?> PickerAsync(GenerationCrew crew, Canvas canvas, string folder, CancellationToken ct) =>
        new[] { crew.Library, crew.Stock }.OfType<IStockProvider>().ToList() is { Count: > 0 } shelves ? new StockPicker(shelves, canvas, folder, await crew.ShownBefore(ct)) : null;

    /// <summary>Clips first, then the sounds of what is shown. Whatever cannot be had is done without and written down.</summary>
    private async Task<VideoAiResult> OrderAsync(
        GenerationCrew crew, GenerationPlan plan, VoiceResult voice, MediaResult found, string folder, Action<double, string> report, CancellationToken ct)
    {
        var desk = Desk(crew, folder);
        var share = crew.Clips is null ? 0 : crew.Sounds is null ? 1 : 0.8;
        var (scenes, fallbacks) = (found.Scenes, new List<Fallback>());
        if (crew.Clips is { } clips)
        {
            var made = await new VideoAiStep(clips, crew.ClipModel, desk).RunAsync(plan, voice, found, folder, (fraction, message) => report(fraction * share, message), ct);
            scenes = [.. found.Scenes.Select((footage, i) => Lead(made.Scenes[i], footage, voice.Scenes[i]))];
            fallbacks.AddRange(made.Fallbacks);
        }

        if (crew.Sounds is { } sounds)
        {
            var made = await new SceneSounds(sounds, desk).RunAsync(plan, scenes, folder, (fraction, message) => report(share + (fraction * (1 - share)), message), ct);
            scenes = made.Scenes;
            fallbacks.AddRange(made.Fallbacks);
        }

        return new VideoAiResult(scenes, fallbacks);
    }

    /// <summary>A made clip that lasts as long as its scene stands alone; a shorter one leads, and what was found follows.</summary>
    private static IReadOnlyList<SceneFootage> Lead(SceneFootage? made, IReadOnlyList<SceneFootage> found, SceneVoice? voice) =>
        made is null ? found : made.Seconds * 1000 >= (voice?.DurationMs ?? 0) - 500 ? [made] : [made, .. found.Take(1)];
}
