using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.Ltx;

/// <summary>LTX's second version: HTTP 202 for an order, 404 for a job long ended, two at a time.</summary>
internal sealed class LtxSimulator : ISimulator
{
    private readonly Lock door = new();
    private readonly SimulatedJobs jobs = new(Ltx.Id, atOnce: 2);

    public string Id => Ltx.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapPost("/v2/{endpoint}", (HttpContext context, string endpoint, JsonElement body) => Gate(context) ?? Order(context, endpoint, body));
        vendor.MapGet("/v2/{endpoint}/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
    }

    private static IResult Error(int status, string type, string message) => Results.Json(new { type = "error", error = new { type, message } }, statusCode: status);

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Error(401, "authentication_error", "Invalid API key"),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Error(429, "concurrency_limit_error", "Too many concurrent requests")),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Error(402, "insufficient_funds_error", "Insufficient funds"),
        _ => null,
    };

    private IResult Order(HttpContext context, string endpoint, JsonElement body)
    {
        var prompt = body.At("prompt");
        if (string.IsNullOrEmpty(prompt) || body.Find("duration").ValueKind != JsonValueKind.Number || body.At("resolution") is not { } size || !size.Contains('x', StringComparison.Ordinal)
            || endpoint == "image-to-video" && body.At("image_uri") is null) return Error(400, "invalid_request_error", "A field is missing or not valid");
        var key = Magic.Bearer(context.Request);
        // Of orders that come together no more are let in than there is room for.
        lock (door)
            return jobs.TurnAway(context, prompt, Error(429, "concurrency_limit_error", "Too many concurrent requests"), Error(422, "content_filtered_error", "The prompt was filtered"), key)
                ?? Results.Json(new { id = jobs.Take(prompt, size, body.Number("duration"), key: key), created_at = "2026-01-01T00:00:00Z" }, statusCode: 202);
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Error(404, "not_found_error", "Job not found"),
        SimulatedState.Queued => Results.Json(new { id, status = "pending" }),
        SimulatedState.Running => Results.Json(new { id, status = "processing" }),
        SimulatedState.Refused => Results.Json(new { id, status = "failed", error = new { type = "content_filtered_error", message = "The video was filtered" } }),
        SimulatedState.Succeeded => Results.Json(new { id, status = "completed", result = new { video_url = jobs.File(context, id) } }),
        _ => Results.Json(new { id, status = "failed", error = new { type = "api_error", message = "Internal error" } }),
    };
}
