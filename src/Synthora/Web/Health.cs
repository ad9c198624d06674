using Synthora.Features.Admin.Overview;

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

    private static async Task<IResult> ReadyAsync(CheckReadiness readiness, TimeProvider clock, CancellationToken ct)
    {
        var found = await readiness.HandleAsync(ct);
        return Results.Json(new ReadyResponse(found.IsReady ? "ready" : "not_ready", clock.GetUtcNow(), found.Checks), statusCode: found.IsReady ? 200 : 503);
    }
}
