using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.Luma;

/// <summary>Luma's generations; a state between queued and the end that nobody documented.</summary>
internal sealed class LumaSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(Luma.Id);

    public string Id => Luma.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapPost("/generations", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet("/generations/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
    }

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Results.Json(new { detail = "Invalid API key" }, statusCode: 401),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Results.Json(new { detail = "Too many requests" }, statusCode: 429)),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Results.Json(new { detail = "Insufficient credits" }, statusCode: 402),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body)
    {
        if (body.At("type") != "video" || body.At("video.duration") is not ("5s" or "10s")) return Results.Json(new { detail = new[] { new { loc = new[] { "body", "video", "duration" }, msg = "Input should be '5s' or '10s'", type = "enum" } } }, statusCode: 422);
        var prompt = body.At("prompt");
        if (jobs.TurnAway(context, prompt, Results.Json(new { detail = "Too many requests" }, statusCode: 429)) is { } turned) return turned;
        var id = jobs.Take(prompt, body.At("aspect_ratio"), body.At("video.duration") == "5s" ? 5 : 10);
        return Results.Json(new { id, type = "video", model = body.At("model"), state = "queued", created_at = "2026-01-01T00:00:00Z" }, statusCode: 201);
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Results.Json(new { detail = "Generation not found" }, statusCode: 404),
        SimulatedState.Queued => Results.Json(new { id, state = "queued" }),
        SimulatedState.Running => Results.Json(new { id, state = "dreaming" }),
        SimulatedState.Failed => Results.Json(new { id, state = "failed", failure_reason = "The generation failed.", failure_code = "internal" }),
        SimulatedState.Refused => Results.Json(new { id, state = "failed", failure_reason = "The output did not pass moderation.", failure_code = "moderation" }),
        SimulatedState.Cancelled => Results.Json(new { id, state = "failed", failure_reason = "Cancelled" }),
        _ => Results.Json(new { id, state = "completed", output = new[] { new { type = "video", url = jobs.File(context, id) } } }),
    };
}
