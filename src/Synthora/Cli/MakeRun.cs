using System.Diagnostics;
using System.Text.Json;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>Runs the pipeline in a folder of its own and lays the results under the names that were asked for.</summary>
internal sealed class MakeRun(Terminal terminal, bool json)
{
    private const int DiskFull = 28;
    private static readonly JsonSerializerOptions OneLine = new(TimelineJson.Options) { WriteIndented = false, IgnoreReadOnlyProperties = false };

    public async Task<int> RunAsync(MakeRequest request, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var job = await request.CheckAsync(ct);
        if (job.ReadAs is { } reading) await terminal.Error.WriteLineAsync(reading);
        await using var services = Services();
        var generate = services.GetRequiredService<GenerateVideo>();
        using var work = MakeWorkFolder.Take(job.OutputPath, job.Project.Folder, job.Key);
        if (work.IsResumed) await terminal.Error.WriteLineAsync("Going on from the finished steps and scenes of the run before.");

        var progress = new MakeProgress(terminal);
        GeneratedVideo made;
        try
        {
            made = await generate.RunAsync(job.Input with { LastMusic = await MusicBeforeAsync(job.OutputPath, ct) }, work.Path, new FolderJournal(work.JournalPath, progress.Show), ConfiguredCrew.From(services, job.Input), ct);
        }
        catch (OperationCanceledException)
        {
            progress.Finish();
            await terminal.Error.WriteLineAsync("Interrupted. Run the same command again to go on from here.");
            throw;
        }
        catch (IOException full) when (full.HResult == DiskFull)
        {
            throw NoSpace();
        }
        finally
        {
            progress.Finish();
        }

        DeliveredFiles files;
        IReadOnlyList<RenderedFile> renditions;
        try
        {
            files = await DeliverAsync(made, job, ct);
            if (!job.KeepWork) work.Delete();
            renditions = await RenditionsAsync(job, ct);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            if (denied.HResult == DiskFull) throw NoSpace();
            throw new CommandException(
                $"The video is made, but not all of its files can be laid into {Path.GetDirectoryName(job.OutputPath)}: {denied.Message.ReplaceLineEndings(" ")}", "Make room for them there and run the same command again.");
        }

        await ReportAsync(made, files, renditions, progress, Stopwatch.GetElapsedTime(started));
        return made.Report.Passed && renditions.All(rendition => rendition.Report!.Passed) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static CommandException NoSpace() => new("The disk is full.", "Free some space and run it again: finished steps are kept.");

    private async Task<IReadOnlyList<RenderedFile>> RenditionsAsync(MakeJob job, CancellationToken ct)
    {
        if (job.Renditions.Count == 0) return [];
        using var open = await OpenProject.OpenAsync(job.Project.Timeline, ct);
        var progress = new MakeProgress(terminal);
        try
        {
            return await new RenditionRun(new VideoAssembly(new GenerationSettings().Parallelism), job.Project).RunAsync(
                open.Timeline, job.Renditions, output: null, (fraction, message) => progress.Show(new(GenerationStep.Assembly, fraction * 100, message, null)), ct);
        }
        finally
        {
            progress.Finish();
        }
    }

    /// <summary>The music of the video that was made last in the same folder: two that stand side by side shall not sound the same.</summary>
    private static async Task<string?> MusicBeforeAsync(string outputPath, CancellationToken ct)
    {
        const string Ending = ".credits.json";
        var own = Path.GetFileNameWithoutExtension(outputPath);
        var last = new DirectoryInfo(Path.GetDirectoryName(outputPath)!).EnumerateFiles("*" + Ending)
            .Where(file => !file.Name.StartsWith(own + ".", StringComparison.Ordinal)).MaxBy(file => file.LastWriteTimeUtc);
        if (last is null) return null;
        await using var credits = last.OpenRead();
        return await VideoCredits.MusicAsync(credits, ct);
    }

    /// <param name="configuration">Null for the same sources as the server's.</param>
    internal static ServiceProvider Services(IConfiguration? configuration = null)
    {
        configuration ??= Configuration.Sources();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging();
        return services.AddProviders(configuration).AddGeneration().BuildServiceProvider();
    }

    private static async Task<DeliveredFiles> DeliverAsync(GeneratedVideo made, MakeJob job, CancellationToken ct)
    {
        var output = VideoOutput.Beside(job.OutputPath);
        var files = new DeliveredFiles(
            output.Video, output.Subtitles, output.Thumbnail, job.Project.Timeline, output.Report, output.CreditsText,
            job.Input.Kind == SourceKind.Script ? null : job.Project.Named("script.md"));
        // A timeline that stands there, perhaps edited by hand, is kept in the history.
        await new EditHistory(job.Project).SaveAsync(await TimelineFile.ReadAsync(made.TimelinePath, ct), ct);
        File.Copy(made.SubtitlesPath, files.Subtitles, overwrite: true);
        File.Copy(made.ThumbnailPath, files.Thumbnail, overwrite: true);
        await File.WriteAllTextAsync(files.Report, QualityReportText.Json(made.Report with { File = Path.GetFileName(files.Video) }), ct);
        File.Copy(made.CreditsPath, files.Credits, overwrite: true);
        File.Copy(Path.ChangeExtension(made.CreditsPath, ".json"), output.CreditsJson, overwrite: true);
        if (files.Script is not null) File.Copy(made.ScriptPath, files.Script, overwrite: true);

        // The video comes last and by rename: where its name is, everything is.
        if (job.KeepWork)
        {
            var part = files.Video + ".part";
            try
            {
                File.Copy(made.VideoPath, part, overwrite: true);
                File.Move(part, files.Video, overwrite: true);
            }
            finally
            {
                File.Delete(part);
            }
        }
        else
        {
            File.Move(made.VideoPath, files.Video, overwrite: true);
        }

        return files;
    }

    private async Task ReportAsync(GeneratedVideo made, DeliveredFiles files, IReadOnlyList<RenderedFile> renditions, MakeProgress progress, TimeSpan elapsed)
    {
        if (json)
        {
            var result = new
            {
                files.Video,
                files.Subtitles,
                files.Thumbnail,
                files.Timeline,
                files.Report,
                files.Credits,
                files.Script,
                made.Report.Passed,
                DurationS = Math.Round(made.DurationSeconds, 3),
                WallS = Math.Round(elapsed.TotalSeconds, 2),
                Renditions = renditions.Select(rendition => new { rendition.Rendition, rendition.Video, DurationS = Math.Round(rendition.DurationS, 3), rendition.Report!.Passed }),
                Steps = progress.Steps.Select(step => new { step.Name, WallS = Math.Round(step.Elapsed.TotalSeconds, 2) }),
            };
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(result, OneLine));
            return;
        }

        foreach (var fallback in made.Report.Fallbacks) await terminal.Out.WriteLineAsync($"Note: instead of {fallback.Asked}, {fallback.Done}, because {fallback.Why}.");
        await terminal.Out.WriteLineAsync(QualityReportText.Verdict(made.Report));
        foreach (var file in files.All) await terminal.Out.WriteLineAsync(Terminal.Named(file));
        await RenderedFiles.TellAsync(terminal, json: false, renditions);
        await terminal.Out.WriteLineAsync(FormattableString.Invariant($"{made.DurationSeconds:0.0} s of video in {elapsed.TotalSeconds:0.0} s."));
    }

    private sealed record DeliveredFiles(string Video, string Subtitles, string Thumbnail, string Timeline, string Report, string Credits, string? Script)
    {
        public IEnumerable<string> All => new[] { Video, Subtitles, Thumbnail, Timeline, Report, Credits, Script }.OfType<string>();
    }
}
