using System.Text.Json;
using Synthora.Rendering.Quality;
using Synthora.Web;

namespace Synthora.Features.Videos;

public sealed class GetQualityReport(OpenVideoFile open)
{
    public async Task<Result<QualityReport>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var found = await open.HandleAsync(caller, videoId, VideoFiles.Report, ct);
        if (found.Error is { } error) return error;
        await using var content = found.Value.File.Content;
        return (await JsonSerializer.DeserializeAsync<QualityReport>(content, Json.Options, ct))!;
    }
}
