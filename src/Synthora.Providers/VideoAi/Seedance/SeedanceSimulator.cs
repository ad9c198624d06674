using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.Seedance;

/// <summary>Ark's tasks.</summary>
internal sealed class SeedanceSimulator : ISimulator
{
    private const string Tasks = "/contents/generations/tasks";
    private readonly SimulatedJobs jobs = new(Seedance.Id);

    public string Id => Seedance.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet(Tasks, (HttpContext context) => Gate(context) ?? Results.Json(new { items = Array.Empty<object>(), total = 0 }));
        vendor.MapPost(Tasks, (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet(Tasks + "/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
        vendor.MapDelete(Tasks + "/{id}", (HttpContext context, string id) => Gate(context) ?? (jobs.Delete(id, onlyWaiting: true) ? Results.Json(new { }) : Error(400, "InvalidAction", "The task is running and cannot be cancelled.")));
    }

    private static IResult Error(int status, string code, string message) => Results.Json(new { error = new { code, message, param = "", type = "" } }, statusCode: status);

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Error(401, "AuthenticationError", "The API key in the request is missing or invalid."),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Error(429, "RateLimitExceeded.EndpointRPMExceeded", "The Requests Per Minute (RPM) limit was exceeded.")),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Error(403, "AccountOverdueError", "Your account has an overdue balance."),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body)
    {
        var prompt = string.Concat(body.Items("content").Select(part => part.At("text")));
        if (prompt.Length == 0 || body.At("model") is null || body.Find("duration").ValueKind != JsonValueKind.Number) return Error(400, "InvalidParameter", "A parameter is not valid.");
        return jobs.TurnAway(context, prompt, Error(429, "RateLimitExceeded.EndpointRPMExceeded", "The limit was exceeded."), Error(400, "InputTextSensitiveContentDetected", "The input text may contain sensitive information."))
            ?? Results.Json(new { id = jobs.Take(prompt, body.At("ratio"), body.Number("duration")) });
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Error(404, "ResourceNotFound", "The task does not exist."),
        SimulatedState.Queued => Results.Json(new { id, status = "queued" }),
        SimulatedState.Running => Results.Json(new { id, status = "running" }),
        SimulatedState.Refused => Results.Json(new { id, status = "failed", error = new { code = "OutputVideoSensitiveContentDetected", message = "The output video may contain sensitive information." } }),
        SimulatedState.Cancelled => Results.Json(new { id, status = "cancelled" }),
        SimulatedState.Succeeded => Results.Json(new { id, status = "succeeded", content = new { video_url = jobs.File(context, id) }, usage = new { completion_tokens = 108_000, total_tokens = 108_000 }, ratio = "9:16", duration = 5, framespersecond = 24 }),
        _ => Results.Json(new { id, status = "failed", error = new { code = "InternalServiceError", message = "The service met an unknown error." } }),
    };
}
