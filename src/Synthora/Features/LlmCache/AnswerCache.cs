using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.LlmCache;

/// <param name="Age">How long ago the model said it; null for an answer made now.</param>
public sealed record Answer(string Text, bool Cached, TimeSpan? Age, Guid EntryId);

/// <summary>Gives a stored answer to a request that was made before, or to one very like it; else asks and stores.</summary>
public sealed class AnswerCache(Database database, Limits limits, TimeProvider clock)
{
    /// <summary>Enough to find a like request among a user's own; more would cost more than it saves.</summary>
    private const int MostCandidates = 300;

    /// <param name="ask">Called on a miss. Only an answer that can be used may come back from it: it is stored as it is.</param>
    /// <param name="regenerate">Asks anew, whatever is stored, and keeps the new answer as the next version.</param>
    public async Task<Answer> AskAsync(Guid userId, CacheQuestion question, bool regenerate, bool isSimulated, Func<Task<string>> ask, CancellationToken ct)
    {
        if (!regenerate && await FindAsync(userId, question, isSimulated, ct) is { } found) return found;
        var text = await ask();
        return new Answer(text, false, null, await StoreAsync(userId, question, text, isSimulated, regenerate, ct));
    }

    private async Task<Answer?> FindAsync(Guid userId, CacheQuestion question, bool isSimulated, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.OpenForSystem();
        // What a simulator once made up is never given for a real model's answer.
        var alive = db.CachedAnswers.AsNoTracking().Where(row => (row.UserId == userId || row.Scope == CacheScope.Shared) && row.ExpiresAt > now && (isSimulated || !row.IsSimulated));
        var hash = question.Hash;
        var hit = await alive.Where(row => row.Hash == hash).OrderByDescending(row => row.UserId != null).ThenByDescending(row => row.Version).FirstOrDefaultAsync(ct)
            ?? await LikeAsync(alive, question, ct);
        if (hit is null) return null;
        await db.CachedAnswers.Where(row => row.Id == hit.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Hits, row => row.Hits + 1).SetProperty(row => row.LastHitAt, now), ct);
        return new Answer(hit.Response, true, now - hit.CreatedAt, hit.Id);
    }

    private async Task<CachedAnswer?> LikeAsync(IQueryable<CachedAnswer> alive, CacheQuestion question, CancellationToken ct)
    {
        if (limits.LlmCacheLikeness >= 1) return null;
        var (keywords, parameters, words) = (question.Keywords, question.Parameters, Likeness.Words(question.Text).ToArray());
        var near = await alive
            .Where(row => row.Kind == question.Kind && row.Language == question.Language && row.Model == question.Model && row.PromptVersion == question.PromptVersion)
            .Where(row => parameters.All(one => row.Keywords.Contains(one)) && row.Keywords.Any(word => words.Contains(word)))
            .OrderByDescending(row => row.CreatedAt).Take(MostCandidates).ToListAsync(ct);
        return near.Select(row => (Row: row, Likeness: Likeness.Of(row.Keywords, keywords))).Where(one => one.Likeness > limits.LlmCacheLikeness)
            .OrderByDescending(one => one.Likeness).ThenByDescending(one => one.Row.Version).ThenByDescending(one => one.Row.CreatedAt).Select(one => one.Row).FirstOrDefault();
    }

    private async Task<Guid> StoreAsync(Guid userId, CacheQuestion question, string text, bool isSimulated, bool replaces, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var hash = question.Hash;
        await using var db = database.OpenForSystem();
        var last = db.CachedAnswers.Where(row => row.Hash == hash && row.UserId == userId);
        // To have it made anew says that the last one did not please.
        if (replaces) await last.ExecuteUpdateAsync(set => set.SetProperty(row => row.Score, row => row.Score - 1), ct);
        var row = new CachedAnswer
        {
            Scope = CacheScope.User, UserId = userId, Kind = question.Kind, Language = question.Language, Model = question.Model, PromptVersion = question.PromptVersion,
            Params = question.ParamsJson, Text = question.Text, Hash = hash, Keywords = question.Keywords, Response = text,
            Version = (await last.MaxAsync(one => (int?)one.Version, ct) ?? 0) + 1, IsSimulated = isSimulated, ExpiresAt = now.AddDays(limits.LlmCacheDays), CreatedAt = now,
        };
        db.CachedAnswers.Add(row);
        await db.SaveChangesAsync(ct);
        return row.Id;
    }
}
