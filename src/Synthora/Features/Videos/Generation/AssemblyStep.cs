using System.Text;
using System.Text.Json;
using Synthora.Features.Scripts;
using Synthora.Rendering;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Thumbnails;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <summary>Builds the timeline, renders it, measures the file, and lays everything into the <c>result</c> folder.</summary>
internal sealed class AssemblyStep(string workFolder, MediaFolder? media, int parallelism)
{
    private const string Folder = "result";
    private const double RenderShare = 0.86;

    public async Task<AssemblyResult> RunAsync(
        GenerationPlan plan, ScriptResult script, VoiceResult voice, MediaResult found, Action<double, string> report, CancellationToken ct)
    {
        report(0, "Planning the pictures");
        Directory.CreateDirectory(Path.Combine(workFolder, Folder));
        var music = await Soundtrack.ChooseAsync(plan, media, ct);
        var timeline = new TimelineBuilder(plan, voice, found, FootagePath).Build(
            music.Track, [.. Credits(plan, voice, found), .. music.Credit is { } credit ? [credit] : Array.Empty<Credit>()],
            [.. script.Fallbacks, .. music.Fallback is { } fallback ? [fallback] : Array.Empty<Fallback>()],
            file => Path.Combine(workFolder, file));

        var result = new AssemblyResult(
            plan.Title, In("video.mp4"), In("subtitles.srt"), In("thumbnail.jpg"), In("timeline.json"), In("script.md"), In("credits.txt"), In("report.json"),
            timeline.DurationSeconds, plan.Canvas.Width, plan.Canvas.Height);
        await WriteAsync(result.Script, ScriptPrinter.Print(plan.Script), ct);
        await WriteAsync(result.Timeline, TimelineJson.Write(TimelinePaths.Relative(timeline, Path.Combine(workFolder, Folder))), ct);
        await WriteAsync(result.Subtitles, CaptionCues.Subtitles(plan, voice, SceneClock.Place(plan, voice, found)), ct);
        await WriteAsync(result.Credits, CreditsText(timeline), ct);
        await WriteAsync(In("credits.json"), JsonSerializer.Serialize(timeline.Credits, TimelineJson.Options), ct);

        var watch = new Progress(progress => report(progress.Fraction * RenderShare, progress.Message));
        await Renderer.RenderAsync(timeline, new RenderOptions(Path.Combine(workFolder, "render"), Path.Combine(workFolder, result.Video), parallelism), watch, ct);
        report(RenderShare, "Drawing the thumbnail");
        await ThumbnailAsync(timeline, result, ct);
        report(RenderShare + 0.02, "Measuring the finished video");
        var quality = await QualityGate.CheckAsync(Path.Combine(workFolder, result.Video), timeline, plan.Platform, ct);
        await WriteAsync(result.Report, QualityReportText.Json(quality), ct);
        report(1, "Finished");
        return result;

        static string In(string file) => Path.Combine(Folder, file);
    }

    private string FootagePath(string path) =>
        media?.Resolve(path) is { FullPath: { } full } ? full : throw new GenerationException($"'{path}' is gone.", "Put the file back and start again.");

    private Task WriteAsync(string file, string text, CancellationToken ct) => WholeFile.WriteAsync(Path.Combine(workFolder, file), text, ct);

    private async Task ThumbnailAsync(Timeline timeline, AssemblyResult result, CancellationToken ct)
    {
        // Words on words cannot be read, so only footage stands behind the title; a card's own ground is drawn without its words.
        var shot = timeline.Scenes.SelectMany(scene => scene.Shots).FirstOrDefault(shot => shot.Visual is not CardVisual);
        var frame = shot is null ? null : Path.Combine(workFolder, Folder, "frame.png");
        if (frame is not null) await GrabAsync(shot!, frame, ct);
        await ThumbnailDesigner.DesignAsync(timeline.Title, timeline.Look, timeline.Canvas, frame, Path.Combine(workFolder, result.Thumbnail), ct);
    }

    private static async Task GrabAsync(Shot shot, string frame, CancellationToken ct)
    {
        var (source, at) = shot.Visual is ClipVisual clip ? (clip.Path, clip.InSeconds + 0.8) : (((StillVisual)shot.Visual).Path, 0);
        IReadOnlyList<string> seek = at > 0 ? ["-ss", FormattableString.Invariant($"{at:0.00}")] : [];
        var output = await ToolRunner.RunAsync(
            "ffmpeg", ["-v", "error", "-y", .. seek, "-i", FFmpegText.File(source), "-frames:v", "1", "-vf", "scale=1080:-2", "-update", "1", frame], ct);
        if (output.ExitCode != 0) throw new RenderException($"No frame of {Path.GetFileName(source)} could be read for the thumbnail.", "Export the file again.");
    }

    private static IEnumerable<Credit> Credits(GenerationPlan plan, VoiceResult voice, MediaResult found)
    {
        foreach (var id in voice.Scenes.OfType<SceneVoice>().Select(scene => scene.VoiceId).Distinct())
            yield return new Credit("voice", id, voice.Provider, "the provider's terms");
        foreach (var path in found.Scenes.SelectMany(scene => scene).Select(footage => footage.Path).Distinct())
            yield return new Credit("footage", path, "given with the script", "as given");
        if (found.Scenes.Any(scene => scene.Count == 0)) yield return new Credit("icons", "Lucide", "Lucide contributors", "ISC", "https://lucide.dev/license");
        if (plan.Look.Captions != CaptionStyle.None || found.Scenes.Any(scene => scene.Count == 0))
            yield return new Credit("fonts", "Inter, Anton and others", "their designers", "SIL Open Font License 1.1 or Apache 2.0");
    }

    private static string CreditsText(Timeline timeline)
    {
        var text = new StringBuilder(timeline.Title).Append("\n\n");
        foreach (var credit in timeline.Credits)
        {
            text.Append(char.ToUpperInvariant(credit.Kind[0])).Append(credit.Kind[1..]).Append(": ").Append(credit.Title).Append(", ").Append(credit.Author)
                .Append(" (").Append(credit.Licence).Append(')').Append(credit.Link is { } link ? $" {link}" : "").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Reports at once, in the order of the reports.</summary>
    private sealed class Progress(Action<RenderProgress> report) : IProgress<RenderProgress>
    {
        public void Report(RenderProgress value) => report(value);
    }
}
