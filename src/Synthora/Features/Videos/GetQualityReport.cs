using Synthora.Rendering.Quality;

namespace Synthora.Features.Videos;

public sealed class GetQualityReport
{
    public Task<Result<QualityReport>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct) => throw new NotSupportedException();
}
