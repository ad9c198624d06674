using Synthora.Data;

namespace Synthora.Features.Videos.Editing;

internal sealed class GetStoryboard(Database database, Storyboards storyboards, StoryboardViews views)
{
    public async Task<Result<StoryboardResponse>> HandleAsync(Caller caller, Guid videoId, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var open = await storyboards.OpenAsync(db, videoId, ct);
        return open.IsOk ? await views.ViewAsync(db, open.Value, ct) : open.Error;
    }
}
