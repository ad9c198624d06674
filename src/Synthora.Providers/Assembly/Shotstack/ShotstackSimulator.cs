using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Assembly.Shotstack;

/// <summary>Shotstack's renders, with tracks whose clips must not overlap. The magic words stand in a text.</summary>
internal sealed class ShotstackSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(Shotstack.Id, wholeVideos: true);

    public string Id => Shotstack.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/templates", (HttpContext context) => Gate(context) ?? Results.Json(new { success = true, message = "OK", response = new { templates = Array.Empty<object>() } }));
        vendor.MapPost("/render", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapGet("/render/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
    }

    private static IResult? Gate(HttpContext context) => context.Request.Headers["x-api-key"].ToString() switch
    {
        var key when Magic.IsWrong(key) => Results.Json(new { message = "Forbidden" }, statusCode: 403),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Results.Json(new { message = "Too Many Requests" }, statusCode: 429)),
        var key when Magic.IsPoor(key) && context.Request.Method == "POST" => Results.Json(new { success = false, message = "Payment Required", response = new { error = "You have no credits left." } }, statusCode: 402),
        _ => null,
    };

    private static IResult Bad(string error) => Results.Json(new { success = false, message = "Bad Request", response = new { error } }, statusCode: 400);

    private IResult Order(HttpContext context, JsonElement body)
    {
        var tracks = body.Items("timeline.tracks").ToList();
        if (tracks.Count == 0 || body.At("output.format") is null) return Bad("\"timeline.tracks\" is required");
        foreach (var track in tracks)
        {
            var clips = track.Items("clips").ToList();
            if (clips.Count == 0 || clips.Exists(clip => clip.At("asset.type") is null || clip.Number("length") is not > 0)) return Bad("\"clips\" must contain at least 1 item");
            if (clips.Zip(clips.Skip(1)).Any(pair => pair.First.Number("start") + pair.First.Number("length") > pair.Second.Number("start") + 0.01)) return Bad("clips on a track must not overlap");
        }

        var words = string.Join(' ', tracks.SelectMany(track => track.Items("clips")).Select(clip => clip.At("asset.text")));
        if (jobs.TurnAway(context, words, Results.Json(new { message = "Too Many Requests" }, statusCode: 429)) is { } turned) return turned;
        var seconds = tracks.SelectMany(track => track.Items("clips")).Max(clip => clip.Number("start") + clip.Number("length"));
        return Results.Json(new { success = true, message = "Created", response = new { message = "Render Successfully Queued", id = jobs.Take(words, $"{body.At("output.size.width")}x{body.At("output.size.height")}", seconds) } }, statusCode: 201);
    }

    private IResult State(HttpContext context, string id)
    {
        var state = jobs.Look(id);
        if (state is null) return Results.Json(new { success = false, message = "Not Found", response = new { error = "Render not found" } }, statusCode: 404);
        object render = state switch
        {
            SimulatedState.Queued => new { id, status = "queued" },
            SimulatedState.Running => new { id, status = "rendering" },
            SimulatedState.Succeeded => new { id, status = "done", url = jobs.File(context, id), renderTime = 1200 },
            _ => new { id, status = "failed", error = "An asset could not be fetched." },
        };
        return Results.Json(new { success = true, message = "OK", response = render });
    }
}
