using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.Runway;

/// <summary>Runway's tasks, behind its own limit for a while (THROTTLED) and with failure codes.</summary>
internal sealed class RunwaySimulator : ISimulator
{
    private const string Made = "2026-01-01T00:00:00Z";
    private static readonly object Cost = new { credits = 60 };
    private readonly SimulatedJobs jobs = new(Runway.Id);

    public string Id => Runway.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/v1/organization", (HttpContext context) => Gate(context) ?? Results.Json(new { tier = new { maxMonthlyCreditSpend = 10_000, models = new { } }, creditBalance = Magic.IsPoor(Magic.Bearer(context.Request)) ? 0 : 4_000, usage = new { models = new { } } }));
        vendor.MapPost("/v1/text_to_video", (HttpContext context, JsonElement body) => Order(context, body));
        vendor.MapPost("/v1/image_to_video", (HttpContext context, JsonElement body) => body.At("promptImage") is null ? Invalid("promptImage", "Required") : Order(context, body));
        vendor.MapGet("/v1/tasks/{id}", (HttpContext context, string id) => Gate(context) ?? Task(context, id));
        vendor.MapDelete("/v1/tasks/{id}", (HttpContext context, string id) => Gate(context) ?? (jobs.Delete(id, onlyWaiting: false) ? Results.NoContent() : Results.Json(new { error = "Task not found" }, statusCode: 404)));
    }

    private static IResult Invalid(string path, string message) =>
        Results.Json(new { error = "Validation of body failed", issues = new[] { new { code = "invalid", path = new[] { path }, message } }, docUrl = "https://docs.dev.runwayml.com/api" }, statusCode: 400);

    private static IResult? Gate(HttpContext context)
    {
        var key = Magic.Bearer(context.Request);
        if (Magic.IsWrong(key)) return Results.Json(new { error = "The API key you provided is not valid." }, statusCode: 401);
        if (context.Request.Headers["X-Runway-Version"] != "2024-11-06") return Results.Json(new { error = "Missing X-Runway-Version header." }, statusCode: 400);
        return Magic.IsBusy(key) ? Magic.RetryNow(context, Results.Json(new { error = "You have reached your daily task limit." }, statusCode: 429)) : null;
    }

    private IResult Order(HttpContext context, JsonElement body)
    {
        if (Gate(context) is { } closed) return closed;
        if (Magic.IsPoor(Magic.Bearer(context.Request))) return Results.Json(new { error = "You do not have enough credits to run this task." }, statusCode: 400);
        var prompt = body.At("promptText");
        if (string.IsNullOrEmpty(prompt)) return Invalid("promptText", "Required");
        if (body.At("ratio") is not ("720:1280" or "1280:720" or "960:960")) return Invalid("ratio", "Invalid enum value");
        if (body.Number("duration") is not (>= 2 and <= 10)) return Invalid("duration", "Invalid duration");
        return jobs.TurnAway(context, prompt, Results.Json(new { error = "You have reached your daily task limit." }, statusCode: 429))
            ?? Results.Json(new { id = jobs.Take(prompt, body.At("ratio"), body.Number("duration")), estimatedCost = new { credits = (int)(body.Number("duration") ?? 5) * 12 } });
    }

    private IResult Task(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Results.Json(new { error = "Task not found" }, statusCode: 404),
        SimulatedState.Queued => Results.Json(new { id, createdAt = Made, status = "THROTTLED", estimatedCost = Cost }),
        SimulatedState.Running => Results.Json(new { id, createdAt = Made, status = "RUNNING", progress = 0.4, estimatedCost = Cost }),
        SimulatedState.Failed => Results.Json(new { id, createdAt = Made, status = "FAILED", failure = "An unexpected error occurred.", failureCode = "INTERNAL.BAD_OUTPUT.CODE01", cost = new { credits = 0 } }),
        SimulatedState.Refused => Results.Json(new { id, createdAt = Made, status = "FAILED", failure = "Your prompt was flagged.", failureCode = "SAFETY.INPUT.TEXT", cost = Cost }),
        SimulatedState.Cancelled => Results.Json(new { id, createdAt = Made, status = "CANCELLED", cost = new { credits = 0 } }),
        _ => Results.Json(new { id, createdAt = Made, status = "SUCCEEDED", output = new[] { jobs.File(context, id) }, cost = Cost }),
    };
}
