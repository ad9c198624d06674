namespace Synthora.Features.Videos;

public sealed class GetVideo
{
    public Task<Result<VideoResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
