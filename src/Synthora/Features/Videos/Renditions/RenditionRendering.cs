using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Notifications;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Rendering;
using Synthora.Rendering.Variants;
using Synthora.Web;

namespace Synthora.Features.Videos.Renditions;

/// <summary>Renders a finished video in another shape or for another platform, beside where it is edited: scenes that are finished already are found again.</summary>
internal sealed class RenditionRendering(
    Database database, EditDesk desk, VideoFiles files, DroppedRenditions dropped, GenerationSettings settings, TimeProvider clock, ILogger<RenditionRendering> log) : IJobHandler
{
    public const string JobType = "video_rendition";

    public string Type => JobType;

    public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
    {
        VideoRendition row;
        await using (var db = database.OpenForSystem())
            row = await db.VideoRenditions.AsNoTracking().SingleOrDefaultAsync(one => one.Id == job.Id, ct) ?? throw new GenerationException("The video is gone.", "Make it again.");
        var stored = await files.ReadTimelineAsync(row.Source, ct) ?? throw new GenerationException("The scenes of this video cannot be read by this version.", "Make it again.");
        var timeline = await desk.LayOutAsync(row.UserId, row.VideoId, Rendering.Timelines.TimelineJson.Write(stored), [row.Source], ct);
        var (_, variant) = (await TimelineVariants.MakeAsync(timeline, [RenditionChoices.Parse(row.Name)!], ct))[0];
        var folder = desk.NewScratch(row.VideoId);
        try
        {
            var output = VideoOutput.Beside(Path.Combine(folder, VideoFiles.Video));
            AssembledVideo made;
            await using (var reports = new LeaseReports(lease, log))
            {
                reports.Start();
                var started = Stopwatch.GetTimestamp();
                made = await new VideoAssembly(settings.Parallelism).RunAsync(variant, output, desk.ProjectOf(row.VideoId).Cache, (fraction, message) =>
                {
                    var passed = Stopwatch.GetElapsedTime(started).TotalSeconds;
                    reports.Report(fraction * 100, message, fraction > 0.05 ? Math.Ceiling(passed * (1 - fraction) / fraction) : null);
                }, ct);
            }

            var prefix = VideoFiles.RunPrefix(row.UserId, row.VideoId, job);
            var bytes = await files.PutAsync(prefix, VideoFiles.Video, output.Video, ct);
            var fallbacks = JsonSerializer.Serialize(variant.Fallbacks.Except(timeline.Fallbacks), Json.Options);
            return (db, token) => FinishAsync(db, row, prefix, bytes, variant, made, fallbacks, token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public async Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
    {
        if (await MakingAsync(db, job, ct) is { } row) await FailAsync(db, row, failure.Message, failure.Remedy, clock.GetUtcNow(), ct);
    }

    public async Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct)
    {
        // Whoever stopped it has dropped it; what the clock stopped says so itself.
        if (await MakingAsync(db, job, ct) is { } row) db.Remove(row);
    }

    public async Task TidyAsync(Job job, JobStatus ended, CancellationToken ct)
    {
        if (job.VideoId is not { } videoId) return;
        await using var db = database.OpenForSystem();
        var kept = await db.VideoRenditions.Where(row => row.Id == job.Id && row.State == RenditionState.Ready).Select(row => row.Files).SingleOrDefaultAsync(ct);
        await files.RemoveRunsAsync(job, videoId, kept, ct);
        await dropped.RemoveAsync(videoId, ct);
    }

    public JobFailure? Explain(Exception exception) => exception switch
    {
        GenerationException failure => new("rendition_failed", failure.Cause, failure.Remedy),
        RenderException failure => new("render_failed", failure.Cause, failure.Remedy),
        IOException { HResult: 28 } => new("disk_full", "The disk is full.", "Free some space, then render again."),
        _ => null,
    };

    /// <summary>Within the caller's transaction, which also saves the row.</summary>
    internal static async Task FailAsync(AppDbContext db, VideoRendition row, string message, string? remedy, DateTimeOffset now, CancellationToken ct)
    {
        (row.State, row.ErrorMessage, row.ErrorRemedy, row.CompletedAt) = (RenditionState.Failed, message, remedy, now);
        if (await db.Videos.Where(video => video.Id == row.VideoId).Select(video => video.Title).SingleOrDefaultAsync(ct) is { } title)
            await db.RaiseAsync(VideoNotices.RenditionFailed(row, title), now, ct);
    }

    private static Task<VideoRendition?> MakingAsync(AppDbContext db, Job job, CancellationToken ct) =>
        db.VideoRenditions.SingleOrDefaultAsync(row => row.Id == job.Id && row.State == RenditionState.Making, ct);

    private async Task FinishAsync(
        AppDbContext db, VideoRendition row, string prefix, long bytes, Rendering.Timelines.Timeline variant, AssembledVideo made, string fallbacks, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        // In one statement: what was dropped meanwhile stays dropped, and so does what the video no longer shows.
        var finished = await db.VideoRenditions.Where(one => one.Id == row.Id && one.State == RenditionState.Making && db.Videos.Any(video => video.Id == row.VideoId && video.Files == row.Source)).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.State, RenditionState.Ready).SetProperty(one => one.Files, prefix).SetProperty(one => one.FileSize, bytes)
                .SetProperty(one => one.DurationS, variant.DurationSeconds).SetProperty(one => one.Width, variant.Canvas.Width).SetProperty(one => one.Height, variant.Canvas.Height)
                .SetProperty(one => one.QualityPassed, made.Report.Passed).SetProperty(one => one.Fallbacks, fallbacks).SetProperty(one => one.CompletedAt, now), ct);
        if (finished == 0) await db.VideoRenditions.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.State, RenditionState.Dropped), ct);
        else if (await db.Videos.Where(video => video.Id == row.VideoId).Select(video => video.Title).SingleOrDefaultAsync(ct) is { } title)
            await db.RaiseAsync(VideoNotices.RenditionReady(row, title), now, ct);
    }
}
