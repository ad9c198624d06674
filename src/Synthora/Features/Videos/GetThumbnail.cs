namespace Synthora.Features.Videos;

public sealed class GetThumbnail
{
    public Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
