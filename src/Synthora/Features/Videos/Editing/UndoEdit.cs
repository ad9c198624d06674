using System.ComponentModel.DataAnnotations;
using Synthora.Data;

namespace Synthora.Features.Videos.Editing;

/// <param name="Revision">Of the storyboard that is looked at.</param>
/// <param name="Client">See <see cref="EditStoryboardRequest"/>.</param>
public sealed record RevisionRequest([property: Range(1, int.MaxValue)] int Revision, [property: StringLength(60)] string? Client = null)
{
    internal Seen Seen => new(Revision, Client);
}

/// <summary>Takes the last edit back, or brings it again.</summary>
internal sealed class UndoEdit(Database database, Storyboards storyboards, StoryboardViews views, DraftSteps steps)
{
    public Task<Result<StoryboardResponse>> UndoAsync(Caller caller, Guid videoId, Seen seen, CancellationToken ct) => MoveAsync(caller, videoId, seen, -1, ct);

    public Task<Result<StoryboardResponse>> RedoAsync(Caller caller, Guid videoId, Seen seen, CancellationToken ct) => MoveAsync(caller, videoId, seen, 1, ct);

    /// <summary>Back to what the video shows now; that too can be taken back.</summary>
    public async Task<Result<StoryboardResponse>> ResetAsync(Caller caller, Guid videoId, Seen seen, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var open = await storyboards.OpenAsync(db, videoId, ct);
        if (!open.IsOk) return open.Error;
        if (!open.Value.Draft.IsKnownTo(seen)) return DraftSteps.Conflict(open.Value.Draft.Revision);
        if (open.Value.Shown is not { } shown || shown.Timeline == open.Value.Step.Timeline) return await views.ViewAsync(db, open.Value, ct);
        return await steps.AddAsync(db, caller, open.Value, seen, "reset", new(shown.Timeline, []), ct) is { } refusal ? refusal : await ShowAsync(db, videoId, ct);
    }

    private async Task<Result<StoryboardResponse>> MoveAsync(Caller caller, Guid videoId, Seen seen, int by, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var open = await storyboards.OpenAsync(db, videoId, ct);
        if (!open.IsOk) return open.Error;
        if (!open.Value.Draft.IsKnownTo(seen)) return DraftSteps.Conflict(open.Value.Draft.Revision);
        return await steps.MoveAsync(db, open.Value, seen, by, ct) is { } refusal ? refusal : await ShowAsync(db, videoId, ct);
    }

    private async Task<Result<StoryboardResponse>> ShowAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        var open = await storyboards.OpenAsync(db, videoId, ct);
        return open.IsOk ? await views.ViewAsync(db, open.Value, ct) : open.Error;
    }
}
