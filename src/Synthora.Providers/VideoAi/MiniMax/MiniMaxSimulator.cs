using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.MiniMax;

/// <summary>Both versions of MiniMax's API: in the first errors inside HTTP 200 and a file to look up at the end, in the second errors with a status.</summary>
internal sealed class MiniMaxSimulator(string id) : ISimulator
{
    private readonly SimulatedJobs jobs = new(id);

    public string Id => id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/v1/files/list", (HttpContext context) => Gate(context) ?? Results.Json(new { files = Array.Empty<object>(), base_resp = Fine }));
        vendor.MapPost("/v2/video_generation", (HttpContext context, JsonElement body) => Gate(context)
            ?? Order(context, body, string.Concat(body.Items("content").Select(part => part.At("text"))), body.At("ratio"), body.At("resolution") is "768P" or "2K" && body.Find("duration").ValueKind == JsonValueKind.Number));
        vendor.MapGet("/v2/query/video_generation/{task}", (HttpContext context, string task) => Gate(context) ?? Second(context, task));
        vendor.MapPost("/v1/video_generation", (HttpContext context, JsonElement body) => Gate(context)
            ?? Order(context, body, body.At("prompt"), null, body.Number("duration") is 6 or 10 && !(body.Number("duration") is 10 && body.At("resolution") == "1080P")));
        vendor.MapGet("/v1/query/video_generation", (HttpContext context) => Gate(context) ?? First(context.Request.Query["task_id"].ToString()));
        vendor.MapGet("/v1/files/retrieve", (HttpContext context) => Gate(context) ?? Results.Json(new
        {
            file = new { file_id = context.Request.Query["file_id"].ToString(), bytes = 1, filename = "output.mp4", purpose = "video_generation", download_url = jobs.File(context, context.Request.Query["file_id"].ToString()) },
            base_resp = Fine,
        }));
    }

    private static object Fine => new { status_code = 0, status_msg = "success" };

    private static bool IsSecond(HttpContext context) => context.Request.Path.Value!.Contains("/v2/", StringComparison.Ordinal);

    private static IResult Refuse(HttpContext context, int code, string message)
    {
        if (!IsSecond(context)) return Results.Json(new { base_resp = new { status_code = code, status_msg = message } });
        var (status, type) = code switch
        {
            1004 or 2049 => (401, "authorized_error"),
            1008 => (402, "insufficient_balance_error"),
            1026 => (422, "unprocessable_entity_error"),
            1002 => (429, "rate_limit_error"),
            _ => (400, "bad_request_error"),
        };
        return Results.Json(new { type = "error", error = new { type, message = $"{message} ({code})", http_code = $"{status}" } }, statusCode: status);
    }

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Refuse(context, 2049, "invalid api key"),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Refuse(context, 1002, "rate limit exceeded(RPM)")),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Refuse(context, 1008, "insufficient balance"),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body, string? prompt, string? ratio, bool fits)
    {
        if (!fits || string.IsNullOrEmpty(prompt)) return Refuse(context, 2013, "invalid params");
        if (jobs.TurnAway(context, prompt, Refuse(context, 1002, "rate limit exceeded(RPM)"), Refuse(context, 1026, "video description contains sensitive content")) is { } turned) return turned;
        var task = jobs.Take(prompt, ratio, body.Number("duration"), numeric: true);
        return IsSecond(context) ? Results.Json(new { task_id = task }) : Results.Json(new { task_id = task, base_resp = Fine });
    }

    private IResult Second(HttpContext context, string task) => jobs.Look(task) switch
    {
        null => Refuse(context, 2013, "invalid params, invalid task_id"),
        SimulatedState.Queued => Results.Json(new { task = new { status = "queued" } }),
        SimulatedState.Running => Results.Json(new { task = new { status = "running" } }),
        SimulatedState.Refused => Results.Json(new { task = new { status = "failed", error = new { code = "1027", message = "output contains sensitive content" } } }),
        SimulatedState.Succeeded => Results.Json(new { task = new { status = "succeeded", content = new { url = jobs.File(context, task) } } }),
        _ => Results.Json(new { task = new { status = "failed", error = new { code = "1000", message = "unknown error" } } }),
    };

    private IResult First(string task) => jobs.Look(task) switch
    {
        null => Results.Json(new { error = new { message = "task not found" } }, statusCode: 404),
        SimulatedState.Queued => Results.Json(new { task_id = task, status = "Queueing", file_id = "", base_resp = Fine }),
        SimulatedState.Running => Results.Json(new { task_id = task, status = "Processing", file_id = "", base_resp = Fine }),
        SimulatedState.Refused => Results.Json(new { task_id = task, status = "Fail", file_id = "", error_message = "output contains sensitive content", base_resp = Fine }),
        SimulatedState.Succeeded => Results.Json(new { task_id = task, status = "Success", file_id = task, video_width = 360, video_height = 640, base_resp = Fine }),
        _ => Results.Json(new { task_id = task, status = "Fail", file_id = "", error_message = "internal error", base_resp = Fine }),
    };
}
