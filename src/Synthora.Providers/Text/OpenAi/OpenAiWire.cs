using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>The simulators' side of OpenAI's family: errors, gates and the two chat forms.</summary>
internal static class OpenAiWire
{
    public static IResult Error(int status, string message, string type, string? code) =>
        Results.Json(new { error = new { message, type, param = (string?)null, code } }, statusCode: status);

    public static IResult? Gate(string key, HttpContext context) => key switch
    {
        _ when Magic.IsWrong(key) => Error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
        _ when Magic.IsPoor(key) => Error(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
        _ when Magic.IsBusy(key) => Magic.RetryNow(context, Error(429, "Rate limit reached for requests.", "requests", "rate_limit_exceeded")),
        _ => null,
    };

    public static IResult? Stumble(Magic magic, string prompt, HttpContext context) =>
        magic.Once(prompt, "busy") ? Magic.RetryNow(context, Error(429, "Rate limit reached for requests.", "requests", "rate_limit_exceeded"))
        : magic.Once(prompt, "trouble") ? Magic.RetryNow(context, Error(503, "The engine is currently overloaded.", "server_error", null))
        : null;

    public static IResult Models(IEnumerable<string> ids) => Results.Json(new { @object = "list", data = ids.Select(id => new { id, @object = "model", created = 1_700_000_000, owned_by = "simulated" }) });

    public static async Task<JsonElement?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            return await request.ReadFromJsonAsync<JsonElement>(ct);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Text(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => part.At("text"))),
        _ => "",
    };

    public static IResult Completion(JsonElement body, SimulatedReply reply, int promptTokens)
    {
        var model = body.At("model");
        var reason = reply.Refused ? "content_filter" : reply.CutOff ? "length" : reply.Call is null ? "stop" : "tool_calls";
        var usage = new JsonObject { ["prompt_tokens"] = promptTokens, ["completion_tokens"] = reply.Tokens, ["total_tokens"] = promptTokens + reply.Tokens };
        var calls = reply.Call is { } call
            ? new JsonArray(new JsonObject { ["index"] = 0, ["id"] = "call_sim", ["type"] = "function", ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments } })
            : null;
        if (body.At("stream") != "true")
        {
            var message = new JsonObject { ["role"] = "assistant", ["content"] = calls is null ? reply.Text : null, ["refusal"] = null };
            if (calls is not null) message["tool_calls"] = calls;
            return Results.Json(new JsonObject
            {
                ["id"] = "chatcmpl-sim", ["object"] = "chat.completion", ["created"] = 1_700_000_000, ["model"] = model,
                ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["message"] = message, ["logprobs"] = null, ["finish_reason"] = reason }), ["usage"] = usage,
            });
        }

        JsonObject Chunk(JsonObject delta, string? finish) => new()
        {
            ["id"] = "chatcmpl-sim", ["object"] = "chat.completion.chunk", ["created"] = 1_700_000_000, ["model"] = model,
            ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
        };
        List<(string?, JsonNode)> events = [(null, Chunk(new JsonObject { ["role"] = "assistant", ["content"] = "" }, null))];
        if (calls is not null) events.Add((null, Chunk(new JsonObject { ["tool_calls"] = calls }, null)));
        else events.AddRange(reply.Pieces().Select(piece => ((string?)null, (JsonNode)Chunk(new JsonObject { ["content"] = piece }, null))));
        events.Add((null, Chunk([], reason)));
        if (body.At("stream_options.include_usage") == "true")
        {
            events.Add((null, new JsonObject
            {
                ["id"] = "chatcmpl-sim", ["object"] = "chat.completion.chunk", ["created"] = 1_700_000_000, ["model"] = model, ["choices"] = new JsonArray(), ["usage"] = usage,
            }));
        }

        return new EventStream(events, "[DONE]");
    }
}
