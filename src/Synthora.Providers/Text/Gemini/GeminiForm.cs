using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Gemini;

/// <summary>generateContent.</summary>
/// <remarks>https://ai.google.dev/api/generate-content. Temperature and its kin are deprecated from Gemini 3.6 on, so they are left out.</remarks>
internal sealed class GeminiForm(GeminiFiles files) : IChatForm
{
    private const string Signature = "thoughtSignature";

    public Task<IReadOnlyList<ChatMessage>> PrepareAsync(IReadOnlyList<ChatMessage> messages, ApiKey? key, CancellationToken ct) => files.UploadLargeAsync(messages, key, ct);

    public (string Path, JsonObject Body) Ask(IReadOnlyList<ChatMessage> messages, ChatOptions options, string model, bool stream)
    {
        var body = new JsonObject { ["contents"] = Contents(messages) };
        if (ChatParts.System(messages, options) is { Length: > 0 } system)
            body["systemInstruction"] = new JsonObject { ["parts"] = new JsonArray(new JsonObject { ["text"] = system }) };

        var config = new JsonObject();
        if (options.MaxOutputTokens is { } most) config["maxOutputTokens"] = most;
        if (options.StopSequences is { Count: > 0 } stops) config["stopSequences"] = new JsonArray([.. stops.Select(stop => (JsonNode)stop)]);
        if (options.ResponseFormat is ChatResponseFormatJson) config["responseMimeType"] = "application/json";
        if (ChatParts.Schema(options) is { } shape) config["responseJsonSchema"] = shape.Schema;
        if (config.Count > 0) body["generationConfig"] = config;

        var functions = ChatParts.Functions(options).Select(tool => (JsonNode)new JsonObject
        {
            ["name"] = tool.Name,
            ["description"] = tool.Description,
            ["parametersJsonSchema"] = ChatParts.Node(tool.JsonSchema),
        }).ToArray();
        if (functions.Length > 0)
        {
            body["tools"] = new JsonArray(new JsonObject { ["functionDeclarations"] = new JsonArray(functions) });
            if (ChatParts.ToolMode(options, "AUTO", "NONE", "ANY", _ => "ANY") is { } mode)
            {
                var calling = new JsonObject { ["mode"] = mode };
                if (options.ToolMode is RequiredChatToolMode { RequiredFunctionName: { } only }) calling["allowedFunctionNames"] = new JsonArray(only);
                body["toolConfig"] = new JsonObject { ["functionCallingConfig"] = calling };
            }
        }

        return ($"models/{Uri.EscapeDataString(model)}:{(stream ? "streamGenerateContent?alt=sse" : "generateContent")}", body);
    }

    public ChatResponse Read(JsonElement answer)
    {
        var blocked = IsBlocked(answer);
        if (!blocked && answer.Find("candidates.0").ValueKind != JsonValueKind.Object) throw new FormatException("There is no candidate.");
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, [.. Parts(answer)]))
        {
            ResponseId = answer.At("responseId"),
            ModelId = answer.At("modelVersion"),
            FinishReason = blocked ? ChatFinishReason.ContentFilter : Reason(answer),
            Usage = Usage(answer),
        };
    }

    public Func<string, JsonElement, IEnumerable<ChatResponseUpdate>> StreamReader() => (_, json) =>
    {
        var update = new ChatResponseUpdate(ChatRole.Assistant, [.. Parts(json)]) { ModelId = json.At("modelVersion") };
        if (IsBlocked(json)) update.FinishReason = ChatFinishReason.ContentFilter;
        else if (json.At("candidates.0.finishReason") is not null)
        {
            update.FinishReason = Reason(json);
            update.Contents.Add(new UsageContent(Usage(json)));
        }

        return [update];
    };

    /// <summary>A blocked prompt has feedback and no candidates at all; the feedback need not name the reason.</summary>
    private static bool IsBlocked(JsonElement answer) =>
        answer.At("promptFeedback.blockReason") is not null
        || answer.Find("promptFeedback").ValueKind == JsonValueKind.Object && answer.Find("candidates.0").ValueKind != JsonValueKind.Object;

    private static IEnumerable<AIContent> Parts(JsonElement answer)
    {
        foreach (var part in answer.Items("candidates.0.content.parts"))
        {
            AIContent? content = part.Find("functionCall") is { ValueKind: JsonValueKind.Object } call
                ? ChatParts.Call(call.At("id") ?? call.At("name") ?? "", call.At("name") ?? "", call.Find("args"))
                : part.At("thought") == "true" ? null : part.At("text") is { } text ? new TextContent(text) : null;
            if (content is null) continue;
            // Gemini 3 wants its signatures back unchanged when tools are used over several turns.
            if (part.At(Signature) is { } signature) (content.AdditionalProperties ??= [])[Signature] = signature;
            yield return content;
        }
    }

    private static ChatFinishReason? Reason(JsonElement answer) => answer.At("candidates.0.finishReason") switch
    {
        "MAX_TOKENS" => ChatFinishReason.Length,
        "SAFETY" or "RECITATION" or "PROHIBITED_CONTENT" or "BLOCKLIST" or "SPII" or "IMAGE_SAFETY" => ChatFinishReason.ContentFilter,
        _ => answer.Items("candidates.0.content.parts").Any(part => part.Find("functionCall").ValueKind == JsonValueKind.Object) ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop,
    };

    private static UsageDetails Usage(JsonElement answer) => ChatParts.Usage(
        answer.Number("usageMetadata.promptTokenCount"),
        (answer.Number("usageMetadata.candidatesTokenCount") ?? 0) + (answer.Number("usageMetadata.thoughtsTokenCount") ?? 0),
        answer.Number("usageMetadata.cachedContentTokenCount"), answer.Number("usageMetadata.thoughtsTokenCount"));

    private static JsonArray Contents(IReadOnlyList<ChatMessage> messages)
    {
        var names = messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().GroupBy(call => call.CallId).ToDictionary(calls => calls.Key, calls => calls.First().Name);
        return
        [
            .. ChatParts.Talk(messages).Select(message => (JsonNode)new JsonObject
            {
                ["role"] = message.Role == ChatRole.Assistant ? "model" : "user",
                ["parts"] = new JsonArray([.. message.Contents.Where(content => content is not (UsageContent or TextReasoningContent)).Select(content => Part(content, names))]),
            }),
        ];
    }

    private static JsonObject Part(AIContent content, Dictionary<string, string> names)
    {
        var part = content switch
        {
            TextContent text => new JsonObject { ["text"] = text.Text },
            FunctionCallContent call => new JsonObject { ["functionCall"] = new JsonObject { ["name"] = call.Name, ["args"] = ChatParts.ArgumentsNode(call) } },
            FunctionResultContent result => new JsonObject
            {
                ["functionResponse"] = new JsonObject { ["name"] = names.GetValueOrDefault(result.CallId, result.CallId), ["response"] = new JsonObject { ["result"] = ChatParts.Result(result) } },
            },
            DataContent data => new JsonObject { ["inlineData"] = new JsonObject { ["mimeType"] = data.MediaType, ["data"] = data.Base64Data.ToString() } },
            UriContent link => new JsonObject { ["fileData"] = new JsonObject { ["mimeType"] = link.MediaType, ["fileUri"] = link.Uri.AbsoluteUri } },
            _ => throw ChatParts.Unsupported(Gemini.Id, content),
        };
        if (content.AdditionalProperties?.TryGetValue(Signature, out string? signature) == true) part[Signature] = signature;
        return part;
    }
}
