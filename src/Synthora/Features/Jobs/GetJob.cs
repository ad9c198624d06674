namespace Synthora.Features.Jobs;

public sealed class GetJob
{
    public Task<Result<JobResponse>> HandleAsync(Caller caller, Guid jobId, CancellationToken ct) => throw new NotSupportedException();
}
