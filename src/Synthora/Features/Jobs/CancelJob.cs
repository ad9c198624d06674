namespace Synthora.Features.Jobs;

public sealed class CancelJob
{
    public Task<Result<JobResponse>> HandleAsync(Caller caller, Guid jobId, CancellationToken ct) => throw new NotSupportedException();
}
