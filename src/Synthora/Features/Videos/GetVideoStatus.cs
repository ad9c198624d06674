namespace Synthora.Features.Videos;

public sealed class GetVideoStatus
{
    public Task<Result<VideoStatusResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
