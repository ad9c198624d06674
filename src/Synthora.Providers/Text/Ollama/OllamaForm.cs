using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Ollama;

/// <summary>Ollama's own chat, which lets the context grow; its OpenAI-shaped surface cannot.</summary>
/// <remarks>https://docs.ollama.com/api/chat</remarks>
internal sealed class OllamaForm : IChatForm
{
    // Its default context is too small for a script and its instructions.
    private const int ContextTokens = 16_384;

    public (string Path, JsonObject Body) Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options, string model, bool stream)
    {
        var settings = new JsonObject { ["num_ctx"] = ContextTokens };
        if (options.MaxOutputTokens is { } most) settings["num_predict"] = most;
        if (options.Temperature is { } temperature) settings["temperature"] = temperature;
        if (options.StopSequences is { Count: > 0 } stops) settings["stop"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        var body = new JsonObject { ["model"] = model, ["messages"] = Messages(messages, options), ["stream"] = stream, ["options"] = settings };
        if (ChatParts.Schema(options) is { } shape) body["format"] = shape.Schema;
        else if (ChatParts.WantsJson(options)) body["format"] = "json";
        var tools = ChatParts.Functions(options).Select(tool => (JsonNode)new JsonObject
        {
            ["type"] = "function",
            ["function"] = new JsonObject { ["name"] = tool.Name, ["description"] = tool.Description, ["parameters"] = ChatParts.Node(tool.JsonSchema) },
        }).ToArray();
        if (tools.Length > 0 && options.ToolMode is not NoneChatToolMode) body["tools"] = new JsonArray(tools);
        return ("api/chat", body);
    }

    public ChatResponse Read(JsonElement answer)
    {
        if (answer.Find("message").ValueKind != JsonValueKind.Object) throw new FormatException("There is no message.");
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. Contents(answer)])) { ModelId = answer.At("model"), FinishReason = Reason(answer), Usage = Usage(answer) };
    }

    public Func<string, JsonElement, IEnumerable<ChatResponseUpdate>> StreamReader() => (_, line) =>
    {
        var update = new ChatResponseUpdate(ChatRole.Assistant, [.. Contents(line)]) { ModelId = line.At("model") };
        if (line.At("done") == "true")
        {
            update.FinishReason = Reason(line);
            update.Contents.Add(new UsageContent(Usage(line)));
        }

        return [update];
    };

    private static IEnumerable<AIContent> Contents(JsonElement answer)
    {
        if (answer.At("message.content") is { Length: > 0 } text) yield return new TextContent(text);
        var at = 0;
        // Calls have no ids here, so their place serves.
        foreach (var call in answer.Items("message.tool_calls"))
            yield return ChatParts.Call($"call_{at++}", call.At("function.name") ?? "", call.Find("function.arguments"));
    }

    private static ChatFinishReason Reason(JsonElement answer) =>
        answer.At("done_reason") == "length" ? ChatFinishReason.Length
        : answer.Items("message.tool_calls").Any() ? ChatFinishReason.ToolCalls
        : ChatFinishReason.Stop;

    private static UsageDetails Usage(JsonElement answer) => ChatParts.Usage(answer.Number("prompt_eval_count"), answer.Number("eval_count"));

    private static JsonArray Messages(IReadOnlyList<ChatMessage> messages, ChatOptions options)
    {
        var names = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().GroupBy(call => call.CallId).ToDictionary(calls => calls.Key, calls => calls.First().Name);
        var sent = new JsonArray();
        if (ChatParts.System(messages, options) is { Length: > 0 } system) sent.Add(new JsonObject { ["role"] = "system", ["content"] = system });
        foreach (var message in ChatParts.Talk(messages))
        {
            foreach (var result in message.Contents.OfType<FunctionResultContent>())
                sent.Add(new JsonObject { ["role"] = "tool", ["tool_name"] = names.GetValueOrDefault(result.CallId, result.CallId), ["content"] = ChatParts.Result(result) });
            var calls = message.Contents.OfType<FunctionCallContent>()
                .Select(call => (JsonNode)new JsonObject { ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = ChatParts.ArgumentsNode(call) } }).ToArray();
            var pictures = message.Contents.OfType<DataContent>().Select(data => data.HasTopLevelMediaType("image") ? (JsonNode)data.Base64Data.ToString() : throw ChatParts.Unsupported(Ollama.Id, data)).ToArray();
            if (message.Contents.OfType<UriContent>().FirstOrDefault() is { } link) throw ChatParts.Unsupported(Ollama.Id, link);
            if (message.Text.Length == 0 && calls.Length == 0 && pictures.Length == 0) continue;
            var one = new JsonObject { ["role"] = message.Role == ChatRole.Assistant ? "assistant" : "user", ["content"] = message.Text };
            if (pictures.Length > 0) one["images"] = new JsonArray(pictures);
            if (calls.Length > 0) one["tool_calls"] = new JsonArray(calls);
            sent.Add(one);
        }

        return sent;
    }
}
