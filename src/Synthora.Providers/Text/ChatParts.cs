using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Synthora.Providers.Text;

/// <summary>Small translations that every chat form needs.</summary>
internal static class ChatParts
{
    public static string System(IEnumerable<ChatMessage> messages, ChatOptions options) =>
        string.Join("\n\n", messages.Where(message => message.Role == ChatRole.System).Select(message => message.Text).Prepend(options.Instructions ?? "").Where(text => text.Length > 0));

    public static IEnumerable<ChatMessage> Talk(IEnumerable<ChatMessage> messages) => messages.Where(message => message.Role != ChatRole.System);

    public static IEnumerable<AIFunctionDeclaration> Functions(ChatOptions options) => options.Tools?.OfType<AIFunctionDeclaration>() ?? [];

    public static JsonNode Node(JsonElement json) => JsonNode.Parse(json.GetRawText())!;

    public static (string? Name, JsonNode Schema)? Schema(ChatOptions options) =>
        options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } format ? (format.SchemaName ?? "answer", Node(schema)) : null;

    public static bool WantsJson(ChatOptions options) => options.ResponseFormat is ChatResponseFormatJson { Schema: null };

    public static string Arguments(FunctionCallContent call) => JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>());

    public static JsonNode ArgumentsNode(FunctionCallContent call) => JsonSerializer.SerializeToNode(call.Arguments ?? new Dictionary<string, object?>())!;

    public static string Result(FunctionResultContent result) => result.Result switch
    {
        null => "",
        string text => text,
        JsonElement { ValueKind: JsonValueKind.String } text => text.GetString()!,
        var value => JsonSerializer.Serialize(value),
    };

    /// <summary>Arguments as a model wrote them; broken JSON becomes a call that says so instead of an exception.</summary>
    public static FunctionCallContent Call(string id, string name, string arguments)
    {
        try
        {
            return new FunctionCallContent(id, name, JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments.Length == 0 ? "{}" : arguments));
        }
        catch (JsonException broken)
        {
            return new FunctionCallContent(id, name) { Exception = broken };
        }
    }

    public static FunctionCallContent Call(string id, string name, JsonElement arguments) =>
        Call(id, name, arguments.ValueKind == JsonValueKind.Object ? arguments.GetRawText() : "{}");

    /// <summary>A picture as address or data URI; null for other content.</summary>
    public static string? Picture(AIContent content) => content switch
    {
        DataContent data when data.HasTopLevelMediaType("image") => data.Uri,
        UriContent link when link.HasTopLevelMediaType("image") => link.Uri.AbsoluteUri,
        _ => null,
    };

    /// <summary>What no form can carry is refused rather than left out.</summary>
    public static ProviderException Unsupported(string provider, AIContent content) => new(provider, ProviderFault.InvalidRequest,
        $"This model cannot take {(content as DataContent)?.MediaType ?? (content as UriContent)?.MediaType ?? content.GetType().Name}.", "Choose a model that can, or send still pictures.");

    public static JsonNode? ToolMode(ChatOptions options, string auto, string none, string any, Func<string, JsonNode> one) => options.ToolMode switch
    {
        NoneChatToolMode => none,
        RequiredChatToolMode { RequiredFunctionName: { } name } => one(name),
        RequiredChatToolMode => any,
        AutoChatToolMode => auto,
        _ => null,
    };

    public static UsageDetails Usage(double? input, double? output, double? cached = null, double? reasoning = null) => new()
    {
        InputTokenCount = (long?)input,
        OutputTokenCount = (long?)output,
        TotalTokenCount = (long?)(input + output),
        CachedInputTokenCount = (long?)cached,
        ReasoningTokenCount = (long?)reasoning,
    };

    public static ChatResponseUpdate Last(ChatFinishReason? reason, UsageDetails? usage) =>
        new(ChatRole.Assistant, usage is null ? [] : [new UsageContent(usage)]) { FinishReason = reason };
}
