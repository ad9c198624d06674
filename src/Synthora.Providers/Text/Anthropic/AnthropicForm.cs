using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Anthropic;

/// <summary>The Messages API.</summary>
/// <remarks>https://platform.claude.com/docs/en/api/messages</remarks>
internal sealed class AnthropicForm : IChatForm
{
    // The vendor wants a bound with every request.
    private const int UsualMaxTokens = 4096;

    public (string Path, JsonObject Body) Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options, string model, bool stream)
    {
        var body = new JsonObject { ["model"] = model, ["max_tokens"] = options.MaxOutputTokens ?? UsualMaxTokens, ["messages"] = Messages(messages) };
        if (ChatParts.System(messages, options) is { Length: > 0 } system) body["system"] = system;
        if (options.Temperature is { } temperature) body["temperature"] = Math.Clamp(temperature, 0, 1);
        if (options.StopSequences is { Count: > 0 } stops) body["stop_sequences"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        if (ChatParts.Schema(options) is { } shape)
            body["output_config"] = new JsonObject { ["format"] = new JsonObject { ["type"] = "json_schema", ["schema"] = shape.Schema } };

        var tools = ChatParts.Functions(options).Select(tool => (JsonNode)new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["input_schema"] = ChatParts.Node(tool.JsonSchema),
        }).ToArray();
        if (tools.Length > 0)
        {
            body["tools"] = new JsonArray(tools);
            if (ChatParts.ToolMode(options, "auto", "none", "any", name => name) is { } mode)
                body["tool_choice"] = options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } one } ? new JsonObject { ["type"] = "tool", ["name"] = one } : new JsonObject { ["type"] = mode };
        }

        if (stream) body["stream"] = true;
        return ("v1/messages", body);
    }

    public ChatResponse Read(JsonElement answer)
    {
        if (answer.Find("content").ValueKind != JsonValueKind.Array) throw new FormatException("There is no content.");
        List<AIContent> contents = [];
        foreach (var block in answer.Items("content"))
        {
            if (block.At("type") == "text") contents.Add(new TextContent(block.At("text")));
            else if (block.At("type") == "tool_use") contents.Add(ChatParts.Call(block.At("id") ?? "", block.At("name") ?? "", block.Find("input")));
            else if (block.At("type") == "thinking") contents.Add(new TextReasoningContent(block.At("thinking")) { ProtectedData = block.At("signature") });
        }

        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ResponseId = answer.At("id"),
            ModelId = answer.At("model"),
            FinishReason = Reason(answer.At("stop_reason")),
            Usage = Usage(answer.Find("usage")),
        };
    }

    public Func<string, JsonElement, IEnumerable<ChatResponseUpdate>> StreamReader()
    {
        var (id, name, arguments) = ("", "", new StringBuilder());
        double? input = null;
        string? model = null;
        return Read;

        IEnumerable<ChatResponseUpdate> Read(string kind, JsonElement json)
        {
            switch (json.At("type"))
            {
                case "message_start":
                    (input, model) = (json.Number("message.usage.input_tokens"), json.At("message.model"));
                    break;
                case "content_block_start" when json.At("content_block.type") == "tool_use":
                    (id, name) = (json.At("content_block.id") ?? "", json.At("content_block.name") ?? "");
                    arguments.Clear();
                    break;
                case "content_block_delta" when json.At("delta.type") == "text_delta":
                    yield return new ChatResponseUpdate(ChatRole.Assistant, json.At("delta.text")) { ModelId = model };
                    break;
                case "content_block_delta" when json.At("delta.type") == "input_json_delta":
                    arguments.Append(json.At("delta.partial_json"));
                    break;
                case "content_block_stop" when name.Length > 0:
                    yield return new ChatResponseUpdate(ChatRole.Assistant, [ChatParts.Call(id, name, arguments.ToString())]);
                    name = "";
                    break;
                case "message_delta":
                    yield return ChatParts.Last(Reason(json.At("delta.stop_reason")), ChatParts.Usage(input, json.Number("usage.output_tokens")));
                    break;
            }
        }
    }

    private static ChatFinishReason? Reason(string? reason) => reason switch
    {
        "max_tokens" or "model_context_window_exceeded" => ChatFinishReason.Length,
        "refusal" => ChatFinishReason.ContentFilter,
        "tool_use" => ChatFinishReason.ToolCalls,
        null => null,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails Usage(JsonElement usage) =>
        ChatParts.Usage(usage.Number("input_tokens"), usage.Number("output_tokens"), usage.Number("cache_read_input_tokens"));

    private static JsonArray Messages(IEnumerable<ChatMessage> messages)
    {
        var sent = new JsonArray();
        foreach (var message in ChatParts.Talk(messages))
        {
            var blocks = new JsonArray([.. message.Contents.Where(content => content is not UsageContent).Select(Block).OfType<JsonNode>()]);
            if (blocks.Count > 0) sent.Add(new JsonObject { ["role"] = message.Role == ChatRole.Assistant ? "assistant" : "user", ["content"] = blocks });
        }

        return sent;
    }

    private static JsonNode? Block(AIContent content) => content switch
    {
        TextContent text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
        // Thinking is only taken back with its signature.
        TextReasoningContent thought => thought.ProtectedData is { } signature ? new JsonObject { ["type"] = "thinking", ["thinking"] = thought.Text, ["signature"] = signature } : null,
        FunctionCallContent call => new JsonObject { ["type"] = "tool_use", ["id"] = call.CallId, ["name"] = call.Name, ["input"] = ChatParts.ArgumentsNode(call) },
        FunctionResultContent result => new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = result.CallId, ["content"] = ChatParts.Result(result), ["is_error"] = result.Exception is not null },
        DataContent data when data.HasTopLevelMediaType("image") =>
            Image(new JsonObject { ["type"] = "base64", ["media_type"] = data.MediaType, ["data"] = data.Base64Data.ToString() }),
        UriContent link when link.HasTopLevelMediaType("image") => Image(new JsonObject { ["type"] = "url", ["url"] = link.Uri.AbsoluteUri }),
        _ => throw ChatParts.Unsupported(Anthropic.Id, content),
    };

    private static JsonObject Image(JsonObject source) => new() { ["type"] = "image", ["source"] = source };
}
