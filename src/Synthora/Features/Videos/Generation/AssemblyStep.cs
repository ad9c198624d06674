using Synthora.Features.Scripts;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>
/// Builds the timeline, keeps what it refers to in the <c>project</c> folder beside it, renders it or has it rendered, and
/// lays the files of the finished video into the <c>result</c> folder.
/// </summary>
/// <param name="done">Told when this machine does after all what another should have done.</param>
internal sealed class AssemblyStep(string workFolder, MediaFolder? media, int parallelism, GenerationCrew crew, OrderDesk desk, Func<Task> done)
{
    public const string Here = "ffmpeg";
    private const string Folder = "result";
    private const string Project = "project";
    private const string TimelineName = "timeline.json";
    private const double OutsideShare = 0.7;

    public async Task<AssemblyResult> RunAsync(
        GenerationPlan plan, ScriptResult script, VoiceResult voice, MediaResult found, Action<double, string> report, CancellationToken ct)
    {
        report(0, "Planning the pictures");
        Directory.CreateDirectory(Path.Combine(workFolder, Folder));
        var music = await Soundtrack.ChooseAsync(plan, media, ct);
        var timeline = LongestVideo.Fit(new TimelineBuilder(plan, voice, found, FootagePath, held => Path.Combine(workFolder, held)).Build(
            music.Track, [.. VideoCredits.Of(plan, script, voice, found, crew), .. music.Credit is { } credit ? [credit] : Array.Empty<Credit>()],
            [.. script.Fallbacks, .. found.Fallbacks, .. music.Fallback is { } fallback ? [fallback] : Array.Empty<Fallback>()],
            file => Path.Combine(workFolder, file)));
        var project = new VideoProject(Path.Combine(workFolder, TimelineName), Path.Combine(workFolder, Project));
        timeline = await ProjectFolder.GatherAsync(timeline, project.Folder, ct);
        var (isMade, rest) = (false, report);
        if (crew.Assembly is { } outside)
        {
            (timeline, isMade) = await OrderAsync(outside, timeline, project, (fraction, message) => report(fraction * OutsideShare, message), ct);
            rest = (fraction, message) => report(OutsideShare + (fraction * (1 - OutsideShare)), message);
        }

        await TimelineFile.WriteAsync(timeline, project.Timeline, ct);
        await WholeFile.WriteAsync(At("script.md"), ScriptPrinter.Print(plan.Script), ct);

        var files = new VideoOutput(
            At("video.mp4"), At("subtitles.srt"), At("thumbnail.jpg"), At("report.json"), At("credits.txt"), At("credits.json"), At("thumbnail-small.webp"));
        var assembly = new VideoAssembly(parallelism);
        if (isMade) await assembly.FinishAsync(timeline, files, rest, ct);
        else await assembly.RunAsync(timeline, files, project.Cache, rest, ct);
        return new AssemblyResult(
            plan.Title, In("video.mp4"), In("subtitles.srt"), In("thumbnail.jpg"), In("thumbnail-small.webp"), TimelineName, In("script.md"), In("credits.txt"), In("report.json"),
            TimelineFile.FilesOf(TimelineFile.Relative(timeline, workFolder)), timeline.DurationSeconds, plan.Canvas.Width, plan.Canvas.Height)
        {
            IsSimulated = SimulatedParts.Of(timeline).Count > 0,
            Poster = File.Exists(files.Poster) ? Path.GetRelativePath(workFolder, files.Poster) : null,
        };

        static string In(string file) => Path.Combine(Folder, file);
        string At(string file) => Path.Combine(workFolder, Folder, file);
    }

    /// <summary>What the vendor cannot do is written down; when it brings nothing of use, the video is rendered here.</summary>
    private async Task<(Timeline Timeline, bool IsMade)> OrderAsync(OutsideAssembly vendor, Timeline timeline, VideoProject project, Action<double, string> report, CancellationToken ct)
    {
        var name = vendor.Vendor.Info.Name;
        var why = await new AssemblyOrder(vendor, desk).BringAsync(timeline, workFolder, project.Cache, Path.Combine(workFolder, Folder, "video.mp4"), report, ct);
        if (why is not null)
        {
            await done();
            return (timeline with { Fallbacks = [.. timeline.Fallbacks, new($"the video put together by {name}", "FFmpeg put it together on this machine", $"{name} failed: {why}")] }, false);
        }

        var lost = AssemblyParts.Lost(timeline).Select(part => new Fallback(part, $"what {name} offers in its place", $"{name} assembled the video"));
        return (timeline with
        {
            Fallbacks = [.. timeline.Fallbacks, .. lost],
            Credits = VideoCredits.Simulated("assembly", "the finished file", vendor.Vendor.Info.Id, crew) is { } credit ? [.. timeline.Credits, credit] : timeline.Credits,
        }, true);
    }

    private string FootagePath(string path) =>
        media?.Resolve(path) is { FullPath: { } full } ? full : throw new GenerationException($"'{path}' is gone.", "Put the file back and start again.");
}
