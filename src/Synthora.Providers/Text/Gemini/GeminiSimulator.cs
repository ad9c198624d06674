using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.Gemini;

/// <summary>generateContent and the resumable upload, whose files are processed for one poll before they can be watched.</summary>
internal sealed class GeminiSimulator : ISimulator
{
    private readonly Magic magic = new();
    private readonly ConcurrentDictionary<string, int> files = [];

    public string Id => Gemini.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/models", (HttpContext context) => Gate(context) ?? Results.Json(new { models = new[] { new { name = "models/gemini-3.8-flash", supportedGenerationMethods = new[] { "generateContent" } } } }));
        vendor.MapPost("/models/{call}", AnswerAsync);
        vendor.MapPost("/blobs/{id}", ReceiveAsync);
        vendor.MapGet("/files/{id}", (HttpContext context, string id) => Gate(context) ?? (files.ContainsKey(id) ? Results.Json(File(context, id, files.AddOrUpdate(id, 1, (_, polls) => polls + 1) > 1)) : Error(403, "PERMISSION_DENIED", "You do not have permission to access the File.")));
    }

    /// <summary>The upload service stands beside the API, so it has a place of its own.</summary>
    public void MapUpload(IEndpointRouteBuilder routes) => routes.MapPost($"/_sim/upload/{Id}/files", (HttpContext context) =>
    {
        if (Gate(context) is { } closed) return closed;
        if (context.Request.Headers["X-Goog-Upload-Command"] != "start") return Error(400, "INVALID_ARGUMENT", "Invalid upload command.");
        context.Response.Headers["X-Goog-Upload-URL"] = $"{Root(context)}/blobs/{Guid.CreateVersion7():N}";
        return Results.Ok();
    }).ExcludeFromDescription();

    private async Task<IResult> ReceiveAsync(HttpContext context, string id, CancellationToken ct)
    {
        if (context.Request.Headers["X-Goog-Upload-Command"] != "upload, finalize") return Error(400, "INVALID_ARGUMENT", "Invalid upload command.");
        await context.Request.Body.CopyToAsync(Stream.Null, ct);
        files[id] = 0;
        return Results.Json(new { file = File(context, id, active: false) });
    }

    private string Root(HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}/_sim/{Id}";

    private object File(HttpContext context, string id, bool active) =>
        new { name = $"files/{id}", uri = $"{Root(context)}/files/{id}", mimeType = "video/mp4", sizeBytes = "1", state = active ? "ACTIVE" : "PROCESSING", expirationTime = "2030-01-01T00:00:00Z" };

    private static IResult Error(int status, string state, string message, params object[] details) => Results.Json(new { error = new { code = status, message, status = state, details } }, statusCode: status);

    private static IResult? Gate(HttpContext context) => context.Request.Headers["x-goog-api-key"].ToString() switch
    {
        var key when Magic.IsWrong(key) => Error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", new { reason = "API_KEY_INVALID", domain = "googleapis.com" }),
        var key when Magic.IsPoor(key) => Error(400, "FAILED_PRECONDITION", "The free tier is not available. Please enable billing on your project."),
        var key when Magic.IsBusy(key) => Magic.RetryNow(context, Error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota).")),
        _ => null,
    };

    private async Task<IResult> AnswerAsync(HttpContext context, string call, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body) return Error(400, "INVALID_ARGUMENT", "Invalid JSON payload received.");
        var (model, method) = call.Split(':') is [var name, var verb] ? (name, verb) : (call, "");
        if (!model.StartsWith("gemini-", StringComparison.Ordinal)) return Error(404, "NOT_FOUND", $"models/{model} is not found for API version v1beta.");
        var contents = body.Items("contents").ToList();
        if (contents.Count == 0) return Error(400, "INVALID_ARGUMENT", "* GenerateContentRequest.contents: contents is not specified");
        var parts = contents.SelectMany(content => content.Items("parts")).ToList();
        var links = parts.Select(part => part.At("fileData.fileUri")).OfType<string>().Where(uri => uri.StartsWith(Root(context), StringComparison.Ordinal)).ToList();
        if (links.Exists(uri => files.GetValueOrDefault(uri[(uri.LastIndexOf('/') + 1)..]) < 2)) return Error(400, "FAILED_PRECONDITION", "The File is not in an ACTIVE state and usage is not allowed.");

        var prompt = string.Join('\n', contents.Where(c => c.At("role") == "user").Select(c => OpenAiWire.Text(c.Find("parts"))));
        if (magic.Once(prompt, "busy")) return Magic.RetryNow(context, Error(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."));
        if (magic.Once(prompt, "trouble")) return Magic.RetryNow(context, Error(503, "UNAVAILABLE", "The model is overloaded."));
        if (Magic.Says(prompt, "policy")) return Results.Json(new { promptFeedback = new { blockReason = "PROHIBITED_CONTENT" }, usageMetadata = new { promptTokenCount = 4, totalTokenCount = 4 }, modelVersion = model });

        var schema = body.Find("generationConfig.responseJsonSchema") is { ValueKind: JsonValueKind.Object } shape ? shape : (JsonElement?)null;
        var tools = body.Items("tools").SelectMany(tool => tool.Items("functionDeclarations")).Select(tool => (tool.At("name")!, tool.Find("parametersJsonSchema"))).ToList();
        var result = contents[^1].Items("parts").Select(part => part.At("functionResponse.response.result")).FirstOrDefault(text => text is not null);
        var watched = parts.Count(part => part.Find("inlineData").ValueKind == JsonValueKind.Object || part.Find("fileData").ValueKind == JsonValueKind.Object);
        var reply = SimulatedReply.To(prompt, schema, tools, result, watched);
        var input = SimulatedReply.TokensOf(prompt);
        if (method == "generateContent") return Results.Json(Response(model, Part(reply), Reason(reply), input, reply.Tokens));
        var pieces = reply.Call is null ? reply.Pieces().Select(piece => new JsonObject { ["text"] = piece }).ToList() : [Part(reply)];
        return new EventStream(pieces.Select((piece, at) => ((string?)null, (JsonNode)Response(model, piece, at == pieces.Count - 1 ? Reason(reply) : null, input, reply.Tokens))));
    }

    private static string Reason(SimulatedReply reply) => reply.CutOff ? "MAX_TOKENS" : "STOP";

    private static JsonObject Part(SimulatedReply reply) => reply.Call is { } call
        ? new JsonObject { ["functionCall"] = new JsonObject { ["name"] = call.Name, ["args"] = JsonNode.Parse(call.Arguments), ["id"] = "fc_sim" }, ["thoughtSignature"] = "c2ln" }
        : new JsonObject { ["text"] = reply.Text };

    private static JsonObject Response(string model, JsonObject part, string? reason, int input, int output)
    {
        var candidate = new JsonObject { ["content"] = new JsonObject { ["role"] = "model", ["parts"] = new JsonArray(part) }, ["index"] = 0 };
        if (reason is not null) candidate["finishReason"] = reason;
        return new JsonObject
        {
            ["candidates"] = new JsonArray(candidate), ["modelVersion"] = model, ["responseId"] = "sim",
            ["usageMetadata"] = new JsonObject { ["promptTokenCount"] = input, ["candidatesTokenCount"] = output, ["totalTokenCount"] = input + output },
        };
    }
}
