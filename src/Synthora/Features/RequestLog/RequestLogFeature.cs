using Microsoft.EntityFrameworkCore;
using Quartz;
using Synthora.Data;
using Synthora.Jobs;
using Synthora.Providers;
using Synthora.Security;
using Synthora.Web;
using Synthora.Web.Errors;

namespace Synthora.Features.RequestLog;

/// <summary>What was sent to providers and what they answered.</summary>
public static class RequestLogFeature
{
    public static IServiceCollection AddRequestLog(this IServiceCollection services) => services
        .AddSingleton<RequestLogQueue>()
        .AddSingleton<IProviderLog>(provider => provider.GetRequiredService<RequestLogQueue>())
        .AddHostedService<RequestLogWriter>()
        .AddSingleton<SearchRequests>()
        .AddSingleton(new PeriodicJob("request-log", "0 23 3 * * ?", typeof(PurgeRequests)));

    public static void MapRequestLog(this IEndpointRouteBuilder api)
    {
        var logs = api.MapGroup("/admin/logs").WithTags("Administration").RequireAuthorization();
        logs.MapGet("/", ([AsParameters] SearchRequestsRequest request, SearchRequests search, HttpContext http, CancellationToken ct) =>
                search.HandleAsync(http.GetCaller(), request, ct).AsOk())
            .Describe<Page<RequestSummary>>("search_requests", "Calls to providers, newest first.", "Administrators only; each search is written to the audit log. Secrets are masked before they are stored.", 200, 400, 401, 403);
        logs.MapGet("/{id:guid}", (Guid id, SearchRequests search, HttpContext http, CancellationToken ct) => search.OneAsync(http.GetCaller(), id, ct).AsOk())
            .Describe<RequestDetail>("get_request", "One call with its masked bodies.", "Administrators only; reading is written to the audit log.", 200, 401, 403, 404);
    }
}

/// <summary>Every night: forgets calls that are older than the operator keeps them.</summary>
[DisallowConcurrentExecution]
internal sealed class PurgeRequests(Database database, Limits limits, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken) => await RunAsync(cancellationToken);

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow().AddDays(-limits.RequestLogDays);
        await using var db = database.OpenForSystem();
        await db.ProviderRequests.Where(row => row.CreatedAt < before).ExecuteDeleteAsync(cancellationToken);
    }
}
