using Synthora.Jobs;

namespace Synthora.Features.Jobs;

public sealed record JobResponse(
    Guid Id, string Type, JobStatus Status, double Progress, string? Message, double? EstimatedSecondsLeft, int Attempts,
    bool CancelRequested, string? ErrorMessage, Guid? VideoId, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt);
