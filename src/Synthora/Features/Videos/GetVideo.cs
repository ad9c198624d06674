using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos;

public sealed class GetVideo(Database database)
{
    public async Task<Result<VideoResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var video = await db.Videos.AsNoTracking().SingleOrDefaultAsync(row => row.Id == videoId, ct);
        return video is null ? Errors.NotFound("video") : await db.ViewAsync(video, ct);
    }
}
