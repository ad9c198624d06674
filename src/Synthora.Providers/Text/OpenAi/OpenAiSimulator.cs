using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Synthora.Providers.Catalog;
using Synthora.Providers.Http;
using Synthora.Providers.Simulation;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>The Responses API, with refusals, cut-off answers, function calls and its stream of named events.</summary>
internal sealed class OpenAiSimulator : ISimulator
{
    private readonly Magic magic = new();

    public string Id => OpenAi.Id;

    public void Map(RouteGroupBuilder vendor)
    {
        vendor.MapGet("/models", (HttpContext context) => OpenAiWire.Gate(Magic.Bearer(context.Request), context) ?? OpenAiWire.Models(Models));
        vendor.MapPost("/responses", AnswerAsync);
    }

    private static IEnumerable<string> Models => ProviderTable.Shipped[OpenAi.Id].Models.Where(model => model.Lifecycle != Lifecycle.Retired).Select(model => model.Id);

    private async Task<IResult> AnswerAsync(HttpContext context, CancellationToken ct)
    {
        if (OpenAiWire.Gate(Magic.Bearer(context.Request), context) is { } closed) return closed;
        if (await OpenAiWire.BodyAsync(context.Request, ct) is not { } body) return OpenAiWire.Error(400, "We could not parse the JSON body of your request.", "invalid_request_error", null);
        if (!Models.Contains(body.At("model"))) return OpenAiWire.Error(404, $"The model `{body.At("model")}` does not exist.", "invalid_request_error", "model_not_found");
        var input = body.Items("input").ToList();
        if (input.Count == 0) return OpenAiWire.Error(400, "Missing required parameter: 'input'.", "invalid_request_error", "missing_required_parameter");

        var prompt = string.Join('\n', input.Where(item => item.At("role") == "user").Select(item => OpenAiWire.Text(item.Find("content"))));
        if (OpenAiWire.Stumble(magic, prompt, context) is { } stumble) return stumble;
        var schema = body.Find("text.format.schema") is { ValueKind: JsonValueKind.Object } shape ? shape : (JsonElement?)null;
        var tools = body.Items("tools").Select(tool => (tool.At("name")!, tool.Find("parameters"))).ToList();
        var result = input[^1].At("type") == "function_call_output" ? input[^1].At("output") : null;
        var pictures = input.Sum(item => item.Items("content").Count(part => part.At("type") == "input_image"));
        var reply = SimulatedReply.To(prompt, schema, tools, result, pictures);
        var whole = Response(body.At("model")!, reply, SimulatedReply.TokensOf(body.At("instructions") + prompt));
        return body.At("stream") == "true" ? new EventStream(Events(whole, reply)) : Results.Json(whole);
    }

    private static JsonObject Response(string model, SimulatedReply reply, int input)
    {
        JsonObject item = reply.Call is { } call
            ? new() { ["type"] = "function_call", ["id"] = "fc_sim", ["call_id"] = "call_sim", ["name"] = call.Name, ["arguments"] = call.Arguments, ["status"] = "completed" }
            : new()
            {
                ["type"] = "message", ["id"] = "msg_sim", ["role"] = "assistant", ["status"] = "completed",
                ["content"] = new JsonArray(reply.Refused
                    ? new JsonObject { ["type"] = "refusal", ["refusal"] = reply.Text }
                    : new JsonObject { ["type"] = "output_text", ["text"] = reply.Text, ["annotations"] = new JsonArray(), ["logprobs"] = new JsonArray() }),
            };
        return new JsonObject
        {
            ["id"] = "resp_sim", ["object"] = "response", ["created_at"] = 1_700_000_000, ["status"] = reply.CutOff ? "incomplete" : "completed", ["error"] = null,
            ["incomplete_details"] = reply.CutOff ? new JsonObject { ["reason"] = "max_output_tokens" } : null, ["model"] = model, ["output"] = new JsonArray(item),
            ["instructions"] = null, ["tools"] = new JsonArray(), ["tool_choice"] = "auto", ["parallel_tool_calls"] = true, ["metadata"] = new JsonObject(), ["temperature"] = 1, ["top_p"] = 1,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = input, ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = 0, ["cache_write_tokens"] = 0 }, ["output_tokens"] = reply.Tokens,
                ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = 0 }, ["total_tokens"] = input + reply.Tokens,
            },
        };
    }

    private static IEnumerable<(string?, JsonNode)> Events(JsonObject whole, SimulatedReply reply)
    {
        var at = 0;
        (string?, JsonNode) Event(string type, Action<JsonObject> fill)
        {
            var data = new JsonObject { ["type"] = type, ["sequence_number"] = at++ };
            fill(data);
            return (type, data);
        }

        var item = whole["output"]![0]!;
        yield return Event("response.created", data => data["response"] = new JsonObject { ["id"] = "resp_sim", ["status"] = "in_progress" });
        yield return Event("response.output_item.added", data => (data["output_index"], data["item"]) = (0, new JsonObject { ["type"] = item["type"]!.GetValue<string>() }));
        if (reply.Call is null && !reply.Refused)
            foreach (var piece in reply.Pieces()) yield return Event("response.output_text.delta", data => (data["item_id"], data["delta"]) = ("msg_sim", piece));
        else if (reply.Call is { } call)
            yield return Event("response.function_call_arguments.delta", data => (data["item_id"], data["delta"]) = ("fc_sim", call.Arguments));
        yield return Event("response.output_item.done", data => (data["output_index"], data["item"]) = (0, item.DeepClone()));
        yield return Event(reply.CutOff ? "response.incomplete" : "response.completed", data => data["response"] = whole.DeepClone());
    }
}
