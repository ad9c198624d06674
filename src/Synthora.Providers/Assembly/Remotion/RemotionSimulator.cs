using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Assembly.Remotion;

/// <summary>
/// Remotion's function behind AWS, which really checks the signature: the secret is the word <c>secret</c>. Access keys <c>poor</c> and <c>busy</c> misbehave.
/// The magic words stand in a text.
/// </summary>
internal sealed class RemotionSimulator : ISimulator
{
    public const string Function = "remotion-render-4-0-527-mem2048mb-disk2048mb-120sec";
    private readonly SimulatedJobs jobs = new(Remotion.Id, wholeVideos: true);

    public string Id => Remotion.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        jobs.MapResults(vendor);
        vendor.MapPost("/2015-03-31/functions/{function}/invocations", InvokeAsync);
    }

    private async Task<IResult> InvokeAsync(HttpContext context, string function, CancellationToken ct)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, ct);
        var sent = context.Request.Headers.Authorization.ToString();
        var access = sent.StartsWith("AWS4-HMAC-SHA256 Credential=", StringComparison.Ordinal) ? sent["AWS4-HMAC-SHA256 Credential=".Length..].Split('/')[0] : "";
        var url = new Uri($"{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}");
        if (access.Length == 0 || sent != AwsSignature.Authorization("POST", url, bytes.ToArray(), access, "secret", "us-east-1", "lambda", context.Request.Headers["X-Amz-Date"].ToString()))
            return Results.Json(new { message = "The security token included in the request is invalid." }, statusCode: 403);
        if (function != Function) return Results.Json(new { Type = "User", Message = $"Function not found: {function}" }, statusCode: 404);
        if (access == "busy")
        {
            context.Response.Headers["x-amzn-ErrorType"] = "TooManyRequestsException";
            return Magic.RetryNow(context, Results.Json(new { Reason = "ConcurrentInvocationLimitExceeded", message = "Rate Exceeded." }, statusCode: 429));
        }

        var body = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(bytes.ToArray()));
        return body.At("type") switch
        {
            "info" => Results.Json(new { type = "success", version = "4.0.527" }),
            "start" => Start(context, body, access),
            "status" => Status(context, body.At("renderId") ?? ""),
            _ => Results.Json(new { type = "error", message = "Unknown type" }),
        };
    }

    private IResult Start(HttpContext context, JsonElement body, string access)
    {
        if (access == "poor") return Results.Json(new { type = "error", message = "The AWS account has no credit.", stack = "" });
        if (body.At("version") != "4.0.527") return Results.Json(new { type = "error", message = "Version mismatch", stack = "" });
        var plan = JsonSerializer.Deserialize<JsonElement>(body.At("inputProps.payload") ?? "{}");
        var words = string.Join(' ', plan.Items("texts").Select(text => text.At("text")));
        return jobs.TurnAway(context, words, Results.Json(new { type = "error", message = "AWS Concurrency limit reached", stack = "" }), tellsWait: false)
            ?? Results.Json(new { type = "success", bucketName = "remotionlambda-sim", renderId = jobs.Take(words, $"{plan.At("width")}x{plan.At("height")}", plan.Number("seconds")) });
    }

    private IResult Status(HttpContext context, string id) => jobs.Look(id) switch
    {
        null => Results.Json(new { type = "error", message = $"Render {id} was not found", stack = "" }),
        SimulatedState.Queued => Results.Json(new { done = false, fatalErrorEncountered = false, overallProgress = 0.0, errors = Array.Empty<object>() }),
        SimulatedState.Running => Results.Json(new { done = false, fatalErrorEncountered = false, overallProgress = 0.5, errors = Array.Empty<object>() }),
        SimulatedState.Succeeded => Results.Json(new { done = true, fatalErrorEncountered = false, overallProgress = 1.0, outputFile = jobs.File(context, id), costs = new { accruedSoFar = 0.01, currency = "USD" } }),
        _ => Results.Json(new { done = false, fatalErrorEncountered = true, overallProgress = 0.5, errors = new[] { new { message = "A delayRender() was called but not cleared" } } }),
    };
}
