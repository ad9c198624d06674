using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.AudioFx.MmAudio;

/// <summary>fal's queue: a run that failed is completed as well, and its result is an error.</summary>
internal sealed class MmAudioSimulator : ISimulator
{
    private const string App = "/fal-ai/mmaudio-v2";
    private readonly SimulatedJobs jobs = new(MmAudio.Id);
    private readonly ConcurrentDictionary<string, (string Kind, SimulatedState State)> ended = [];

    public string Id => MmAudio.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapPost(App, (HttpContext context, JsonElement body) => Gate(context) ?? (body.At("video_url") is null ? Missing("video_url") : Order(context, body, "video")));
        vendor.MapPost(App + "/text-to-audio", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body, "audio"));
        vendor.MapGet(App + "/requests/{id}/status", (HttpContext context, string id) => Gate(context) ?? State(id));
        vendor.MapGet(App + "/requests/{id}", (HttpContext context, string id) => Gate(context) ?? Result(context, id));
        vendor.MapPut(App + "/requests/{id}/cancel", (HttpContext context, string id) => Gate(context) ?? (jobs.Cancel(id) ? Results.Json(new { status = "CANCELLATION_REQUESTED" }, statusCode: 202) : Results.Json(new { status = "ALREADY_COMPLETED" }, statusCode: 400)));
    }

    private static IResult? Gate(HttpContext context) => context.Request.Headers.Authorization.ToString() switch
    {
        var sent when !sent.StartsWith("Key ", StringComparison.Ordinal) || sent == "Key wrong" => Results.Json(new { detail = "Invalid authentication credentials" }, statusCode: 401),
        "Key busy" => Magic.RetryNow(context, Results.Json(new { detail = "Too many requests" }, statusCode: 429)),
        "Key poor" when context.Request.Method == "POST" => Results.Json(new { detail = "User is locked. Reason: Exhausted balance." }, statusCode: 403),
        _ => null,
    };

    private static IResult Missing(string field) => Results.Json(new { detail = new[] { new { loc = new[] { "body", field }, msg = "Field required", type = "missing" } } }, statusCode: 422);

    private IResult Order(HttpContext context, JsonElement body, string kind)
    {
        var prompt = body.At("prompt");
        if (prompt is null) return Missing("prompt");
        if (jobs.TurnAway(context, prompt, Results.Json(new { detail = "Too many requests" }, statusCode: 429)) is { } turned) return turned;
        var id = jobs.Take(prompt, null, body.Number("duration"));
        ended[id] = (kind, SimulatedState.Queued);
        var root = $"{context.Request.Scheme}://{context.Request.Host}/_sim/{MmAudio.Id}{App}/requests/{id}";
        return Results.Json(new { request_id = id, status = "IN_QUEUE", queue_position = 0, response_url = root, status_url = root + "/status", cancel_url = root + "/cancel" });
    }

    private IResult State(string id)
    {
        if (jobs.Look(id) is not { } state || !ended.TryGetValue(id, out var known)) return Results.Json(new { detail = "Request not found" }, statusCode: 404);
        ended[id] = (known.Kind, state);
        return Results.Json(new { status = state switch { SimulatedState.Queued => "IN_QUEUE", SimulatedState.Running => "IN_PROGRESS", _ => "COMPLETED" }, request_id = id });
    }

    private IResult Result(HttpContext context, string id)
    {
        if (!ended.TryGetValue(id, out var known)) return Results.Json(new { detail = "Request not found" }, statusCode: 404);
        return known.State switch
        {
            SimulatedState.Refused => Results.Json(new { detail = new[] { new { loc = new[] { "body", "prompt" }, msg = "The content could not be processed because it contained material flagged by a content checker.", type = "content_policy_violation" } } }, statusCode: 422),
            SimulatedState.Cancelled => Results.Json(new { detail = "The request was cancelled." }, statusCode: 422),
            SimulatedState.Succeeded when known.Kind == "audio" => Results.Json(new { audio = new { url = jobs.File(context, id, "wav"), content_type = "audio/wav", file_name = "mmaudio.wav" } }),
            SimulatedState.Succeeded => Results.Json(new { video = new { url = jobs.File(context, id), content_type = "video/mp4", file_name = "mmaudio.mp4" } }),
            _ => Results.Json(new { detail = "Internal server error" }, statusCode: 422),
        };
    }
}
