using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Library;
using Synthora.Features.Notifications;
using Synthora.Features.Videos.Generation;
using Synthora.Features.Videos.Renditions;
using Synthora.Jobs;
using Synthora.Rendering;
using Synthora.Rendering.Editing;
using Synthora.Rendering.Timelines;

namespace Synthora.Features.Videos.Editing;

/// <summary>Renders what an edit changed and shows the new version when it is whole. Scenes that are finished already are found again, whoever rendered them.</summary>
internal sealed class VideoRendering(Database database, EditDesk desk, VideoFiles files, DroppedRenditions renditions, GenerationSettings settings, TimeProvider clock, ILogger<VideoRendering> log) : IJobHandler
{
    public const string JobType = "video_edit";

    /// <summary>Versions that are kept of a video, the shown one included.</summary>
    public const int MostVersions = 10;

    public string Type => JobType;

    public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
    {
        VideoVersion version;
        List<string> prefixes;
        await using (var db = database.OpenForSystem())
        {
            version = await db.VideoVersions.AsNoTracking().SingleOrDefaultAsync(row => row.JobId == job.Id, ct) ?? throw new GenerationException("The video is gone.", "Make it again.");
            prefixes = await db.VideoVersions.Where(row => row.VideoId == version.VideoId && row.Files != null).OrderByDescending(row => row.Number).Select(row => row.Files!).ToListAsync(ct);
        }

        var timeline = await desk.LayOutAsync(version.UserId, version.VideoId, version.Timeline, prefixes, ct);
        var folder = desk.NewScratch(version.VideoId);
        try
        {
            var output = new VideoOutput(At("video.mp4"), At("subtitles.srt"), At("thumbnail.jpg"), At("report.json"), At("credits.txt"), At("credits.json"), At("thumbnail-small.webp"));
            AssembledVideo made;
            await using (var reports = new LeaseReports(lease, log))
            {
                reports.Start();
                var started = Stopwatch.GetTimestamp();
                made = await new VideoAssembly(settings.Parallelism).RunAsync(timeline, output, desk.ProjectOf(version.VideoId).Cache, (fraction, message) =>
                {
                    var passed = Stopwatch.GetElapsedTime(started).TotalSeconds;
                    reports.Report(fraction * 100, message, fraction > 0.05 ? Math.Ceiling(passed * (1 - fraction) / fraction) : null);
                }, ct);
            }

            var finished = await PublishAsync(version, job, timeline, output, made, ct);
            return (db, token) => ShowAsync(db, version, finished, made, timeline, token);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string At(string name) => Path.Combine(folder, name);
    }

    public async Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
    {
        if (await RenderingAsync(db, job, ct) is { } version) await db.FailAsync(version, failure.Message, failure.Remedy, clock.GetUtcNow(), ct);
    }

    public async Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct)
    {
        if (await RenderingAsync(db, job, ct) is not { } version) return;
        // Its owner knows why it ended; who was not there is told.
        if (version.ErrorMessage is { } stuck) await db.FailAsync(version, stuck, version.ErrorRemedy, clock.GetUtcNow(), ct);
        else db.Remove(version);
    }

    /// <summary>Removes what was stored for nothing, and the files of versions that are no longer kept. What a crash leaves goes with the next rendering, or after a day.</summary>
    public async Task TidyAsync(Job job, JobStatus ended, CancellationToken ct)
    {
        if (job.VideoId is not { } videoId) return;
        await files.RemoveRunsAsync(job, videoId, ended == JobStatus.Completed ? VideoFiles.RunPrefix(job.UserId, videoId, job) : null, ct);
        await using var db = database.OpenForSystem();
        foreach (var dropped in await db.VideoVersions.Where(version => version.VideoId == videoId && version.State == VersionState.Dropped).ToListAsync(ct))
        {
            if (dropped.Files is { } prefix) await files.RemoveVersionAsync(prefix, ct);
            db.VideoVersions.Remove(dropped);
        }

        await db.SaveChangesAsync(ct);
        await renditions.RemoveAsync(videoId, ct);
    }

    private static Task<VideoVersion?> RenderingAsync(AppDbContext db, Job job, CancellationToken ct) =>
        db.VideoVersions.SingleOrDefaultAsync(version => version.JobId == job.Id && version.State == VersionState.Rendering, ct);

    public JobFailure? Explain(Exception exception) => exception switch
    {
        GenerationException failure => new("edit_failed", failure.Cause, failure.Remedy),
        RenderException failure => new("render_failed", failure.Cause, failure.Remedy),
        IOException { HResult: 28 } => new("disk_full", "The disk is full.", "Free some space, then render again."),
        _ => null,
    };

    private async Task<FinishedVideo> PublishAsync(VideoVersion version, Job job, Timeline timeline, VideoOutput output, AssembledVideo made, CancellationToken ct)
    {
        var prefix = VideoFiles.RunPrefix(version.UserId, version.VideoId, job);
        var bytes = await files.PutAsync(prefix, VideoFiles.Video, output.Video, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Subtitles, output.Subtitles, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Thumbnail, output.Thumbnail, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.SmallThumbnail, output.SmallThumbnail!, ct);
        if (File.Exists(output.Poster)) bytes += await files.PutAsync(prefix, VideoFiles.Poster, output.Poster, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Report, output.Report, ct);
        bytes += await files.PutAsync(prefix, "credits", output.CreditsText, ct);
        var folder = files.DeskOf(version.VideoId);
        var relative = TimelineFile.Relative(timeline, folder);
        foreach (var file in TimelineFile.FilesOf(relative)) bytes += await files.PutAsync(prefix, file, Path.Combine(folder, file), ct);
        var stored = output.Report + ".timeline";
        await File.WriteAllTextAsync(stored, TimelineJson.Write(relative), ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Timeline, stored, ct);
        return new(timeline.Title, prefix, new FileInfo(output.Video).Length, timeline.DurationSeconds, timeline.Canvas.Width, timeline.Canvas.Height, made.Report.Passed, bytes);
    }

    private async Task ShowAsync(AppDbContext db, VideoVersion version, FinishedVideo finished, AssembledVideo made, Timeline timeline, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var row = await db.VideoVersions.SingleAsync(found => found.Id == version.Id, ct);
        var video = await db.Videos.SingleAsync(found => found.Id == version.VideoId, ct);
        // A name given in the library stays unless the edit gives another.
        var titled = await db.VideoVersions.Where(found => found.VideoId == video.Id && found.Files == video.Files).Select(found => found.Title).FirstOrDefaultAsync(ct);
        if (video.Show(titled == finished.Title ? finished with { Title = video.Title } : finished, now) is { } refusal) throw new InvalidOperationException(refusal.Message);
        await db.ShelveAsync(video, now, ct);
        await DroppedRenditions.DropAsync(db, video.Id, finished.Files, ct);
        (row.State, row.Files, row.Title, row.CompletedAt) = (VersionState.Ready, finished.Files, finished.Title, now);
        (row.DurationS, row.Width, row.Height, row.FileSize, row.StoredBytes, row.QualityPassed) = (finished.DurationS, finished.Width, finished.Height, finished.FileSize, finished.StoredBytes, finished.QualityPassed);
        (row.ScenesRendered, row.ScenesReused, row.RenderSeconds) = (made.Render.ScenesRendered, made.Render.ScenesReused, made.Render.Elapsed.TotalSeconds);
        row.RenderedSeconds = timeline.DurationSeconds * made.Render.ScenesRendered / timeline.Scenes.Count;
        (row.Prints, row.Engine) = (string.Join('\n', ScenePrint.Of(timeline)), ScenePrint.Engine);
        var beyond = await db.VideoVersions.Where(found => found.VideoId == version.VideoId && found.State == VersionState.Ready && found.Id != version.Id)
            .OrderByDescending(found => found.Number).Skip(MostVersions - 1).ToListAsync(ct);
        foreach (var old in beyond) old.State = VersionState.Dropped;
        await db.RaiseAsync(VideoNotices.Edited(row, video.Title), now, ct);
    }
}
