using System.Text.Json;

namespace Synthora.Providers.Text.OpenAiCompatible;

// https://platform.openai.com/docs/api-reference/chat/create — the simulator's side of the protocol; the caller's side is the OpenAI package.
internal sealed record ChatBody(string? Model, IReadOnlyList<ChatMessageBody>? Messages, ChatFormatBody? ResponseFormat, int? MaxCompletionTokens, int? MaxTokens);

internal sealed record ChatMessageBody(string? Role, JsonElement Content);

internal sealed record ChatFormatBody(string? Type, ChatSchemaBody? JsonSchema);

internal sealed record ChatSchemaBody(string? Name, JsonElement Schema);
