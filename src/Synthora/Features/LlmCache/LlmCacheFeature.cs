using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.LlmCache;

/// <summary>Answers of language models that are given again.</summary>
public static class LlmCacheFeature
{
    public static IServiceCollection AddLlmCache(this IServiceCollection services) => services
        .AddSingleton<AnswerCache>()
        .AddSingleton<ManageCache>()
        .AddSingleton(new PeriodicJob("llm-cache", "0 41 3 * * ?", typeof(PurgeAnswers)));

    public static void MapLlmCache(this IEndpointRouteBuilder api)
    {
        var cache = api.MapGroup("/llm-cache").WithTags("Language model cache").RequireAuthorization();
        cache.MapGet("/", ([AsParameters] ListCacheRequest request, ManageCache manage, HttpContext http, CancellationToken ct) => manage.ListAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<CacheEntrySummary>>("list_cached_answers", "Your stored answers and the shared ones, newest first.", "", 200, 400, 401, 403);
        cache.MapPost("/", (AddCacheEntryRequest request, ManageCache manage, HttpContext http, CancellationToken ct) => manage.AddAsync(http.GetCaller(), request, ct).AsCreated("/api/v1/llm-cache"))
            .Describe<CacheEntry>("add_cached_answer", "Stores a shared answer by hand.", "Administrators only. Shared answers are given to everybody, so they must hold nothing personal.", 201, 400, 401, 403);
        cache.MapGet("/stats", (ManageCache manage, HttpContext http, CancellationToken ct) => manage.StatsAsync(http.GetCaller(), ct).AsOk())
            .Describe<CacheStats>("get_cache_stats", "How often stored answers were given again.", "", 200, 401, 403);
        cache.MapPost("/purge", (PurgeCacheRequest request, ManageCache manage, HttpContext http, CancellationToken ct) => manage.PurgeAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<PurgedCache>("purge_cache", "Removes stored answers: those that expired, those never used, or all.", "Touches your own; for administrators the shared ones too.", 200, 400, 401, 403);
        cache.MapGet("/{id:guid}", (Guid id, ManageCache manage, HttpContext http, CancellationToken ct) => manage.GetAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<CacheEntry>("get_cached_answer", "One stored answer.", "", 200, 401, 403, 404);
        cache.MapPatch("/{id:guid}", (Guid id, ChangeCacheEntryRequest request, ManageCache manage, HttpContext http, CancellationToken ct) =>
                manage.ChangeAsync(http.GetCaller(), id, request, ct).AsOk())
            .Describe<CacheEntry>("change_cached_answer", "Corrects a stored answer or says how it was taken.", "", 200, 400, 401, 403, 404);
        cache.MapDelete("/{id:guid}", (Guid id, ManageCache manage, HttpContext http, CancellationToken ct) => manage.DeleteAsync(http.GetCaller(), id, ct).AsNoContent())
            .Describe("delete_cached_answer", "Removes a stored answer.", "", 204, 401, 403, 404);
    }
}

/// <summary>Every night: forgets answers whose time is over and those that nobody has asked for again.</summary>
[DisallowConcurrentExecution]
internal sealed class PurgeAnswers(Database database, Limits limits, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var unused = now.AddDays(-limits.LlmCacheUnusedDays);
        await using var db = database.OpenForSystem();
        await db.CachedAnswers.Where(row => row.ExpiresAt < now || (row.Scope == CacheScope.User && row.Hits == 0 && row.CreatedAt < unused)).ExecuteDeleteAsync(cancellationToken);
    }
}
