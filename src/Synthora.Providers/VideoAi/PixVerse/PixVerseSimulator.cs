using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.VideoAi.PixVerse;

/// <summary>PixVerse: everything is HTTP 200, states are numbers, and a number seen before is the same clip.</summary>
internal sealed class PixVerseSimulator : ISimulator
{
    private readonly SimulatedJobs jobs = new(PixVerse.Id);

    public string Id => PixVerse.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapGet("/account/balance", (HttpContext context) => Gate(context) ?? Fine(new { account_id = 1, credit_monthly = Key(context) == "poor" ? 0 : 90, credit_package = 0 }));
        vendor.MapPost("/image/upload", async (HttpContext context, CancellationToken ct) => Gate(context)
            ?? (await context.Request.ReadFormAsync(ct) is { } form && (form.Files.GetFile("image") is { Length: > 0 } || form["image_url"].Count > 0) ? Fine(new { img_id = 77 }) : Error(400017, "Invalid parameter"))).DisableAntiforgery();
        vendor.MapPost("/video/text/generate", (HttpContext context, JsonElement body) => Gate(context) ?? Order(context, body));
        vendor.MapPost("/video/img/generate", (HttpContext context, JsonElement body) => Gate(context) ?? (body.Number("img_id") is 77 ? Order(context, body) : Error(400017, "Invalid parameter: img_id")));
        vendor.MapGet("/video/result/{id}", (HttpContext context, string id) => Gate(context) ?? State(context, id));
    }

    private static string Key(HttpContext context) => context.Request.Headers["API-KEY"].ToString();

    private static IResult Fine(object resp) => Results.Json(new { ErrCode = 0, ErrMsg = "success", Resp = resp }, new JsonSerializerOptions { PropertyNamingPolicy = null });

    private static IResult Error(int code, string message) => Results.Json(new { ErrCode = code, ErrMsg = message, Resp = (object?)null }, new JsonSerializerOptions { PropertyNamingPolicy = null });

    private static IResult? Gate(HttpContext context) => Magic.IsWrong(Key(context)) ? Error(10001, "Token is invalid")
        : !Guid.TryParse(context.Request.Headers["Ai-trace-id"], out _) ? Error(400011, "Empty Ai-trace-id")
        : Magic.IsBusy(Key(context)) ? Error(500044, "Reached the limit for concurrent generations.")
        : null;

    private IResult Order(HttpContext context, JsonElement body)
    {
        if (Magic.IsPoor(Key(context))) return Error(500090, "Insufficient balance. Unable to generate video.");
        var prompt = body.At("prompt");
        if (string.IsNullOrEmpty(prompt) || body.At("quality") is null || body.Number("duration") is null) return Error(400017, "Invalid parameter");
        return jobs.TurnAway(context, prompt, Error(500044, "Reached the limit for concurrent generations."), Error(500063, "The content did not pass moderation"), tellsWait: false)
            ?? Fine(new { video_id = long.Parse(jobs.Take(prompt, body.At("aspect_ratio"), body.Number("duration"), context.Request.Headers["Ai-trace-id"], numeric: true), System.Globalization.CultureInfo.InvariantCulture) });
    }

    private IResult State(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Fine(new { id = 0, status = 6 }),
        SimulatedState.Queued => Fine(new { id, status = 9 }),
        SimulatedState.Running => Fine(new { id, status = 5 }),
        SimulatedState.Refused => Fine(new { id, status = 7 }),
        SimulatedState.Succeeded => Fine(new { id, status = 1, url = jobs.File(context, id), outputWidth = 360, outputHeight = 640 }),
        _ => Fine(new { id, status = 8 }),
    };
}
