using Synthora.Data;

namespace Synthora.Features.Videos;

public sealed class GetVideoStatus(Database database)
{
    public async Task<Result<VideoStatusResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.StatusAsync(videoId, ct) is { } status ? status : Errors.NotFound("video");
    }
}
