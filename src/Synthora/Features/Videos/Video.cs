using Synthora.Data;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos;

public enum VideoOrigin { Generated, Uploaded, Edited }

/// <summary>A video from the wish to the file. <see cref="Status"/> changes through <see cref="MoveTo"/> only.</summary>
public sealed class Video : IOwned
{
    public const string TimedOut = "timed_out";

    /// <summary>Every allowed transition; any other is refused.</summary>
    public static readonly IReadOnlyDictionary<VideoStatus, IReadOnlyList<VideoStatus>> Allowed =
        new Dictionary<VideoStatus, IReadOnlyList<VideoStatus>>
        {
            [VideoStatus.Planned] = [VideoStatus.Queued, VideoStatus.Cancelled],
            [VideoStatus.Uploaded] = [VideoStatus.Expired],
            [VideoStatus.Queued] = [VideoStatus.Processing, VideoStatus.Failed, VideoStatus.Cancelled],
            [VideoStatus.Processing] = [VideoStatus.Completed, VideoStatus.Failed, VideoStatus.Cancelled],
            [VideoStatus.Completed] = [VideoStatus.Expired],
            [VideoStatus.Failed] = [VideoStatus.Queued],
            [VideoStatus.Cancelled] = [VideoStatus.Queued],
            [VideoStatus.Expired] = [],
        };

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid UserId { get; init; }
    public VideoOrigin Origin { get; init; } = VideoOrigin.Generated;
    public required string Title { get; set; }

    /// <summary>Whether the owner chose the title, so that the script's does not replace it.</summary>
    public bool HasGivenTitle { get; set; }
    public VideoStatus Status { get; private set; } = VideoStatus.Queued;
    public GenerationStep? CurrentStep { get; set; }

    public required SourceKind Source { get; init; }
    public required string Text { get; init; }
    public required string Template { get; init; }

    /// <summary>The template as it was when the video was started, as JSON: later changes of it change nothing here.</summary>
    public string? TemplateSnapshot { get; init; }
    public string? CustomInstructions { get; init; }
    public string? SubtitleStyle { get; init; }
    public string? Voice { get; init; }
    public string? Platform { get; init; }
    public string? AspectRatio { get; set; }
    public string? Music { get; init; }

    /// <summary>Whether music stays as far under the voice as listeners need who hear badly; null leaves it to the script.</summary>
    public bool? ClearSpeech { get; init; }
    public int? Seed { get; init; }
    public int? TargetDurationS { get; init; }

    /// <summary>Who works on it, as JSON: chosen when it was started. Null for the installation's own means.</summary>
    public string? Providers { get; set; }

    /// <summary>The logo and the watermark that it shows; only what was chosen for it.</summary>
    public Guid[] BrandAssetIds { get; init; } = [];

    /// <summary>Films and pictures of the library that it shows, in this order, where its script brings none.</summary>
    public Guid[] MediaIds { get; init; } = [];

    /// <summary>Nobody watches the run, so that it is ended when it takes too long in all.</summary>
    public bool Unattended { get; init; }

    /// <summary>The job that makes it; the latest when there were several.</summary>
    public Guid? JobId { get; set; }
    public string? IdempotencyKey { get; init; }

    /// <summary>Of all that was wished for under the key; null for what was started before this was kept.</summary>
    public string? WishHash { get; init; }

    public string? ErrorCode { get; private set; }
    public string? ErrorMessage { get; private set; }
    public string? ErrorRemedy { get; private set; }

    /// <summary>What the vendor behind it answered, secrets masked.</summary>
    public string? ErrorDetails { get; private set; }

    /// <summary>Where the finished files are in the file store; null before and after they exist.</summary>
    public string? Files { get; private set; }
    public double? DurationS { get; private set; }
    public int? Width { get; private set; }
    public int? Height { get; private set; }
    public long? FileSize { get; private set; }

    /// <summary>All files of it together; null where they were made before this was counted.</summary>
    public long? StoredBytes { get; private set; }
    public bool? QualityPassed { get; private set; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The day (UTC) whose allowance it uses; null once it has been given back.</summary>
    public DateOnly? CountedOn { get; set; }
    public DateTimeOffset? GenerationStartedAt { get; private set; }
    public DateTimeOffset? LastStepUpdatedAt { get; set; }
    public DateTimeOffset? CompletedAt { get; private set; }
    public DateTimeOffset? ExpiresAt { get; private set; }

    /// <summary>Whether the library has put it away.</summary>
    public bool IsArchived { get; private set; }

    /// <summary>What its owner wrote on it in the library: the description and the tags.</summary>
    public string ShelfWords { get; private set; } = "";

    /// <summary>Since when its owner no longer sees it; null for all others.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    public bool IsFinal => Status is VideoStatus.Completed or VideoStatus.Failed or VideoStatus.Cancelled or VideoStatus.Expired;

    /// <summary>A failure or a timeout can be taken up again; what its owner stopped has no files left to go on from.</summary>
    public bool CanRetry => MayRetry(Status, ErrorCode);

    public bool CanCancel => Status is VideoStatus.Planned or VideoStatus.Queued or VideoStatus.Processing;

    internal static bool MayRetry(VideoStatus status, string? errorCode) => status == VideoStatus.Failed || (status == VideoStatus.Cancelled && errorCode == TimedOut);

    public Error? MoveTo(VideoStatus next, DateTimeOffset now)
    {
        if (!Allowed[Status].Contains(next))
            return Errors.InvalidState($"A video that is {EnumText.Of(Status)} cannot become {EnumText.Of(next)}.");
        Status = next;
        UpdatedAt = now;
        if (Status is VideoStatus.Queued or VideoStatus.Processing) (ErrorCode, ErrorMessage, ErrorRemedy, ErrorDetails) = (null, null, null, null);
        if (Status == VideoStatus.Processing) (GenerationStartedAt, LastStepUpdatedAt) = (GenerationStartedAt ?? now, now);
        if (Status is VideoStatus.Cancelled) CompletedAt = now;
        return null;
    }

    public Error? Fail(string code, string message, string? remedy, DateTimeOffset now, string? details = null)
    {
        if (MoveTo(VideoStatus.Failed, now) is { } error) return error;
        (ErrorCode, ErrorMessage, ErrorRemedy, ErrorDetails) = (code, message, remedy, details);
        return null;
    }

    /// <param name="message">Which limit it ran into.</param>
    public Error? TimeOut(string message, DateTimeOffset now)
    {
        if (MoveTo(VideoStatus.Cancelled, now) is { } error) return error;
        (ErrorCode, ErrorMessage, ErrorRemedy) = (TimedOut, message, "Retry it; it goes on at the first step that is not finished.");
        return null;
    }

    public Error? Complete(FinishedVideo result, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        if (MoveTo(VideoStatus.Completed, now) is { } error) return error;
        (Title, Files, FileSize, StoredBytes) = (result.Title, result.Files, result.FileSize, result.StoredBytes);
        (DurationS, Width, Height) = (result.DurationS, result.Width, result.Height);
        (QualityPassed, CompletedAt, ExpiresAt, CurrentStep) = (result.QualityPassed, now, expiresAt, null);
        return null;
    }

    /// <summary>Another rendering of the same video takes the place of the one before.</summary>
    public Error? Show(FinishedVideo version, DateTimeOffset now)
    {
        if (Status != VideoStatus.Completed) return Errors.InvalidState($"A video that is {EnumText.Of(Status)} cannot show another version.");
        (Title, Files, FileSize, StoredBytes, UpdatedAt) = (version.Title, version.Files, version.FileSize, version.StoredBytes, now);
        (DurationS, Width, Height, QualityPassed) = (version.DurationS, version.Width, version.Height, version.QualityPassed);
        return null;
    }

    /// <summary>Made earlier, perhaps on another installation: it stands here as it ended there, with its files where they came along.</summary>
    public void ComeBack(bool wasCompleted, FinishedVideo? files, DateTimeOffset now, DateTimeOffset? expiresAt)
    {
        (Status, CompletedAt) = (files is not null ? VideoStatus.Completed : wasCompleted ? VideoStatus.Expired : VideoStatus.Cancelled, now);
        if (files is null) return;
        (Files, FileSize, StoredBytes, ExpiresAt) = (files.Files, files.FileSize, files.StoredBytes, expiresAt);
        // Nobody has measured it here.
        (DurationS, Width, Height, QualityPassed) = (files.DurationS, files.Width, files.Height, null);
    }

    public Error? Expire(DateTimeOffset now)
    {
        if (Status == VideoStatus.Expired) return null;
        return MoveTo(VideoStatus.Expired, now);
    }

    /// <summary>After the files were removed.</summary>
    public void ForgetFiles() => Files = null;
}

public sealed record FinishedVideo(
    string Title, string Files, long FileSize, double DurationS, int Width, int Height, bool QualityPassed, long? StoredBytes = null);

/// <summary>What is known of one step of a video; the stored result of a finished one is never made again.</summary>
public sealed class VideoStep : IOwned
{
    public required Guid VideoId { get; init; }
    public required Guid UserId { get; init; }
    public required GenerationStep Step { get; init; }
    public StepStatus Status { get; set; }
    public string? Provider { get; set; }
    public DateTimeOffset? StartedAt { get; set; }
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>JSON, whatever the step needs to be skipped next time. Kept letter by letter; nobody queries into it.</summary>
    public string? Result { get; set; }

    /// <summary>Why it was skipped or how it failed.</summary>
    public string? Note { get; set; }
}
