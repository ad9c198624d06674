using Synthora.Features.Videos.Crew;
using Synthora.Features.Videos.Generation;

namespace Synthora.Features.Videos;

/// <summary>A video as its owner sees it.</summary>
public sealed record VideoResponse
{
    public required Guid Id { get; init; }
    public required string Title { get; init; }
    public required VideoStatus Status { get; init; }
    public VideoOrigin Origin { get; init; }

    /// <summary>The current step while processing, else the status.</summary>
    public required string State { get; init; }
    public GenerationStep? CurrentStep { get; init; }

    /// <summary>0–100.</summary>
    public double Progress { get; init; }
    public string? Message { get; init; }
    public double? EstimatedSecondsLeft { get; init; }
    public required IReadOnlyList<StepResponse> Steps { get; init; }

    public required SourceKind Source { get; init; }

    /// <summary>The topic, notes or script it is made from.</summary>
    public required string Text { get; init; }
    public required string Template { get; init; }

    /// <summary>As it was called when the video was started.</summary>
    public string? TemplateName { get; init; }
    public string? CustomInstructions { get; init; }
    public string? SubtitleStyle { get; init; }
    public string? Voice { get; init; }
    public string? Platform { get; init; }
    public string? AspectRatio { get; init; }
    public string? Music { get; init; }

    /// <summary>Whether music was to stay far under the voice; null where that was left to the script.</summary>
    public bool? ClearSpeech { get; init; }
    public int? Seed { get; init; }
    public int? TargetDurationS { get; init; }

    /// <summary>Who was chosen for the steps that providers do.</summary>
    public VideoCrew Providers { get; init; } = new();

    /// <summary>Simulators stood in for providers: the result is made up.</summary>
    public bool IsSimulated => Providers.IsSimulated;

    /// <summary>The script is an answer the model gave before, not one written for this video.</summary>
    public bool ScriptCached { get; init; }

    /// <summary>How old that answer was; null when it was written for this video.</summary>
    public double? ScriptCachedAgeS { get; init; }

    public double? DurationS { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }

    /// <summary>Bytes of the MP4.</summary>
    public long? FileSize { get; init; }

    /// <summary>The quality gate's verdict; null before there is a file.</summary>
    public bool? QualityPassed { get; init; }
    public FailureResponse? Error { get; init; }

    /// <summary>It stands in the library, under the same id, where it can be described and put in order.</summary>
    public bool IsInLibrary { get; init; }
    public string? Description { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The folder of the library; null for none.</summary>
    public Guid? FolderId { get; init; }
    public bool IsFavorite { get; init; }
    public bool IsArchived { get; init; }

    public string? VideoUrl { get; init; }
    public string? ThumbnailUrl { get; init; }
    public string? SubtitleFileUrl { get; init; }
    public string? ReportUrl { get; init; }

    public bool CanRetry { get; init; }
    public bool CanCancel { get; init; }

    /// <summary>Its scenes can be edited; those of a video that was brought in from an export cannot.</summary>
    public bool CanEdit { get; init; }

    /// <summary>The brand assets it shows.</summary>
    public IReadOnlyList<Guid> BrandingAssetIds { get; init; } = [];

    /// <summary>The files of the library it was asked to show.</summary>
    public IReadOnlyList<Guid> MediaIds { get; init; } = [];

    /// <summary>Nobody watches the run; it is ended after half an hour in all.</summary>
    public bool Unattended { get; init; }

    /// <summary>The job that makes it, readable at <c>/jobs/{id}</c>.</summary>
    public Guid? TaskId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When its first run began.</summary>
    public DateTimeOffset? GenerationStartedAt { get; init; }

    /// <summary>When a run last got on; one that does not for half an hour is ended.</summary>
    public DateTimeOffset? LastStepUpdatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record StepResponse(
    GenerationStep Step, StepStatus Status, string? Provider, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, string? Note);

/// <summary>Why a run ended, and what its owner can do.</summary>
/// <param name="Details">What the vendor behind it answered, secrets masked; null where there was none.</param>
public sealed record FailureResponse(string Code, string Message, string? Remedy, string? Details = null);

/// <summary>A video as a row of a list.</summary>
public sealed record VideoSummary(
    Guid Id, string Title, VideoStatus Status, GenerationStep? CurrentStep, double Progress, double? EstimatedSecondsLeft,
    string Template, double? DurationS, string? AspectRatio, string? ThumbnailUrl, bool? QualityPassed, string? ErrorMessage,
    DateTimeOffset CreatedAt, DateTimeOffset? CompletedAt)
{
    public VideoOrigin Origin { get; init; }

    /// <summary>Simulators stood in for providers: the result is made up.</summary>
    public bool IsSimulated { get; init; }
}

/// <summary>What changes while a video is made: the answer of polling and of every progress event.</summary>
public sealed record VideoStatusResponse(
    Guid Id, VideoStatus Status, string State, GenerationStep? CurrentStep, double Progress, string? Message,
    double? EstimatedSecondsLeft, IReadOnlyList<StepResponse> Steps, FailureResponse? Error, DateTimeOffset UpdatedAt);
