using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Assembly.Creatomate;

/// <summary>Creatomate's renders, whose address is there before the video. The magic words stand in a text.</summary>
internal sealed class CreatomateSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(Creatomate.Id, wholeVideos: true);

    public string Id => Creatomate.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/templates", (HttpContext context) => Gate(context) ?? Results.Json(Array.Empty<object>()));
        vendor.MapPost("/renders", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet("/renders/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
    }

    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        var key when Magic.IsWrong(key) => Results.Json(new { hint = "Provide a valid API key." }, statusCode: 401),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Results.Json(new { message = "Too many requests" }, statusCode: 429)),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Results.Json(new { hint = "Insufficient credits." }, statusCode: 402),
        _ => null,
    };

    private IResult Order(HttpContext context, JsonElement body)
    {
        var elements = body.Items("elements").ToList();
        if (elements.Count == 0 || elements.Exists(element => element.At("type") is null)) return Results.Json(new { hint = "The RenderScript has no elements." }, statusCode: 400);
        var words = string.Join(' ', elements.Select(element => element.At("text")));
        if (jobs.TurnAway(context, words, Results.Json(new { message = "Too many requests" }, statusCode: 429)) is { } turned) return turned;
        var id = jobs.Take(words, $"{body.At("width")}x{body.At("height")}", body.Number("duration"));
        return Results.Json(new { id, status = "planned", url = jobs.File(context, id), output_format = "mp4" }, statusCode: 202);
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Results.Json(new { message = "Not found" }, statusCode: 404),
        SimulatedState.Queued => Results.Json(new { id, status = "waiting", url = jobs.File(context, id) }),
        SimulatedState.Running => Results.Json(new { id, status = "rendering", url = jobs.File(context, id) }),
        SimulatedState.Succeeded => Results.Json(new { id, status = "succeeded", url = jobs.File(context, id), file_size = 1 }),
        _ => Results.Json(new { id, status = "failed", url = jobs.File(context, id), error_message = "The video source could not be downloaded." }),
    };
}
