namespace Synthora.Features.Videos;

public sealed class DownloadVideo
{
    public Task<Result<VideoFile>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
