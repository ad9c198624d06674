using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.ImagineArt;

/// <summary>ImagineArt, which takes forms.</summary>
internal sealed class ImagineArtSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(ImagineArt.Id);

    public string Id => ImagineArt.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapPost("/video/text-to-video", (HttpContext context, CancellationToken ct) => OrderAsync(context, pictured: false, ct));
        vendor.MapPost("/video/image-to-video", (HttpContext context, CancellationToken ct) => OrderAsync(context, pictured: true, ct));
        vendor.MapGet("/assets/{id}/status", (HttpContext context, string id) => Gate(context) ?? State(context, id));
    }

    private static IResult Error(int status, int code, string message) => Results.Json(new { status = "error", code, error = "error", message }, statusCode: status);

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Error(401, 1000, "Invalid token"),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Error(429, 0, "Too many requests")),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Error(402, 0, "Not enough tokens"),
        _ => null,
    };

    private async Task<IResult> OrderAsync(HttpContext context, bool pictured, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (!context.Request.HasFormContentType) return Error(400, 1100, "Expected multipart/form-data");
        var form = await context.Request.ReadFormAsync(ct);
        var prompt = form["prompt"].ToString();
        if (prompt.Length == 0 || form["style"].Count == 0 || pictured && form.Files.GetFile("file") is null) return Error(400, 1101, "Missing field");
        return jobs.TurnAway(context, prompt, Error(429, 0, "Too many requests"))
            ?? Results.Json(new { id = jobs.Take(prompt, form["aspect_ratio"], 5), status = "processing" });
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Error(404, 0, "Asset not found"),
        SimulatedState.Queued or SimulatedState.Running => Results.Json(new { status = "processing" }),
        SimulatedState.Refused => Results.Json(new { status = "failed", message = "The result violates our content policy" }),
        SimulatedState.Succeeded => Results.Json(new { status = "success", video = new { uuid = id, status = "finished", url = new { generation = jobs.File(context, id), thumbnail = "" } } }),
        _ => Results.Json(new { status = "failed", message = "Internal error" }),
    };
}
