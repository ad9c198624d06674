using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Branding;
using Synthora.Features.Costs;
using Synthora.Features.Library;
using Synthora.Features.Notifications;
using Synthora.Features.Quotas;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Editing;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;
using Synthora.Providers;
using Synthora.Rendering;

namespace Synthora.Features.Videos;

/// <summary>The pipeline as the job sees it; <see cref="GenerateVideo.RunAsync"/> in the product.</summary>
public delegate Task<GeneratedVideo> RunGeneration(
    GenerationInput input, string workFolder, IGenerationJournal journal, GenerationCrew crew, CancellationToken ct);

/// <summary>Makes a queued video: runs the pipeline under the job's lease and publishes what it leaves.</summary>
internal sealed class VideoGeneration(
    Database database, RunGeneration run, HireCrew hire, OpenOrders orders, ChosenBrand brand, ChosenMedia footage, VideoFiles files, RecordMediaUse uses, MusicBefore music, UserLimits limits, SpendingLedger ledger, TimeProvider clock, ILogger<VideoGeneration> log) : IJobHandler
{
    public string Type => VideoJobs.Type;

    public async Task<Func<AppDbContext, CancellationToken, Task>> RunAsync(Job job, Lease lease, CancellationToken ct)
    {
        var folder = await WorkFolder.TakeAsync(files.WorkFolderOf(job.VideoId!.Value), ct);
        Video video = null!;
        try
        {
            StepTimes times = null!;
            await lease.WriteAsync(async db =>
            {
                video = await BeginAsync(db, job, folder.IsNew, ct);
                times = await StepTimes.LoadAsync(db, ct);
            }, ct);
            GeneratedVideo made;
            await using (var journal = new DatabaseJournal(database, lease, video, times, clock, log))
            {
                journal.Start();
                made = await RunAsync(video, lease, folder.Path, journal, ct);
            }

            var finished = await PublishAsync(video, job, made, ct);
            await uses.HandleAsync(new Caller(video.UserId, Role.Free), video.Id, SceneFiles.MediaIn(made.ProjectFiles), ct);
            return async (db, token) =>
            {
                var row = await db.Videos.SingleAsync(found => found.Id == video.Id, token);
                var role = await db.Users.Where(user => user.Id == row.UserId).Select(user => user.Role).SingleAsync(token);
                var now = clock.GetUtcNow();
                // Its owner may have named it while it was made.
                var titled = row.HasGivenTitle ? finished with { Title = row.Title } : finished;
                if (made.IsSimulated is { } simulated && row.Providers is { } crew) row.Providers = (VideoCrew.Read(crew) with { IsMadeUp = simulated }).ToJson();
                Must(row.Complete(titled, now, (await limits.OfAsync(db, row.UserId, role, token)).RetentionDays is { } days ? now.AddDays(days) : null));
                await PraiseAnswerAsync(db, row, token);
                await db.ShelveAsync(row, now, token);
                await db.RaiseAsync(VideoNotices.Completed(row, job.Id), now, token);
            };
        }
        finally
        {
            folder.Dispose();
        }
    }

    public async Task FailedAsync(AppDbContext db, Job job, JobFailure failure, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.Videos.SingleOrDefaultAsync(row => row.Id == job.VideoId, ct) is not { IsFinal: false } video) return;
        Must(video.Fail(failure.Code, failure.Message, failure.Remedy, now, failure.Details));
        await DailyAllowance.GiveBackVideoAsync(db, video, ct);
        await ledger.CloseAsync(db, video.UserId, video.Id, ct);
        await db.RaiseAsync(VideoNotices.Failed(video, job.Id), now, ct);
        await db.VideoSteps.Where(step => step.VideoId == video.Id && step.Status == StepStatus.Running).ExecuteUpdateAsync(
            set => set.SetProperty(step => step.Status, StepStatus.Failed).SetProperty(step => step.EndedAt, now).SetProperty(step => step.Note, failure.Message), ct);
    }

    /// <summary>The video itself was cancelled or deleted by whoever asked for it.</summary>
    public async Task CancelledAsync(AppDbContext db, Job job, CancellationToken ct)
    {
        if (await db.Videos.SingleOrDefaultAsync(row => row.Id == job.VideoId, ct) is { IsFinal: false } video)
            Must(video.MoveTo(VideoStatus.Cancelled, clock.GetUtcNow()));
        await db.VideoSteps.Where(step => step.VideoId == job.VideoId && step.Status == StepStatus.Running)
            .ExecuteUpdateAsync(set => set.SetProperty(step => step.Status, StepStatus.Pending), ct);
        if (job.VideoId is { } videoId) await ledger.CloseAsync(db, job.UserId, videoId, ct);
    }

    public async Task TidyAsync(Job job, JobStatus ended, CancellationToken ct)
    {
        // A failed run keeps its finished steps for a retry; upkeep removes them after a day.
        if (job.VideoId is not { } videoId) return;
        await using var db = database.OpenForSystem();
        // Somebody who was quick to retry it has another job at work in the same folder.
        if (await db.Videos.AnyAsync(video => video.Id == videoId && video.JobId != job.Id, ct)) return;
        if (ended == JobStatus.Failed)
        {
            files.RemovePartial(videoId);
            return;
        }

        var timedOut = await db.Videos.AnyAsync(video => video.Id == videoId && video.Status == VideoStatus.Cancelled && video.ErrorCode == Video.TimedOut, ct);
        if (timedOut) return;
        if (ended == JobStatus.Completed) files.MoveToDesk(videoId);
        files.RemoveWork(videoId);
        if (ended == JobStatus.Cancelled) await files.RemoveStoredAsync(job.UserId, videoId, ct);
        // A finished video has gone on without what was not made in time.
        await orders.CallOffAsync(videoId, ct);
    }

    public JobFailure? Explain(Exception exception) => exception switch
    {
        GenerationException failure => new("generation_failed", failure.Cause, failure.Remedy, FailureDetails.Of(failure)),
        RenderException failure => new("render_failed", failure.Cause, failure.Remedy),
        ProviderException failure => new("provider_error", failure.Cause, failure.Remedy, FailureDetails.Of(failure)),
        WorkFolderTakenException => new("work_folder_taken", "An earlier worker of this video is frozen and holds its files.", "Restart that worker, then retry."),
        IOException { HResult: 28 } => new("disk_full", "The disk is full.", "Free some space, then retry."),
        _ => null,
    };

    private async Task<GeneratedVideo> RunAsync(Video video, Lease lease, string folder, DatabaseJournal journal, CancellationToken ct)
    {
        var crew = hire.For(video, lease);
        journal.Crew = crew.Crew;
        try
        {
            var input = InputOf(video, await brand.FetchAsync(video.BrandAssetIds, folder, ct));
            var (files, missing) = await footage.FetchAsync(new Caller(video.UserId, Role.Free), video.MediaIds, folder, ct);
            input = input with { Footage = files, Missing = missing, Instructions = Told(input.Instructions, files) };
            return await run(input with { UsualCaptions = await UsualCaptionsAsync(video, ct), LastMusic = await music.FindAsync(video, ct) }, folder, journal, crew.Crew, ct);
        }
        finally
        {
            // What was used is owed even when nothing came of it, and even when its owner stopped it.
            await crew.SettleAsync(CancellationToken.None);
        }
    }

    private async Task<Video> BeginAsync(AppDbContext db, Job job, bool newFolder, CancellationToken ct)
    {
        var video = await db.Videos.SingleAsync(row => row.Id == job.VideoId, ct);
        if (video.Status == VideoStatus.Queued) Must(video.MoveTo(VideoStatus.Processing, clock.GetUtcNow()));
        // Steps whose files are gone, or are on another machine, have to be made again.
        if (newFolder) await db.VideoSteps.Where(step => step.VideoId == video.Id).ExecuteDeleteAsync(ct);
        return video;
    }

    private async Task<FinishedVideo> PublishAsync(Video video, Job job, GeneratedVideo made, CancellationToken ct)
    {
        var prefix = VideoFiles.RunPrefix(video.UserId, video.Id, job);
        var bytes = await files.PutAsync(prefix, VideoFiles.Video, made.VideoPath, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Subtitles, made.SubtitlesPath, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Thumbnail, made.ThumbnailPath, ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Report, made.ReportPath, ct);
        if (made.SmallThumbnailPath is { } small) bytes += await files.PutAsync(prefix, VideoFiles.SmallThumbnail, small, ct);
        if (made.PosterPath is { } poster) bytes += await files.PutAsync(prefix, VideoFiles.Poster, poster, ct);
        // The timeline names its files relative to itself, here as in the work folder.
        foreach (var file in made.ProjectFiles) bytes += await files.PutAsync(prefix, file, Path.Combine(Path.GetDirectoryName(made.TimelinePath)!, file), ct);
        bytes += await files.PutAsync(prefix, VideoFiles.Timeline, made.TimelinePath, ct);
        bytes += await files.PutAsync(prefix, "script.md", made.ScriptPath, ct);
        bytes += await files.PutAsync(prefix, "credits", made.CreditsPath, ct);
        return new(
            video.HasGivenTitle || string.IsNullOrWhiteSpace(made.Title) ? video.Title : made.Title, prefix, new FileInfo(made.VideoPath).Length,
            made.DurationSeconds, made.Width, made.Height, made.Report.Passed, bytes);
    }

    private async Task<string?> UsualCaptionsAsync(Video video, CancellationToken ct)
    {
        await using var db = database.OpenForSystem();
        return await db.GenerationDefaults.Where(row => row.UserId == video.UserId).Select(row => row.SubtitleStyle).SingleOrDefaultAsync(ct);
    }

    /// <summary>Whoever writes the script should know what will be seen.</summary>
    private static string? Told(string? instructions, IReadOnlyList<GivenFootage> files) => files.Count == 0 ? instructions
        : $"{instructions}\nThe video shows the author's own footage, in this order: {string.Join("; ", files.Select(file => $"{file.Title} ({(file.IsPicture ? "picture" : "film")})"))}.".Trim();

    private static GenerationInput InputOf(Video video, BrandMarks marks) => new(video.Source, video.Text, BaseFolder: null, video.Template)
    {
        Title = video.HasGivenTitle ? video.Title : null,
        Instructions = video.CustomInstructions,
        Preset = video.TemplateSnapshot is { } snapshot ? JsonSerializer.Deserialize<TemplateConfig>(snapshot, SystemTemplates.JsonOptions) : null,
        Overrides = new()
        {
            Voice = video.Voice,
            Captions = video.SubtitleStyle,
            Platform = video.Platform,
            Aspect = video.AspectRatio,
            Music = video.Music,
            ClearSpeech = video.ClearSpeech,
            Logo = marks.Logo,
            Watermark = marks.Watermark,
            Seed = video.Seed,
            DurationSeconds = video.TargetDurationS,
        },
    };

    /// <summary>An answer whose video was finished did its work: that counts for giving it again.</summary>
    private static async Task PraiseAnswerAsync(AppDbContext db, Video video, CancellationToken ct)
    {
        var result = await db.VideoSteps.Where(step => step.VideoId == video.Id && step.Step == GenerationStep.Script && step.Result != null).Select(step => step.Result!).SingleOrDefaultAsync(ct);
        if (result is null || StepJson.Read<ScriptResult>(result).AnswerId is not { } answer) return;
        await db.CachedAnswers.Where(row => row.Id == answer).ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, row => row.Score + 1), ct);
    }

    private static void Must(Error? error)
    {
        if (error is not null) throw new InvalidOperationException(error.Message);
    }
}
