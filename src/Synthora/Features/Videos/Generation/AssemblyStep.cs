using Synthora.Features.Scripts;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// Builds the timeline, keeps what it refers to in the <c>project</c> folder beside it, renders it, and lays the files
/// of the finished video into the <c>result</c> folder.
/// </summary>
internal sealed class AssemblyStep(string workFolder, MediaFolder? media, int parallelism)
{
    private const string Folder = "result";
    private const string Project = "project";
    private const string TimelineName = "timeline.json";

    public async Task<AssemblyResult> RunAsync(
        GenerationPlan plan, ScriptResult script, VoiceResult voice, MediaResult found, Action<double, string> report, CancellationToken ct)
    {
        report(0, "Planning the pictures");
        Directory.CreateDirectory(Path.Combine(workFolder, Folder));
        var music = await Soundtrack.ChooseAsync(plan, media, ct);
        var timeline = new TimelineBuilder(plan, voice, found, FootagePath, held => Path.Combine(workFolder, held)).Build(
            music.Track, [.. VideoCredits.Of(plan, voice, found), .. music.Credit is { } credit ? [credit] : Array.Empty<Credit>()],
            [.. script.Fallbacks, .. found.Fallbacks, .. music.Fallback is { } fallback ? [fallback] : Array.Empty<Fallback>()],
            file => Path.Combine(workFolder, file));
        var project = new VideoProject(Path.Combine(workFolder, TimelineName), Path.Combine(workFolder, Project));
        timeline = await ProjectFolder.GatherAsync(timeline, project.Folder, ct);
        await TimelineFile.WriteAsync(timeline, project.Timeline, ct);
        await WholeFile.WriteAsync(At("script.md"), ScriptPrinter.Print(plan.Script), ct);

        var files = new VideoOutput(
            At("video.mp4"), At("subtitles.srt"), At("thumbnail.jpg"), At("report.json"), At("credits.txt"), At("credits.json"), At("thumbnail-small.webp"));
        await new VideoAssembly(parallelism).RunAsync(timeline, files, project.Cache, report, ct);
        return new AssemblyResult(
            plan.Title, In("video.mp4"), In("subtitles.srt"), In("thumbnail.jpg"), In("thumbnail-small.webp"), TimelineName, In("script.md"), In("credits.txt"), In("report.json"),
            TimelineFile.FilesOf(TimelineFile.Relative(timeline, workFolder)), timeline.DurationSeconds, plan.Canvas.Width, plan.Canvas.Height);

        static string In(string file) => Path.Combine(Folder, file);
        string At(string file) => Path.Combine(workFolder, Folder, file);
    }

    private string FootagePath(string path) =>
        media?.Resolve(path) is { FullPath: { } full } ? full : throw new GenerationException($"'{path}' is gone.", "Put the file back and start again.");
}
