using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Assembly.Editframe;

/// <summary>Editframe's renders; results are served to the key's owner only. The magic words stand in a text.</summary>
internal sealed class EditframeSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(Editframe.Id, wholeVideos: true);

    public string Id => Editframe.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapPost("/api/v1/renders", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet("/api/v1/renders/{id}.mp4", (HttpContext context, string id) => Gate(context) ?? Results.Redirect(jobs.File(context, id)));
        vendor.MapGet("/api/v1/renders/{id}", (HttpContext context, string id) => Gate(context) ?? State(id));
    }

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Results.Json(new { message = "Unauthorized" }, statusCode: 401),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Results.Json(new { message = "Too many requests" }, statusCode: 429)),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Results.Json(new { message = "Payment required" }, statusCode: 402),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body)
    {
        var page = body.At("html");
        if (page is null || !page.StartsWith("<ef-timegroup", StringComparison.Ordinal) || body.Number("duration_ms") is not > 0) return Results.Json(new { message = "Invalid request" }, statusCode: 400);
        return jobs.TurnAway(context, page, Results.Json(new { message = "Too many requests" }, statusCode: 429))
            ?? Results.Json(new { id = jobs.Take(page, $"{body.At("width")}x{body.At("height")}", body.Number("duration_ms") / 1000), status = "created" });
    }

    private IResult State(string id) => jobs.Look(id) switch
    {
        null => Results.Json(new { message = "Not found" }, statusCode: 404),
        SimulatedState.Queued => Results.Json(new { id, status = "pending" }),
        SimulatedState.Running => Results.Json(new { id, status = "rendering", progress = 50 }),
        SimulatedState.Succeeded => Results.Json(new { id, status = "complete" }),
        _ => Results.Json(new { id, status = "failed", failure_reason = "The page could not be loaded." }),
    };
}
