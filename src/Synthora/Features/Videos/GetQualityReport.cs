using Synthora.Rendering.Quality;

namespace Synthora.Features.Videos;

public sealed class GetQualityReport(OpenVideoFile open)
{
    public async Task<Result<QualityReport>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        var found = await open.HandleAsync(caller, videoId, VideoFiles.Report, ct);
        if (found.Error is { } error) return error;
        using var reader = new StreamReader(found.Value.File.Content);
        return QualityReportText.Read(await reader.ReadToEndAsync(ct));
    }
}
