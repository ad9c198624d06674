using System.Linq.Expressions;
using Synthora.Jobs;

namespace Synthora.Features.Jobs;

public sealed record JobResponse(
    Guid Id, string Type, JobStatus Status, double Progress, string? Message, double? EstimatedSecondsLeft, int Attempts,
    bool CancelRequested, string? ErrorMessage, Guid? VideoId, DateTimeOffset CreatedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? CompletedAt)
{
    internal static readonly Expression<Func<Job, JobResponse>> From = job => new(
        job.Id, job.Type, job.Status, job.Progress, job.Message, job.SecondsLeft, job.Attempts, job.CancelRequested, job.ErrorMessage,
        job.VideoId, job.CreatedAt, job.StartedAt, job.CompletedAt);
}
