using Synthora.Jobs;

namespace Synthora.Features.Jobs;

public sealed record ListJobsRequest : PageRequest
{
    public JobStatus? Status { get; init; }
}

public sealed class ListJobs
{
    public Task<Result<Page<JobResponse>>> HandleAsync(Caller caller, ListJobsRequest request, CancellationToken ct) =>
        throw new NotSupportedException();
}
