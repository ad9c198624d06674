using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.Ollama;

/// <summary>Ollama's chat: streams unless told not to, one JSON value a line, arguments as objects.</summary>
internal sealed class OllamaSimulator : ISimulator
{
    private const string Pulled = "gemma4:latest";
    private readonly Magic magic = new();

    public string Id => Ollama.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/api/version", () => Results.Json(new { version = "0.20.0" }));
        vendor.MapGet("/api/tags", (HttpContext context) => Gate(context) ?? Results.Json(new { models = new[] { new { name = Pulled, model = Pulled, size = 3_000_000_000L } } }));
        vendor.MapPost("/api/chat", AnswerAsync);
    }

    // Only the vendor's cloud looks at keys.
    private static IResult? Gate(HttpContext context) => Magic.Bearer(context.Request) switch
    {
        "wrong" => Error(401, "unauthorized"),
        "poor" => Error(402, "you have no credit left"),
        "busy" => Magic.RetryNow(context, Error(429, "too many requests")),
        _ => null,
    };

    private static IResult Error(int status, string error) => Results.Json(new { error }, statusCode: status);

    private async Task<IResult> AnswerAsync(HttpContext context, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body) return Error(400, "invalid JSON");
        if (body.At("model") is not { } model || !Pulled.StartsWith(model, StringComparison.Ordinal)) return Error(404, $"model '{body.At("model")}' not found");
        var messages = body.Items("messages").ToList();
        var prompt = string.Join('\n', messages.Where(m => m.At("role") == "user").Select(m => m.At("content")));
        if (magic.Once(prompt, "busy") || magic.Once(prompt, "trouble")) return Magic.RetryNow(context, Error(503, "server busy, please try again.  maximum pending requests exceeded"));
        var schema = body.Find("format") is { ValueKind: JsonValueKind.Object } shape ? shape : (JsonElement?)null;
        var tools = body.Items("tools").Select(tool => (tool.At("function.name")!, tool.Find("function.parameters"))).ToList();
        var result = messages.Count > 0 && messages[^1].At("role") == "tool" ? messages[^1].At("content") : null;
        // A local model does not refuse with a mark of its own: it says so.
        var reply = SimulatedReply.To(prompt, schema, tools, result, messages.Sum(m => m.Items("images").Count()));

        JsonObject Line(JsonObject message, bool done)
        {
            message["role"] = "assistant";
            var line = new JsonObject { ["model"] = model, ["created_at"] = "2026-01-01T00:00:00Z", ["message"] = message, ["done"] = done };
            if (!done) return line;
            (line["done_reason"], line["total_duration"], line["prompt_eval_count"], line["eval_count"]) = (reply.CutOff ? "length" : "stop", 1_000_000L, SimulatedReply.TokensOf(prompt), reply.Tokens);
            return line;
        }

        var call = reply.Call is { } made ? new JsonArray(new JsonObject { ["function"] = new JsonObject { ["name"] = made.Name, ["arguments"] = JsonNode.Parse(made.Arguments) } }) : null;
        if (body.At("stream") == "false")
        {
            var message = new JsonObject { ["content"] = reply.Text };
            if (call is not null) message["tool_calls"] = call;
            return Results.Json(Line(message, done: true));
        }

        List<JsonObject> lines = call is not null ? [Line(new JsonObject { ["content"] = "", ["tool_calls"] = call }, false)] : [.. reply.Pieces().Select(piece => Line(new JsonObject { ["content"] = piece }, false))];
        lines.Add(Line(new JsonObject { ["content"] = "" }, done: true));
        return new EventStream(lines.Select(line => ((string?)null, (JsonNode)line)), Lines: true);
    }
}
