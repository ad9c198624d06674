namespace Synthora.Features.Videos;

public sealed record VideoDeleted(Guid Id);

/// <summary>Works in every state: a running video is cancelled first.</summary>
public sealed class DeleteVideo
{
    public Task<Result<VideoDeleted>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
