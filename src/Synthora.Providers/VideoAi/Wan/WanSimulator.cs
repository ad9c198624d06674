using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.Wan;

/// <summary>DashScope's tasks: the header that makes them asynchronous is demanded, and an old number is UNKNOWN.</summary>
internal sealed class WanSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(Wan.Id);

    public string Id => Wan.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/compatible-mode/v1/models", (HttpContext context) => Gate(context) ?? Results.Json(new { data = Array.Empty<object>() }));
        vendor.MapPost("/api/v1/services/aigc/video-generation/video-synthesis", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet("/api/v1/tasks/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
        vendor.MapPost("/api/v1/tasks/{id}/cancel", (HttpContext context, string id) => Gate(context) ?? (jobs.Cancel(id) ? Results.Json(new { request_id = "sim" }) : Error(400, "UnsupportedOperation", "Only tasks in PENDING can be canceled.")));
    }

    private static IResult Error(int status, string code, string message) => Results.Json(new { request_id = "sim", code, message }, statusCode: status);

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Error(401, "InvalidApiKey", "Invalid API-key provided."),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Error(429, "Throttling.RateQuota", "Requests rate limit exceeded.")),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Error(400, "Arrearage", "Access denied, please make sure your account is in good standing."),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body)
    {
        if (context.Request.Headers["X-DashScope-Async"] != "enable") return Error(403, "AccessDenied", "current user api does not support synchronous calls.");
        var prompt = body.At("input.prompt");
        if (string.IsNullOrEmpty(prompt) || body.Find("parameters.duration").ValueKind != JsonValueKind.Number) return Error(400, "InvalidParameter", "A parameter is not valid.");
        return jobs.TurnAway(context, prompt, Error(429, "Throttling.RateQuota", "Requests rate limit exceeded."), Error(400, "DataInspectionFailed", "Input data may contain inappropriate content."))
            ?? Results.Json(new { request_id = "sim", output = new { task_id = jobs.Take(prompt, body.At("parameters.ratio"), body.Number("parameters.duration")), task_status = "PENDING" } });
    }

    private IResult State(HttpContext context, string id)
    {
        object output = jobs.Look(id) switch
        {
            null => new { task_id = id, task_status = "UNKNOWN" },
            SimulatedState.Queued => new { task_id = id, task_status = "PENDING" },
            SimulatedState.Running => new { task_id = id, task_status = "RUNNING" },
            SimulatedState.Refused => new { task_id = id, task_status = "FAILED", code = "DataInspectionFailed", message = "Output data may contain inappropriate content." },
            SimulatedState.Cancelled => new { task_id = id, task_status = "CANCELED" },
            SimulatedState.Succeeded => new { task_id = id, task_status = "SUCCEEDED", video_url = jobs.File(context, id) },
            _ => new { task_id = id, task_status = "FAILED", code = "InternalError", message = "An internal error has occured." },
        };
        return Results.Json(new { request_id = "sim", output });
    }
}
