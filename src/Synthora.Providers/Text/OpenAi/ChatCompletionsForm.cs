using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>OpenAI's Chat Completions, which Groq, xAI, LM Studio, vLLM and most others speak.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/chat/create</remarks>
internal sealed class ChatCompletionsForm(string provider) : IChatForm
{
    public (string Path, JsonObject Body) Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options, string model, bool stream)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = Messages(messages, options) };
        if (options.MaxOutputTokens is { } most) body["max_completion_tokens"] = most;
        if (options.Temperature is { } temperature) body["temperature"] = temperature;
        if (options.StopSequences is { Count: > 0 } stops) body["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        if (ChatParts.Schema(options) is { } shape)
        {
            body["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = shape.Name, ["schema"] = shape.Schema, ["strict"] = StrictSchema.Fits(shape.Schema) },
            };
        }
        else if (ChatParts.WantsJson(options)) body["response_format"] = new JsonObject { ["type"] = "json_object" };

        var tools = ChatParts.Functions(options).Select(tool => (JsonNode)new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = ChatParts.Node(tool.JsonSchema) },
        }).ToArray();
        if (tools.Length > 0)
        {
            body["tools"] = new JsonArray(tools);
            JsonNode One(string name) => new JsonObject { ["type"] = "function", ["function"] = new JsonObject { ["name"] = name } };
            if (ChatParts.ToolMode(options, "auto", "none", "required", One) is { } mode) body["tool_choice"] = mode;
        }

        if (stream) (body["stream"], body["stream_options"]) = (true, new JsonObject { ["include_usage"] = true });
        return ("chat/completions", body);
    }

    public ChatResponse Read(JsonElement answer)
    {
        var choice = answer.Find("choices.0");
        if (choice.ValueKind != JsonValueKind.Object) throw new FormatException("There is no choice.");
        List<AIContent> contents = [];
        if (choice.At("message.content") is { Length: > 0 } text) contents.Add(new TextContent(text));
        foreach (var call in choice.Items("message.tool_calls"))
            contents.Add(ChatParts.Call(call.At("id") ?? "", call.At("function.name") ?? "", call.At("function.arguments") ?? ""));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, contents))
        {
            ResponseId = answer.At("id"),
            ModelId = answer.At("model"),
            FinishReason = choice.At("message.refusal") is { Length: > 0 } ? ChatFinishReason.ContentFilter : Reason(choice.At("finish_reason")),
            Usage = Usage(answer),
        };
    }

    public Func<string, JsonElement, IEnumerable<ChatResponseUpdate>> StreamReader()
    {
        // A tool call arrives in pieces that carry its place; it is passed on when the choice ends.
        var calls = new SortedDictionary<int, (string Id, string Name, string Arguments)>();
        return Read;

        IEnumerable<ChatResponseUpdate> Read(string kind, JsonElement json)
        {
            foreach (var piece in json.Items("choices.0.delta.tool_calls"))
            {
                var at = (int)(piece.Number("index") ?? 0);
                var known = calls.GetValueOrDefault(at, ("", "", ""));
                calls[at] = (known.Item1 + piece.At("id"), known.Item2 + piece.At("function.name"), known.Item3 + piece.At("function.arguments"));
            }

            if (json.At("choices.0.delta.content") is { Length: > 0 } text) yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = json.At("model") };
            if (json.At("choices.0.finish_reason") is { } reason)
            {
                foreach (var call in calls.Values) yield return new ChatResponseUpdate(ChatRole.Assistant, [ChatParts.Call(call.Id, call.Name, call.Arguments)]);
                calls.Clear();
                yield return ChatParts.Last(Reason(reason), null);
            }

            if (json.Find("usage").ValueKind == JsonValueKind.Object) yield return ChatParts.Last(null, Usage(json));
        }
    }

    private static ChatFinishReason? Reason(string? reason) => reason switch
    {
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        null => null,
        _ => ChatFinishReason.Stop,
    };

    private static UsageDetails Usage(JsonElement answer)
    {
        var (input, output) = (answer.Number("usage.prompt_tokens"), answer.Number("usage.completion_tokens"));
        // OpenAI counts its thinking among the completion, xAI beside it; both bill it, and the total has it.
        if (answer.Number("usage.total_tokens") - input is { } whole && whole > output) output = whole;
        return ChatParts.Usage(input, output, answer.Number("usage.prompt_tokens_details.cached_tokens"), answer.Number("usage.completion_tokens_details.reasoning_tokens"));
    }

    private JsonArray Messages(IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        var sent = new JsonArray();
        if (ChatParts.System(messages, options) is { Length: > 0 } system) sent.Add(new JsonObject { ["role"] = "system", ["content"] = system });
        foreach (var message in ChatParts.Talk(messages))
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
                sent.Add(new JsonObject { ["role"] = "tool", ["tool_call_id"] = result.CallId, ["content"] = ChatParts.Result(result) });
            var calls = message.Contents.OfType<FunctionCallContent>().Select(call => (JsonNode)new JsonObject
            {
                ["id"] = call.CallId,
                ["type"] = "function",
                ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = ChatParts.Arguments(call) },
            }).ToArray();
            var rest = message.Contents.Where(content => content is not (FunctionCallContent or FunctionResultContent or TextReasoningContent or UsageContent)).ToList();
            if (rest.Count == 0 && calls.Length == 0) continue;
            var one = new JsonObject { ["role"] = message.Role == ChatRole.Assistant ? "assistant" : "user" };
            // Plain text goes as a plain string: that is all some small servers understand.
            if (rest.TrueForAll(content => content is TextContent)) one["content"] = rest.Count == 0 ? null : string.Concat(rest.Cast<TextContent>().Select(part => part.Text));
            else one["content"] = new JsonArray([.. rest.Select(Part)]);
            if (calls.Length > 0) one["tool_calls"] = new JsonArray(calls);
            sent.Add(one);
        }

        return sent;
    }

    private JsonNode Part(AIContent content) => content is TextContent text
        ? new JsonObject { ["type"] = "text", ["text"] = text.Text }
        : new JsonObject { ["type"] = "image_url", ["image_url"] = new JsonObject { ["url"] = ChatParts.Picture(content) ?? throw ChatParts.Unsupported(provider, content) } };
}
