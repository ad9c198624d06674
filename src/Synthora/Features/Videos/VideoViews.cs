using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features.Templates;
using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;
using Synthora.Jobs;

namespace Synthora.Features.Videos;

/// <summary>Puts a video's rows together into what its owner sees.</summary>
internal static class VideoViews
{
    public static async Task<VideoResponse> ViewAsync(this AppDbContext db, Video video, CancellationToken ct)
    {
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == video.JobId, ct);
        var steps = await StepsAsync(db, video.Id, ct);
        var crew = VideoCrew.Read(video.Providers);
        var remembered = crew.Script is null ? null : await RememberedAsync(db, video.Id, ct);
        // Only what is finished stands there.
        var shelved = video.Files is null ? null : await db.Media.Where(media => media.VideoId == video.Id)
            .Select(media => new { media.Description, media.Tags, media.FolderId, media.IsFavorite, media.ArchivedAt }).SingleOrDefaultAsync(ct);
        var hasFiles = video is { Files: not null, Status: not VideoStatus.Expired };
        return new()
        {
            Id = video.Id,
            Title = video.Title,
            Status = video.Status,
            Origin = video.Origin,
            State = StateOf(video),
            CurrentStep = video.CurrentStep,
            Progress = ProgressOf(video, job),
            Message = video.IsFinal ? null : job?.Message,
            EstimatedSecondsLeft = video.IsFinal ? null : job?.SecondsLeft,
            Steps = steps,
            Source = video.Source,
            Text = video.Text,
            Template = video.Template,
            TemplateName = TemplateViews.NameIn(video.TemplateSnapshot),
            CustomInstructions = video.CustomInstructions,
            SubtitleStyle = video.SubtitleStyle,
            Voice = video.Voice,
            Platform = video.Platform,
            AspectRatio = video.AspectRatio,
            Music = video.Music,
            ClearSpeech = video.ClearSpeech,
            Seed = video.Seed,
            TargetDurationS = video.TargetDurationS,
            Providers = crew,
            ScriptCached = remembered is not null,
            ScriptCachedAgeS = remembered is { } age ? Math.Round(age.TotalSeconds) : null,
            DurationS = video.DurationS,
            Width = video.Width,
            Height = video.Height,
            FileSize = video.FileSize,
            QualityPassed = video.QualityPassed,
            Error = ErrorOf(video),
            IsInLibrary = shelved is not null,
            Description = shelved?.Description,
            Tags = shelved?.Tags ?? [],
            FolderId = shelved?.FolderId,
            IsFavorite = shelved?.IsFavorite ?? false,
            IsArchived = shelved?.ArchivedAt is not null,
            VideoUrl = hasFiles ? $"/api/v1/videos/{video.Id}/download" : null,
            ThumbnailUrl = hasFiles ? $"/api/v1/videos/{video.Id}/thumbnail" : null,
            SubtitleFileUrl = hasFiles ? $"/api/v1/videos/{video.Id}/subtitles" : null,
            ReportUrl = hasFiles ? $"/api/v1/videos/{video.Id}/report" : null,
            CanRetry = video.CanRetry,
            CanCancel = video.CanCancel,
            CanEdit = hasFiles && VideoFiles.HasScenes(video.Files!),
            BrandingAssetIds = video.BrandAssetIds,
            MediaIds = video.MediaIds,
            Unattended = video.Unattended,
            TaskId = video.JobId,
            CreatedAt = video.CreatedAt,
            UpdatedAt = video.UpdatedAt,
            GenerationStartedAt = video.GenerationStartedAt,
            LastStepUpdatedAt = video.LastStepUpdatedAt,
            CompletedAt = video.CompletedAt,
            ExpiresAt = video.ExpiresAt,
        };
    }

    public static async Task<VideoStatusResponse?> StatusAsync(this AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var video = await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == videoId, ct);
        if (video is null) return null;
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.Id == video.JobId, ct);
        return new(
            video.Id, video.Status, StateOf(video), video.CurrentStep, ProgressOf(video, job), video.IsFinal ? null : job?.Message,
            video.IsFinal ? null : job?.SecondsLeft, await StepsAsync(db, videoId, ct), ErrorOf(video), video.UpdatedAt);
    }

    private static async Task<TimeSpan?> RememberedAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var results = await db.VideoSteps.AsNoTracking().Where(row => row.VideoId == videoId && row.Step == GenerationStep.Script && row.Result != null).ToDictionaryAsync(row => row.Step, row => row.Result!, ct);
        return GetFootage.Read<ScriptResult>(results, GenerationStep.Script)?.RememberedFor;
    }

    private static async Task<IReadOnlyList<StepResponse>> StepsAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var stored = await db.VideoSteps.AsNoTracking().Where(row => row.VideoId == videoId)
            .Select(row => new StepResponse(row.Step, row.Status, row.Provider, row.StartedAt, row.EndedAt, row.Note)).ToListAsync(ct);
        return [.. Enum.GetValues<GenerationStep>().Select(step =>
            stored.SingleOrDefault(row => row.Step == step) ?? new StepResponse(step, StepStatus.Pending, null, null, null, null))];
    }

    private static string StateOf(Video video) =>
        video is { Status: VideoStatus.Processing, CurrentStep: { } step } ? EnumText.Of(step) : EnumText.Of(video.Status);

    private static double ProgressOf(Video video, Job? job) =>
        video.Status is VideoStatus.Completed or VideoStatus.Expired ? 100 : Math.Round(job?.Progress ?? 0, 1);

    private static FailureResponse? ErrorOf(Video video) =>
        video.ErrorCode is null ? null : new(video.ErrorCode, video.ErrorMessage ?? "", video.ErrorRemedy, video.ErrorDetails);
}
