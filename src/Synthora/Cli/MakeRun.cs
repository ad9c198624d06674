using System.Diagnostics;
using System.Text.Json;
using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Cli;

/// <summary>Runs the pipeline in a folder of its own and lays the results under the names that were asked for.</summary>
internal sealed class MakeRun(Terminal terminal, bool json)
{
    private static readonly JsonSerializerOptions OneLine = new(TimelineJson.Options) { WriteIndented = false, IgnoreReadOnlyProperties = false };

    public async Task<int> RunAsync(MakeRequest request, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var job = await request.CheckAsync(ct);
        await using var services = Services();
        var generate = services.GetRequiredService<GenerateVideo>();
        using var work = MakeWorkFolder.Take(job.OutputPath, job.Key);
        if (work.IsResumed) await terminal.Error.WriteLineAsync("Going on from the finished steps and scenes of the run before.");

        var progress = new MakeProgress(terminal);
        GeneratedVideo made;
        try
        {
            made = await generate.RunAsync(job.Input, work.Path, new FolderJournal(work.JournalPath, progress.Show), ct);
        }
        catch (OperationCanceledException)
        {
            progress.Finish();
            await terminal.Error.WriteLineAsync("Interrupted. Run the same command again to go on from here.");
            throw;
        }
        catch (IOException full) when (full.HResult == 28)
        {
            throw new CommandException("The disk is full.", "Free some space and run it again: finished steps are kept.");
        }
        finally
        {
            progress.Finish();
        }

        var files = await DeliverAsync(made, job, ct);
        if (!job.KeepWork) work.Delete();
        await ReportAsync(made, files, progress, Stopwatch.GetElapsedTime(started));
        return made.Report.Passed ? ExitCode.Ok : ExitCode.Failed;
    }

    private static ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddInMemoryCollection(ModelSettings()).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddLogging();
        return services.AddProviders(configuration).AddGeneration().BuildServiceProvider();
    }

    /// <summary>The short names of the language model's settings.</summary>
    internal static IEnumerable<KeyValuePair<string, string?>> ModelSettings() =>
        new[] { ("SYNTHORA_LLM_BASE_URL", "BaseUrl"), ("SYNTHORA_LLM_MODEL", "Model"), ("SYNTHORA_LLM_API_KEY", "ApiKey") }
            .Select(pair => (pair.Item2, Value: Environment.GetEnvironmentVariable(pair.Item1)))
            .Where(pair => !string.IsNullOrWhiteSpace(pair.Value))
            .Select(pair => KeyValuePair.Create($"Providers:Text:{pair.Item1}", pair.Value));

    private static async Task<DeliveredFiles> DeliverAsync(GeneratedVideo made, MakeJob job, CancellationToken ct)
    {
        var stem = Path.Combine(Path.GetDirectoryName(job.OutputPath)!, Path.GetFileNameWithoutExtension(job.OutputPath));
        var files = new DeliveredFiles(
            job.OutputPath, stem + ".srt", stem + ".jpg", stem + ".timeline.json", stem + ".report.json", stem + ".credits.txt",
            job.Input.Kind == SourceKind.Script ? null : stem + ".script.md");
        var timeline = TimelinePaths.Absolute(TimelineJson.Read(await File.ReadAllTextAsync(made.TimelinePath, ct)), Path.GetDirectoryName(made.TimelinePath)!);
        await File.WriteAllTextAsync(files.Timeline, TimelineJson.Write(TimelinePaths.Relative(timeline, Path.GetDirectoryName(job.OutputPath)!)), ct);
        File.Copy(made.SubtitlesPath, files.Subtitles, overwrite: true);
        File.Copy(made.ThumbnailPath, files.Thumbnail, overwrite: true);
        await File.WriteAllTextAsync(files.Report, QualityReportText.Json(made.Report with { File = Path.GetFileName(files.Video) }), ct);
        File.Copy(made.CreditsPath, files.Credits, overwrite: true);
        if (files.Script is not null) File.Copy(made.ScriptPath, files.Script, overwrite: true);

        // The video comes last and by rename: where its name is, everything is.
        if (job.KeepWork)
        {
            File.Copy(made.VideoPath, files.Video + ".part", overwrite: true);
            File.Move(files.Video + ".part", files.Video, overwrite: true);
        }
        else
        {
            File.Move(made.VideoPath, files.Video, overwrite: true);
        }

        return files;
    }

    private async Task ReportAsync(GeneratedVideo made, DeliveredFiles files, MakeProgress progress, TimeSpan elapsed)
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
                Steps = progress.Steps.Select(step => new { step.Name, WallS = Math.Round(step.Elapsed.TotalSeconds, 2) }),
            };
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(result, OneLine));
            return;
        }

        foreach (var fallback in made.Report.Fallbacks) await terminal.Out.WriteLineAsync($"Note: instead of {fallback.Asked}, {fallback.Done}, because {fallback.Why}.");
        await terminal.Out.WriteLineAsync(QualityReportText.Verdict(made.Report));
        foreach (var file in files.All) await terminal.Out.WriteLineAsync(Path.GetRelativePath(Directory.GetCurrentDirectory(), file));
        await terminal.Out.WriteLineAsync(FormattableString.Invariant($"{made.DurationSeconds:0.0} s of video in {elapsed.TotalSeconds:0.0} s."));
    }

    private sealed record DeliveredFiles(string Video, string Subtitles, string Thumbnail, string Timeline, string Report, string Credits, string? Script)
    {
        public IEnumerable<string> All => new[] { Video, Subtitles, Thumbnail, Timeline, Report, Credits, Script }.OfType<string>();
    }
}
