using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.Videos.Editing;

/// <summary>The steps of a draft, changed under a lock of its row: whoever comes second is told so.</summary>
internal sealed class DraftSteps(DraftShelf shelf, TimeProvider clock)
{
    /// <summary>How many edits can be taken back.</summary>
    public const int Kept = 50;

    public const string Changed = "storyboard_changed";

    public static Error Conflict(int revision) => new(
        ErrorKind.Conflict, Changed, "This storyboard was changed elsewhere in the meantime, such as in another tab. Nothing was overwritten: look at its present state and do the edit again.",
        new Dictionary<string, object?> { ["revision"] = revision });

    /// <summary>Puts a new step in force; what had been taken back before cannot be brought again then.</summary>
    public async Task<Error?> AddAsync(AppDbContext db, Caller caller, OpenStoryboard open, Seen seen, string what, GatheredTimeline next, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(db, open.Video.Id, ct) is not { } draft) return Errors.NotFound("video");
        if (draft.Revision != open.Draft.Revision) return Conflict(draft.Revision);
        var gone = await db.DraftSteps.Where(step => step.VideoId == draft.VideoId && (step.Number > draft.Step || step.Number <= draft.Step - Kept)).ExecuteDeleteAsync(ct);
        var unnamed = gone > 0 ? await DraftShelf.ForgetAsync(db, draft, next.Json, ct) : [];
        if (await shelf.AddAsync(db, caller, draft, next.Brought, ct) is { } full) return full;
        db.DraftSteps.Add(new() { VideoId = draft.VideoId, UserId = draft.UserId, Number = draft.Step + 1, What = what, Timeline = next.Json, At = clock.GetUtcNow() });
        await StandAsync(db, draft, draft.Step + 1, seen, ct);
        await shelf.RemoveAsync(draft, unnamed, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <param name="by">-1 takes the last edit back, 1 brings it again.</param>
    public async Task<Error?> MoveAsync(AppDbContext db, OpenStoryboard open, Seen seen, int by, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await LockAsync(db, open.Video.Id, ct) is not { } draft) return Errors.NotFound("video");
        if (draft.Revision != open.Draft.Revision) return Conflict(draft.Revision);
        var to = draft.Step + by;
        if (!await db.DraftSteps.AnyAsync(step => step.VideoId == draft.VideoId && step.Number == to, ct))
            return Errors.InvalidState(by < 0 ? "There is no edit to take back." : "There is no edit to bring back.");
        await StandAsync(db, draft, to, seen, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    public static async Task<VideoDraft?> LockAsync(AppDbContext db, Guid videoId, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return (await db.VideoDrafts.FromSql($"select * from video_drafts where video_id = {videoId} for update").ToListAsync(ct)).SingleOrDefault();
    }

    private async Task StandAsync(AppDbContext db, VideoDraft draft, int step, Seen seen, CancellationToken ct)
    {
        draft.StandOn(step, seen, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}
