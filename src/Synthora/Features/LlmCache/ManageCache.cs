using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Synthora.Data;

namespace Synthora.Features.LlmCache;

public sealed record ListCacheRequest : PageRequest
{
    /// <summary>Such as <c>script</c>.</summary>
    [FromQuery(Name = "kind"), StringLength(50)]
    public string? Kind { get; init; }

    [FromQuery(Name = "q"), StringLength(200)]
    public string? Text { get; init; }
}

public sealed record CacheEntrySummary(
    Guid Id, CacheScope Scope, string Kind, string Language, string Model, string Text, int Version, int Hits, DateTimeOffset? LastHitAt, int Score,
    bool IsSimulated, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt);

public sealed record CacheEntry(
    Guid Id, CacheScope Scope, string Kind, string Language, string Model, string PromptVersion, string Params, string Text, string Response, int Version, int Hits,
    DateTimeOffset? LastHitAt, int Score, bool IsSimulated, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt);

/// <param name="HitRate">Answers given from the cache over all answers, 0–1.</param>
public sealed record CacheStats(int Entries, int Shared, long Hits, double HitRate, int Expired, IReadOnlyDictionary<string, int> ByKind);

public enum CacheOutcome { Kept, Regenerated, Exported }

public sealed record ChangeCacheEntryRequest
{
    /// <summary>Another answer to give from now on.</summary>
    [StringLength(200_000, MinimumLength = 1)]
    public string? Response { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What became of an answer: it counts for or against it.</summary>
    public CacheOutcome? Outcome { get; init; }
}

public sealed record AddCacheEntryRequest
{
    [Required, StringLength(50)]
    public required string Kind { get; init; }

    [Required, StringLength(35)]
    public required string Language { get; init; }

    [Required, StringLength(100)]
    public required string Model { get; init; }

    [Required, StringLength(50)]
    public required string PromptVersion { get; init; }

    public IReadOnlyDictionary<string, string> Params { get; init; } = new Dictionary<string, string>();

    [Required, StringLength(20_000)]
    public required string Text { get; init; }

    [Required, StringLength(200_000, MinimumLength = 1)]
    public required string Response { get; init; }
}

public enum PurgeChoice { Expired, Unused, All }

public sealed record PurgeCacheRequest(PurgeChoice What = PurgeChoice.Expired);

public sealed record PurgedCache(int Removed);

/// <summary>Users look after their own answers, administrators after the shared ones too. Nobody sees another user's.</summary>
public sealed class ManageCache(Database database, Limits limits, TimeProvider clock)
{
    private static readonly Error AdministratorsOnly = new(ErrorKind.Forbidden, "forbidden", "Only administrators may change shared answers.");

    public async Task<Result<Page<CacheEntrySummary>>> ListAsync(Caller caller, ListCacheRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        await using var db = database.Open(caller);
        var rows = db.CachedAnswers.AsNoTracking();
        if (request.Kind is { Length: > 0 } kind) rows = rows.Where(row => row.Kind == kind);
        if (!string.IsNullOrWhiteSpace(request.Text))
        {
            var like = $"%{request.Text.Trim().Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
            rows = rows.Where(row => EF.Functions.ILike(row.Text, like, "\\"));
        }

        var total = await rows.CountAsync(ct);
        var items = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(request.Skip).Take(request.Take)
            .Select(row => new CacheEntrySummary(
                row.Id, row.Scope, row.Kind, row.Language, row.Model, row.Text.Substring(0, 200), row.Version, row.Hits, row.LastHitAt, row.Score, row.IsSimulated, row.ExpiresAt, row.CreatedAt))
            .ToListAsync(ct);
        return request.Of<CacheEntrySummary>(items, total);
    }

    public async Task<Result<CacheEntry>> GetAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        return await db.CachedAnswers.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is { } row ? Show(row) : Errors.NotFound("cached answer");
    }

    public async Task<Result<CacheEntry>> AddAsync(Caller caller, AddCacheEntryRequest request, CancellationToken ct)
    {
        if (!caller.IsAdmin) return AdministratorsOnly;
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        var now = clock.GetUtcNow();
        var question = new CacheQuestion(request.Kind, request.Language, request.Model, request.PromptVersion, request.Params, request.Text);
        await using var db = database.OpenForSystem();
        var row = new CachedAnswer
        {
            Scope = CacheScope.Shared, Kind = request.Kind, Language = request.Language, Model = request.Model, PromptVersion = request.PromptVersion,
            Params = question.ParamsJson, Text = request.Text, Hash = question.Hash, Keywords = question.Keywords, Response = request.Response,
            Version = 1, IsSimulated = false, ExpiresAt = now.AddDays(limits.LlmCacheDays), CreatedAt = now,
        };
        db.CachedAnswers.Add(row);
        await db.SaveChangesAsync(ct);
        return Show(row);
    }

    public async Task<Result<CacheEntry>> ChangeAsync(Caller caller, Guid id, ChangeCacheEntryRequest request, CancellationToken ct)
    {
        if (Shape.Refuse(request) is { } misshapen) return misshapen;
        if (await RefuseAsync(caller, id, ct) is { } refusal) return refusal;
        await using var db = database.OpenForSystem();
        var row = await db.CachedAnswers.SingleAsync(one => one.Id == id, ct);
        row.Response = request.Response ?? row.Response;
        row.ExpiresAt = request.ExpiresAt?.ToUniversalTime() ?? row.ExpiresAt;
        row.Score += request.Outcome switch { null => 0, CacheOutcome.Regenerated => -1, _ => 1 };
        await db.SaveChangesAsync(ct);
        return Show(row);
    }

    public async Task<Result<PurgedCache>> DeleteAsync(Caller caller, Guid id, CancellationToken ct)
    {
        if (await RefuseAsync(caller, id, ct) is { } refusal) return refusal;
        await using var db = database.OpenForSystem();
        return new PurgedCache(await db.CachedAnswers.Where(row => row.Id == id).ExecuteDeleteAsync(ct));
    }

    public async Task<Result<CacheStats>> StatsAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var rows = await db.CachedAnswers.AsNoTracking().Select(row => new { row.Kind, row.Scope, row.Hits, row.ExpiresAt }).ToListAsync(ct);
        var hits = rows.Sum(row => (long)row.Hits);
        // Every stored answer was asked for once, and every hit is a question that was not asked.
        return new CacheStats(
            rows.Count, rows.Count(row => row.Scope == CacheScope.Shared), hits, rows.Count == 0 ? 0 : (double)hits / (hits + rows.Count), rows.Count(row => row.ExpiresAt <= now),
            rows.GroupBy(row => row.Kind).ToDictionary(group => group.Key, group => group.Count()));
    }

    /// <summary>Removes the caller's own answers; an administrator's purge takes shared ones along.</summary>
    public async Task<Result<PurgedCache>> PurgeAsync(Caller caller, PurgeCacheRequest request, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = database.Open(caller);
        var rows = db.CachedAnswers.Where(row => row.UserId == caller.UserId || caller.IsAdmin);
        rows = request.What switch
        {
            PurgeChoice.Expired => rows.Where(row => row.ExpiresAt <= now),
            PurgeChoice.Unused => rows.Where(row => row.Hits == 0),
            _ => rows,
        };
        return new PurgedCache(await rows.ExecuteDeleteAsync(ct));
    }

    private async Task<Error?> RefuseAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var db = database.Open(caller);
        var scope = await db.CachedAnswers.Where(row => row.Id == id).Select(row => (CacheScope?)row.Scope).SingleOrDefaultAsync(ct);
        return scope switch { null => Errors.NotFound("cached answer"), CacheScope.Shared when !caller.IsAdmin => AdministratorsOnly, _ => null };
    }

    private static CacheEntry Show(CachedAnswer row) => new(
        row.Id, row.Scope, row.Kind, row.Language, row.Model, row.PromptVersion, row.Params, row.Text, row.Response, row.Version, row.Hits,
        row.LastHitAt, row.Score, row.IsSimulated, row.ExpiresAt, row.CreatedAt);
}
