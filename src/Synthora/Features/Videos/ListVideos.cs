using System.ComponentModel.DataAnnotations;

namespace Synthora.Features.Videos;

public sealed record ListVideosRequest : PageRequest
{
    public VideoStatus? Status { get; init; }

    /// <summary>Words of the title or the source text.</summary>
    [StringLength(200)]
    public string? Search { get; init; }
}

public sealed class ListVideos
{
    public Task<Result<Page<VideoSummary>>> HandleAsync(Caller caller, ListVideosRequest request, CancellationToken ct) =>
        throw new NotSupportedException();
}
