using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>OpenAI's Responses API, the only one where its newest models take tools.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/responses/create</remarks>
internal sealed class ResponsesForm(string provider) : IChatForm
{
    public (string Path, JsonObject Body) Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options, string model, bool stream)
    {
        // Nothing is kept at the vendor: the conversation is sent whole each time.
        var body = new JsonObject { ["model"] = model, ["input"] = Input(messages), ["store"] = false };
        if (ChatParts.System(messages, options) is { Length: > 0 } system) body["instructions"] = system;
        if (options.MaxOutputTokens is { } most) body["max_output_tokens"] = most;
        if (options.Temperature is { } temperature) body["temperature"] = temperature;
        if (ChatParts.Schema(options) is { } shape)
        {
            body["text"] = new JsonObject
            {
                ["format"] = new JsonObject { ["type"] = "json_schema", ["name"] = shape.Name, ["schema"] = shape.Schema, ["strict"] = StrictSchema.Fits(shape.Schema) },
            };
        }
        else if (ChatParts.WantsJson(options)) body["text"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_object" } };

        var tools = ChatParts.Functions(options).Select(tool => (JsonNode)new JsonObject
        {
            ["type"] = "function",
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parameters"] = ChatParts.Node(tool.JsonSchema),
            ["strict"] = false,
        }).ToArray();
        if (tools.Length > 0)
        {
            body["tools"] = new JsonArray(tools);
            if (ChatParts.ToolMode(options, "auto", "none", "required", name => new JsonObject { ["type"] = "function", ["name"] = name }) is { } mode) body["tool_choice"] = mode;
            if (options.AllowMultipleToolCalls is { } many) body["parallel_tool_calls"] = many;
        }

        if (stream) body["stream"] = true;
        return ("responses", body);
    }

    public ChatResponse Read(JsonElement answer)
    {
        if (answer.Find("output").ValueKind != JsonValueKind.Array) throw new FormatException("There is no output.");
        List<AIContent> contents = [];
        var refused = false;
        foreach (var item in answer.Items("output"))
        {
            switch (item.At("type"))
            {
                case "message":
                    foreach (var part in item.Items("content"))
                    {
                        refused |= part.At("type") == "refusal";
                        contents.Add(new TextContent(part.At("text") ?? part.At("refusal")));
                    }

                    break;
                case "function_call":
                    contents.Add(ChatParts.Call(item.At("call_id") ?? "", item.At("name") ?? "", item.At("arguments") ?? ""));
                    break;
            }
        }

        var calls = contents.OfType<FunctionCallContent>().Any();
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ResponseId = answer.At("id"),
            ModelId = answer.At("model"),
            FinishReason = refused ? ChatFinishReason.ContentFilter : Reason(answer, calls),
            Usage = Usage(answer),
        };
    }

    public Func<string, JsonElement, IEnumerable<ChatResponseUpdate>> StreamReader() => (_, json) => json.At("type") switch
    {
        "response.output_text.delta" => [new ChatResponseUpdate(ChatRole.Assistant, json.At("delta"))],
        "response.output_item.done" when json.At("item.type") == "function_call" =>
            [new ChatResponseUpdate(ChatRole.Assistant, [ChatParts.Call(json.At("item.call_id") ?? "", json.At("item.name") ?? "", json.At("item.arguments") ?? "")])],
        "response.completed" or "response.incomplete" => [Last(json.Find("response"))],
        "response.failed" => throw new ProviderException(provider, ProviderFault.Transient, $"The answer failed: {json.At("response.error.message")}", "Try again."),
        _ => [],
    };

    private ChatResponseUpdate Last(JsonElement response)
    {
        var whole = Read(response);
        var last = ChatParts.Last(whole.FinishReason, whole.Usage);
        last.ModelId = whole.ModelId;
        last.ResponseId = whole.ResponseId;
        return last;
    }

    private static ChatFinishReason Reason(JsonElement answer, bool calls) => (answer.At("status"), answer.At("incomplete_details.reason")) switch
    {
        (_, "max_output_tokens") => ChatFinishReason.Length,
        (_, "content_filter") => ChatFinishReason.ContentFilter,
        _ => calls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    private static UsageDetails Usage(JsonElement answer) => ChatParts.Usage(
        answer.Number("usage.input_tokens"), answer.Number("usage.output_tokens"),
        answer.Number("usage.input_tokens_details.cached_tokens"), answer.Number("usage.output_tokens_details.reasoning_tokens"));

    private JsonArray Input(IEnumerable<ChatMessage> messages)
    {
        var input = new JsonArray();
        foreach (var message in ChatParts.Talk(messages))
        {
            var parts = new JsonArray();
            foreach (var content in message.Contents)
            {
                switch (content)
                {
                    case FunctionCallContent call:
                        input.Add(new JsonObject { ["type"] = "function_call", ["call_id"] = call.CallId, ["name"] = call.Name, ["arguments"] = ChatParts.Arguments(call) });
                        break;
                    case FunctionResultContent result:
                        input.Add(new JsonObject { ["type"] = "function_call_output", ["call_id"] = result.CallId, ["output"] = ChatParts.Result(result) });
                        break;
                    case TextContent text:
                        parts.Add(new JsonObject { ["type"] = message.Role == ChatRole.Assistant ? "output_text" : "input_text", ["text"] = text.Text });
                        break;
                    case TextReasoningContent or UsageContent:
                        break;
                    default:
                        parts.Add(new JsonObject { ["type"] = "input_image", ["image_url"] = ChatParts.Picture(content) ?? throw ChatParts.Unsupported(provider, content), ["detail"] = "auto" });
                        break;
                }
            }

            if (parts.Count > 0) input.Add(new JsonObject { ["role"] = message.Role == ChatRole.Assistant ? "assistant" : "user", ["content"] = parts });
        }

        return input;
    }
}
