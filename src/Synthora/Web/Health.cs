using Microsoft.EntityFrameworkCore;
using Synthora.Data;
using Synthora.Features;
using Synthora.Jobs;
using Synthora.Storage;

namespace Synthora.Web;

public sealed record HealthResponse(string Status, DateTimeOffset Timestamp);

/// <param name="Checks">What was looked at, and what is wrong where something is.</param>
public sealed record ReadyResponse(string Status, DateTimeOffset Timestamp, IReadOnlyDictionary<string, string> Checks);

/// <summary>For load balancers and people: is the process up, and can it do its work.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", (TimeProvider clock) => Live(clock)).Describe<HealthResponse>("health", "The process answers.", "", 200).WithTags("Health").AllowAnonymous();
        app.MapGet("/health/live", (TimeProvider clock) => Live(clock)).Describe<HealthResponse>("health_live", "The process answers.", "", 200).WithTags("Health").AllowAnonymous();
        app.MapGet("/health/ready", ReadyAsync).Describe<ReadyResponse>("health_ready", "Database, storage and workers are there.", "503 names what is missing. Without a worker videos wait but nothing is lost, so that alone is only said.", 200).WithTags("Health").AllowAnonymous();
        app.MapGet("/api/v1/health", (TimeProvider clock) => Live(clock)).ExcludeFromDescription().AllowAnonymous();
        app.MapGet("/api/v1/health/live", (TimeProvider clock) => Live(clock)).ExcludeFromDescription().AllowAnonymous();
        app.MapGet("/api/v1/health/ready", ReadyAsync).ExcludeFromDescription().AllowAnonymous();
    }

    private static HealthResponse Live(TimeProvider clock) => new("healthy", clock.GetUtcNow());

    private static async Task<IResult> ReadyAsync(Database database, IFileStore store, TimeProvider clock, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        var checks = new Dictionary<string, string>();
        var ready = true;
        try
        {
            await using var db = database.OpenForSystem();
            var alive = await db.Database.SqlQuery<int>($"select count(*)::int as \"Value\" from workers where seen_at > now() - interval '30 seconds'").SingleAsync(limit.Token);
            checks["database"] = "ok";
            checks["worker"] = alive > 0 ? "ok" : "no worker is running; videos wait until one is";
        }
        catch (Exception exception) when (Transient.Is(exception) || exception is OperationCanceledException)
        {
            (ready, checks["database"], checks["worker"]) = (false, "cannot be reached", "unknown");
        }

        var storage = await store.CheckAsync(ct);
        ready &= storage is null;
        checks["storage"] = storage is null ? "ok" : "cannot be written";
        return Results.Json(new ReadyResponse(ready ? "ready" : "not_ready", clock.GetUtcNow(), checks), statusCode: ready ? 200 : 503);
    }
}
