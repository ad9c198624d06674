using Synthora.Rendering;
using Synthora.Rendering.Audio;
using Synthora.Rendering.Captions;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Thumbnails;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Generation;

/// <param name="Render">How many scenes were rendered and how many found finished.</param>
public sealed record AssembledVideo(RenderResult Render, QualityReport Report);

/// <summary>From a timeline to everything a finished video consists of: picture, subtitles, thumbnail, credits, report.</summary>
public sealed class VideoAssembly(int parallelism)
{
    private const double RenderShare = 0.86;

    /// <param name="timeline">With absolute paths.</param>
    /// <param name="cache">Keeps finished scenes for the next time.</param>
    /// <param name="report">Takes the fraction 0–1 and what is being done.</param>
    public async Task<AssembledVideo> RunAsync(Timeline timeline, VideoOutput files, string cache, Action<double, string> report, CancellationToken ct)
    {
        // What is wrong with the owner's picture is known before the long work.
        await DescribeAsync(timeline, files, report, ct);
        var watch = new Progress(progress => report(0.02 + (progress.Fraction * RenderShare), progress.Message));
        var render = await Renderer.RenderAsync(timeline, new RenderOptions(cache, files.Video, parallelism), watch, ct);
        var told = timeline with { Fallbacks = [.. timeline.Fallbacks.Union(render.Fallbacks)] };
        return new(render, await MeasureAsync(told, files, render.Sound, report, ct));
    }

    /// <summary>Everything but the picture, which somebody else made: it lies there already.</summary>
    public async Task<QualityReport> FinishAsync(Timeline timeline, VideoOutput files, Action<double, string> report, CancellationToken ct)
    {
        await FileLabel.WriteAsync(timeline, files.Video, ct);
        await DescribeAsync(timeline, files, report, ct);
        return await MeasureAsync(timeline, files, rendered: null, report, ct);
    }

    /// <summary>A small and quick picture of the same video, without its other files.</summary>
    public Task<RenderResult> PreviewAsync(Timeline timeline, string video, string cache, Action<double, string> report, CancellationToken ct) =>
        Renderer.RenderAsync(
            timeline, new RenderOptions(cache, video, parallelism, Preview: true), new Progress(progress => report(progress.Fraction, progress.Message)), ct);

    private static async Task DescribeAsync(Timeline timeline, VideoOutput files, Action<double, string> report, CancellationToken ct)
    {
        report(0, "Drawing the thumbnail");
        await WriteThumbnailsAsync(timeline, files, ct);
        await WholeFile.WriteAsync(files.Subtitles, SubtitleFile.SubRip(timeline), ct);
        await WholeFile.WriteAsync(files.CreditsText, VideoCredits.Text(timeline), ct);
        await WholeFile.WriteAsync(files.CreditsJson, VideoCredits.Json(timeline), ct);
    }

    private static async Task<QualityReport> MeasureAsync(Timeline timeline, VideoOutput files, SoundMeasurement? rendered, Action<double, string> report, CancellationToken ct)
    {
        report(RenderShare + 0.02, "Measuring the finished video");
        var quality = await QualityGate.CheckAsync(files.Video, timeline, timeline.Platform, ct, rendered: rendered);
        await WholeFile.WriteAsync(files.Report, QualityReportText.Json(quality), ct);
        report(1, "Finished");
        return quality;
    }

    private static async Task WriteThumbnailsAsync(Timeline timeline, VideoOutput files, CancellationToken ct)
    {
        var (size, canvas) = (ThumbnailMaker.SizeFor(timeline.Platform, timeline.Canvas), timeline.Canvas);
        await ThumbnailMaker.MakeAsync(timeline, size, files.Thumbnail, ct);
        if (files is not { SmallThumbnail: { } small, Poster: { } poster }) return;
        var hasShape = size.Width * canvas.Height == size.Height * canvas.Width;
        if (!hasShape) await ThumbnailMaker.MakeAsync(timeline, canvas, poster, ct);
        await ThumbnailMaker.ShrinkAsync(hasShape ? files.Thumbnail : poster, small, ct);
    }

    /// <summary>Reports at once, in the order of the reports.</summary>
    private sealed class Progress(Action<RenderProgress> report) : IProgress<RenderProgress>
    {
        public void Report(RenderProgress value) => report(value);
    }
}
