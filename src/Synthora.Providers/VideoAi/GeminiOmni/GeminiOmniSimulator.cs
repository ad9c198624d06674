using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.GeminiOmni;

/// <summary>Interactions: a refusal is "completed" with words only, an unknown job is HTTP 400, a video comes within the answer, and by an address only where it is gone.</summary>
internal sealed class GeminiOmniSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(GeminiOmni.Id);

    public string Id => GeminiOmni.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/models", (HttpContext context) => Gate(context) ?? Results.Json(new { models = Array.Empty<object>() }));
        vendor.MapPost("/interactions", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet("/interactions/{id}", async (HttpContext context, string id) => Gate(context) ?? await StateAsync(context, id));
        vendor.MapGet("/files/{name}", (HttpContext context, string name) => Gate(context) ?? (name.EndsWith(":download", StringComparison.Ordinal) ? Error(404, "not_found", "The file is gone.") : Results.Json(new { name = $"files/{name}", state = "ACTIVE" })));
        vendor.MapPost("/interactions/{id}/cancel", (HttpContext context, string id) => Gate(context) ?? (jobs.Cancel(id) ? Results.Json(new { id, status = "cancelled" }) : Error(400, "invalid_request", "Interaction is not in a cancellable state.")));
    }

    private static string Key(HttpContext context) => context.Request.Headers["x-goog-api-key"].ToString();

    private static IResult Error(int status, string code, string message) => Results.Json(new { error = new { code, message } }, statusCode: status);

    private static IResult? Gate(HttpContext context) => Key(context) switch
    {
        // Google's front end answers for a wrong key, with its error in a list.
        var key when Magic.IsWrong(key) => Results.Json(new[] { new { error = new { code = 400, message = "API key not valid.", status = "INVALID_ARGUMENT", details = new[] { new { reason = "API_KEY_INVALID" } } } } }, statusCode: 400),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Results.Json(new { error = new { code = 429, message = "Quota exceeded.", status = "RESOURCE_EXHAUSTED" } }, statusCode: 429)),
        var key when Magic.IsPoor(key) => Results.Json(new { error = new { code = 400, message = "Please enable billing on your project.", status = "FAILED_PRECONDITION" } }, statusCode: 400),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body)
    {
        if (body.At("background") != "true") return Error(400, "invalid_request", "this stand-in answers background interactions only");
        if (body.Find("response_format.duration").ValueKind != JsonValueKind.String) return Error(400, "invalid_request", "duration: expected a string such as \"6s\"");
        var prompt = string.Concat(body.Items("input").Select(part => part.At("text")));
        var exhausted = Results.Json(new { error = new { code = 429, message = "Quota exceeded.", status = "RESOURCE_EXHAUSTED", details = new[] { new { retryDelay = $"{Magic.ShortWait}s" } } } }, statusCode: 429);
        if (jobs.TurnAway(context, prompt, exhausted, tellsWait: false) is { } turned) return turned;
        var seconds = double.Parse(body.At("response_format.duration")!.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture);
        return Results.Json(new { id = jobs.Take(prompt, body.At("response_format.aspect_ratio"), seconds), status = "queued" });
    }

    private async Task<IResult> StateAsync(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Error(400, "invalid_request", "Invalid interaction name."),
        SimulatedState.Queued => Results.Json(new { id, status = "queued" }),
        SimulatedState.Running => Results.Json(new { id, status = "in_progress" }),
        SimulatedState.Failed => Results.Json(new { id, status = "failed", errors = new[] { new { code = "internal", message = "Generation failed." } } }),
        SimulatedState.Refused => Completed(id, new { type = "text", text = "I can't make that video." }),
        SimulatedState.Cancelled => Results.Json(new { id, status = "cancelled" }),
        _ => Completed(id, await jobs.MadeAsync(id) is { } video ? (object)new { type = "video", mime_type = "video/mp4", data = Convert.ToBase64String(video) }
            : new { type = "video", mime_type = "video/mp4", uri = $"{context.Request.Scheme}://{context.Request.Host}/_sim/{Id}/files/{id}:download?alt=media" }),
    };

    private static IResult Completed(string id, object made) => Results.Json(new
    {
        id,
        status = "completed",
        steps = new object[]
        {
            new { type = "user_input", content = new[] { new { type = "text", text = "The order." } } },
            new { type = "model_output", content = new[] { made } },
        },
    });
}
