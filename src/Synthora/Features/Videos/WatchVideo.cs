namespace Synthora.Features.Videos;

/// <summary>The live status of one video: at once, then at every change, until it is in a final state.</summary>
public sealed class WatchVideo
{
    /// <returns>An error when there is no such video; the stream ends after a final state or when the video is deleted.</returns>
    public Task<Result<IAsyncEnumerable<VideoStatusResponse>>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) =>
        throw new NotSupportedException();
}
