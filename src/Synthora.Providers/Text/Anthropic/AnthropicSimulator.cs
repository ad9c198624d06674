using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.Anthropic;

/// <summary>The Messages API, with its stream of blocks and its error 529.</summary>
internal sealed class AnthropicSimulator : ISimulator
{
    private readonly Magic magic = new();

    public string Id => Anthropic.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/v1/models", (HttpContext context) => Gate(context) ?? Results.Json(new
        {
            data = new[] { new { id = "claude-haiku-4-5", type = "model", display_name = "Claude Haiku 4.5", created_at = "2025-10-01T00:00:00Z" } },
            has_more = false,
            first_id = "claude-haiku-4-5",
            last_id = "claude-haiku-4-5",
        }));
        vendor.MapPost("/v1/messages", AnswerAsync);
    }

    private static IResult Error(int status, string type, string message) => Results.Json(new { type = "error", error = new { type, message }, request_id = "req_sim" }, statusCode: status);

    private static IResult? Gate(HttpContext context)
    {
        var key = context.Request.Headers["x-api-key"].ToString();
        if (Magic.IsWrong(key)) return Error(401, "authentication_error", "invalid x-api-key");
        if (context.Request.Headers["anthropic-version"].Count == 0) return Error(400, "invalid_request_error", "anthropic-version: header is required");
        if (Magic.IsPoor(key)) return Error(400, "invalid_request_error", "Your credit balance is too low to access the Anthropic API.");
        return Magic.IsBusy(key) ? Magic.RetryNow(context, Error(429, "rate_limit_error", "This request would exceed your rate limit.")) : null;
    }

    private async Task<IResult> AnswerAsync(HttpContext context, CancellationToken ct)
    {
        if (Gate(context) is { } closed) return closed;
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body) return Error(400, "invalid_request_error", "The request body is not valid JSON");
        if (body.At("max_tokens") is null) return Error(400, "invalid_request_error", "max_tokens: Field required");
        var messages = body.Items("messages").ToList();
        if (messages.Count == 0) return Error(400, "invalid_request_error", "messages: at least one message is required");
        if (body.At("model") is not { } model || !model.StartsWith("claude-", StringComparison.Ordinal)) return Error(404, "not_found_error", $"model: {body.At("model")}");

        var blocks = messages.SelectMany(message => message.Items("content")).ToList();
        var prompt = string.Join('\n', messages.Where(m => m.At("role") == "user").Select(m => OpenAiWire.Text(m.Find("content"))));
        if (magic.Once(prompt, "busy")) return Magic.RetryNow(context, Error(429, "rate_limit_error", "This request would exceed your rate limit."));
        if (magic.Once(prompt, "trouble")) return Magic.RetryNow(context, Error(529, "overloaded_error", "Overloaded"));
        var schema = body.Find("output_config.format.schema") is { ValueKind: JsonValueKind.Object } shape ? shape : (JsonElement?)null;
        var tools = body.Items("tools").Select(tool => (tool.At("name")!, tool.Find("input_schema"))).ToList();
        var result = messages[^1].Items("content").FirstOrDefault(block => block.At("type") == "tool_result") is { ValueKind: JsonValueKind.Object } told ? OpenAiWire.Text(told.Find("content")) : null;
        var reply = SimulatedReply.To(prompt, schema, tools, result, blocks.Count(block => block.At("type") == "image"));
        var input = SimulatedReply.TokensOf(body.At("system") + prompt);
        return body.At("stream") == "true" ? new EventStream(Events(model, reply, input)) : Results.Json(Message(model, reply, input));
    }

    private static string Reason(SimulatedReply reply) => reply.Refused ? "refusal" : reply.CutOff ? "max_tokens" : reply.Call is null ? "end_turn" : "tool_use";

    private static JsonObject Message(string model, SimulatedReply reply, int input) => new()
    {
        ["id"] = "msg_sim", ["type"] = "message", ["role"] = "assistant", ["model"] = model, ["content"] = new JsonArray(Block(reply)), ["stop_reason"] = Reason(reply), ["stop_sequence"] = null, ["stop_details"] = null, ["container"] = null,
        ["usage"] = new JsonObject
        {
            ["input_tokens"] = input, ["output_tokens"] = reply.Tokens, ["cache_creation_input_tokens"] = 0, ["cache_read_input_tokens"] = 0, ["cache_creation"] = null,
            ["inference_geo"] = null, ["server_tool_use"] = null, ["service_tier"] = "standard",
        },
    };

    private static JsonObject Block(SimulatedReply reply) => reply.Call is { } call
        ? new JsonObject { ["type"] = "tool_use", ["id"] = "toolu_sim", ["name"] = call.Name, ["input"] = JsonNode.Parse(call.Arguments), ["caller"] = new JsonObject { ["type"] = "direct" } }
        : new JsonObject { ["type"] = "text", ["text"] = reply.Text, ["citations"] = null };

    private static IEnumerable<(string?, JsonNode)> Events(string model, SimulatedReply reply, int input)
    {
        static (string?, JsonNode) Event(string type, JsonObject data)
        {
            data["type"] = type;
            return (type, data);
        }

        var begun = Message(model, reply with { Text = "" }, input);
        begun["content"] = new JsonArray();
        begun["stop_reason"] = null;
        yield return Event("message_start", new JsonObject { ["message"] = begun });
        yield return Event("ping", []);
        var block = reply.Call is null ? new JsonObject { ["type"] = "text", ["text"] = "" } : Block(reply);
        if (reply.Call is not null) block["input"] = new JsonObject();
        yield return Event("content_block_start", new JsonObject { ["index"] = 0, ["content_block"] = block });
        var deltas = reply.Call is { } call
            ? call.Arguments.Chunk(16).Select(piece => new JsonObject { ["type"] = "input_json_delta", ["partial_json"] = new string(piece) })
            : reply.Pieces().Select(piece => new JsonObject { ["type"] = "text_delta", ["text"] = piece });
        foreach (var delta in deltas) yield return Event("content_block_delta", new JsonObject { ["index"] = 0, ["delta"] = delta });
        yield return Event("content_block_stop", new JsonObject { ["index"] = 0 });
        yield return Event("message_delta", new JsonObject { ["delta"] = new JsonObject { ["stop_reason"] = Reason(reply) }, ["usage"] = new JsonObject { ["output_tokens"] = reply.Tokens } });
        yield return Event("message_stop", []);
    }
}
