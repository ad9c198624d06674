namespace Synthora.Features.Videos;

public sealed class RetryVideo
{
    public Task<Result<AcceptedVideo>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
