using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.Kling;

/// <summary>
/// Kling's two forms and two kinds of keys. An <c>external_task_id</c> is only noted: the same one twice is two tasks and two bills. A signed token is really checked: any access key will do, its secret is the word <c>secret</c>.
/// </summary>
internal sealed class KlingSimulator(TimeProvider clock) : ISimulator
{
    private readonly SimulatedJobs jobs = new(Kling.Id);

    public string Id => Kling.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/account/costs", (HttpContext context) => Gate(context) ?? Answer(new { code = 0, resource_pack_subscribe_infos = new[] { new { resource_pack_name = "trial", total_quantity = 100, remaining_quantity = Key(context) == "poor" ? 0 : 60 } } }));
        vendor.MapPost("/v1/videos/{form}", (HttpContext context, string form, JsonElement body) => Gate(context) ?? Order(context, form, body));
        vendor.MapGet("/v1/videos/{form}/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
        vendor.MapPost("/{form}-to-video/kling-3.0-turbo", (HttpContext context, JsonElement body) => Gate(context) ?? Turbo(context, body));
        vendor.MapGet("/tasks", (HttpContext context) => Gate(context) ?? TurboState(context, context.Request.Query["task_ids"].ToString()));
    }

    private static IResult Answer(object data) => Results.Json(new { code = 0, message = "SUCCEED", request_id = "sim", data });

    private static IResult Error(int status, int code, string message) => Results.Json(new { code, message, request_id = "sim" }, statusCode: status);

    private static string Key(HttpContext context) => Magic.Bearer(context.Request);

    private IResult? Gate(HttpContext context)
    {
        var key = Key(context);
        if (key.Split('.') is [var head, var claims, var signature])
        {
            var right = Base64Url.EncodeToString(HMACSHA256.HashData("secret"u8, Encoding.ASCII.GetBytes($"{head}.{claims}")));
            if (right != signature) return Error(401, 1000, "Authentication failed");
            var told = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(claims));
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            if (told.Number("exp") < now) return Error(401, 1004, "Authorization token has expired");
            return told.Number("nbf") > now ? Error(401, 1003, "Authorization token is not yet valid") : null;
        }

        if (Magic.IsWrong(key)) return Error(401, 1002, "Authorization is invalid");
        if (Magic.IsBusy(key)) return Magic.RetryNow(context, Error(429, 1303, "Concurrent request limit reached"));
        return Magic.IsPoor(key) && context.Request.Method == "POST" ? Error(429, 1102, "Resource pack depleted") : null;
    }

    private IResult? Refuse(HttpContext context, string? prompt) => string.IsNullOrEmpty(prompt) ? Error(400, 1201, "Prompt cannot be empty")
        : jobs.TurnAway(context, prompt, Error(429, 1302, "API requests too fast"), Error(400, 1301, "The request was blocked by the platform's content policy"), tellsWait: false);

    private IResult Order(HttpContext context, string form, JsonElement body)
    {
        if (Refuse(context, body.At("prompt")) is { } refused) return refused;
        if (body.Find("duration").ValueKind != JsonValueKind.String) return Error(400, 1201, "duration must be a string");
        if (body.At("image")?.StartsWith("data:", StringComparison.Ordinal) == true) return Error(400, 1201, "image: invalid base64");
        var id = jobs.Take(body.At("prompt"), body.At("aspect_ratio"), body.Number("duration"));
        return Answer(new { task_id = id, task_status = "submitted", created_at = 1, updated_at = 1 });
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Error(404, 1203, "Task not found"),
        SimulatedState.Queued => Answer(new { task_id = id, task_status = "submitted" }),
        SimulatedState.Running => Answer(new { task_id = id, task_status = "processing" }),
        SimulatedState.Refused => Answer(new { task_id = id, task_status = "failed", task_status_msg = "Failure to pass the risk control system: sensitive content" }),
        SimulatedState.Succeeded => Answer(new { task_id = id, task_status = "succeed", task_result = new { videos = new[] { new { id = "v", url = jobs.File(context, id), duration = "5" } } }, final_unit_deduction = "1" }),
        _ => Answer(new { task_id = id, task_status = "failed", task_status_msg = "Internal error" }),
    };

    private IResult Turbo(HttpContext context, JsonElement body)
    {
        var prompt = body.At("prompt") ?? body.Items("contents").Where(part => part.At("type") == "prompt").Select(part => part.At("text")).FirstOrDefault();
        if (Refuse(context, prompt) is { } refused) return refused;
        return body.Find("settings.duration").ValueKind != JsonValueKind.Number ? Error(400, 1201, "duration must be an integer")
            : Answer(new { id = jobs.Take(prompt, body.At("settings.aspect_ratio"), body.Number("settings.duration")) });
    }

    private IResult TurboState(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Answer(Array.Empty<object>()),
        SimulatedState.Queued => Answer(new[] { new { id, status = "submitted" } }),
        SimulatedState.Running => Answer(new[] { new { id, status = "processing" } }),
        SimulatedState.Refused => Answer(new[] { new { id, status = "failed", message = "sensitive content" } }),
        SimulatedState.Succeeded => Answer(new[] { new { id, status = "succeeded", outputs = new[] { new { type = "video", url = jobs.File(context, id) } } } }),
        _ => Answer(new[] { new { id, status = "failed", message = "Internal error" } }),
    };
}
