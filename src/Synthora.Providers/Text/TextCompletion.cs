using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Synthora.Providers.Text;

public static class TextCompletion
{
    /// <summary>One question, one whole answer; JSON is checked against its schema whatever the model promises.</summary>
    /// <exception cref="ProviderException">No usable answer came.</exception>
    public static async Task<TextAnswer> CompleteAsync(this ITextProvider provider, TextRequest request, ApiKey? key, CancellationToken ct, string? model = null)
    {
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(request);
        using var client = provider.Chat(key, model);
        if (request.JsonSchema is null) return await AskAsync(provider, client, request.System, request, null, ct);

        TextAnswer? first = null;
        try
        {
            var format = ChatResponseFormat.ForJsonSchema(JsonSerializer.Deserialize<JsonElement>(request.JsonSchema), "answer");
            first = await AskAsync(provider, client, request.System, request, format, ct);
            if (JsonAnswer.Extract(first.Text, request.JsonSchema) is { } json) return first with { Text = json };
        }
        catch (ProviderException unknown) when (IsAboutFormat(unknown))
        {
            // Many local servers do not know response formats; they are asked in words below.
        }

        var system = $"{request.System}\n\nAnswer with one JSON value only, without any other text, that fits this JSON schema:\n{request.JsonSchema}";
        var second = await AskAsync(provider, client, system, request, null, ct);
        if (JsonAnswer.Extract(second.Text, request.JsonSchema) is not { } answer)
        {
            throw new ProviderException(provider.Info.Id, ProviderFault.BadAnswer, $"The model {second.Model} did not answer in the form that was asked for.",
                "Try again or choose a larger model.");
        }

        return second with { Text = answer, InputTokens = second.InputTokens + (first?.InputTokens ?? 0), OutputTokens = second.OutputTokens + (first?.OutputTokens ?? 0) };
    }

    private static async Task<TextAnswer> AskAsync(
        ITextProvider provider, IChatClient client, string system, TextRequest request, ChatResponseFormat? format, CancellationToken ct)
    {
        List<ChatMessage> messages = [new(ChatRole.User, request.Prompt)];
        if (system.Length > 0) messages.Insert(0, new ChatMessage(ChatRole.System, system));
        var answer = await client.GetResponseAsync(messages, new ChatOptions { MaxOutputTokens = request.MaxTokens, ResponseFormat = format }, ct);
        var name = answer.ModelId ?? "";
        ProviderException Failed(ProviderFault fault, string cause, string remedy) => new(provider.Info.Id, fault, cause, remedy);
        if (answer.FinishReason == ChatFinishReason.ContentFilter)
            throw Failed(ProviderFault.RejectedByPolicy, $"The model {name} refused to answer.", "Word the topic differently.");
        if (answer.FinishReason == ChatFinishReason.Length)
            throw Failed(ProviderFault.BadAnswer, $"The answer was cut off at {request.MaxTokens} tokens.", "Ask for less at once or choose a model that writes shorter.");
        if (string.IsNullOrWhiteSpace(answer.Text))
            throw Failed(ProviderFault.BadAnswer, $"The model {name} answered with nothing.", "Try again or choose another model.");
        return new TextAnswer(answer.Text, name, (int?)answer.Usage?.InputTokenCount, (int?)answer.Usage?.OutputTokenCount);
    }

    /// <summary>Whether the server complains about the schema rather than about the request's content.</summary>
    private static bool IsAboutFormat(ProviderException told) => told.Fault == ProviderFault.InvalidRequest
        && (told.Cause.Contains("format", StringComparison.OrdinalIgnoreCase) || told.Cause.Contains("schema", StringComparison.OrdinalIgnoreCase));
}
