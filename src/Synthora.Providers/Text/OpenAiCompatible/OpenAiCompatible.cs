using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;

namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>Chat completions of any server that speaks OpenAI's protocol.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/chat and https://docs.ollama.com/api/openai-compatibility</remarks>
public sealed class OpenAiCompatible(IHttpClientFactory clients, OpenAiCompatibleOptions options) : ITextProvider
{
    public const string Id = "openai_compatible";
    private static readonly TimeSpan CheckLimit = TimeSpan.FromSeconds(10);

    public ProviderInfo Info { get; } = new(Id, "OpenAI-compatible server", Capability.Text, RequiresKey: false, new Uri("https://platform.openai.com/docs/api-reference/chat"));

    public async Task<string?> CheckAsync(ApiKey? key, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(CheckLimit);
        try
        {
            var offered = await ModelsAsync(key, limit.Token);
            if (options.Model is not { Length: > 0 } model) return offered.Count == 1 ? null : NoModelChosen(offered).Message;
            return offered.Count == 0 || offered.Any(o => o == model || o.StartsWith(model + ":", StringComparison.Ordinal)) ? null : NoSuchModel(model, offered).Message;
        }
        catch (ProviderException failed)
        {
            return failed.Message;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"{options.BaseUrl} did not answer within {CheckLimit.TotalSeconds} seconds. Check that the server runs.";
        }
    }

    public async Task<TextAnswer> CompleteAsync(TextRequest request, ApiKey? key, CancellationToken ct)
    {
        var model = options.Model is { Length: > 0 } chosen ? chosen : await OnlyModelAsync(key, ct);
        var client = Client(key).GetChatClient(model);
        if (request.JsonSchema is null) return await AskAsync(client, model, request.System, request, null, ct);

        var format = ChatResponseFormat.CreateJsonSchemaFormat("answer", BinaryData.FromString(request.JsonSchema));
        TextAnswer? first = null;
        try
        {
            first = await AskAsync(client, model, request.System, request, format, ct);
            if (JsonAnswer.Extract(first.Text, request.JsonSchema) is { } json) return first with { Text = json };
        }
        catch (ProviderException unknown) when (unknown.InnerException is ClientResultException { Status: 400 or 422 or 501 } told && OpenAiErrors.IsAboutFormat(told))
        {
            // Many local servers do not know response_format; they are asked in words below.
        }

        var system = $"{request.System}\n\nAnswer with one JSON value only, without any other text, that fits this JSON schema:\n{request.JsonSchema}";
        var second = await AskAsync(client, model, system, request, null, ct);
        if (JsonAnswer.Extract(second.Text, request.JsonSchema) is not { } answer)
            throw new ProviderException(Id, ProviderFault.BadAnswer, $"The model {model} did not answer in the form that was asked for.", "Try again or choose a larger model.");
        return second with { Text = answer, InputTokens = second.InputTokens + (first?.InputTokens ?? 0), OutputTokens = second.OutputTokens + (first?.OutputTokens ?? 0) };
    }

    private async Task<TextAnswer> AskAsync(ChatClient client, string model, string system, TextRequest request, ChatResponseFormat? format, CancellationToken ct)
    {
        try
        {
            ChatCompletion completion = await client.CompleteChatAsync(
                [new SystemChatMessage(system), new UserChatMessage(request.Prompt)],
                new ChatCompletionOptions { MaxOutputTokenCount = request.MaxTokens, ResponseFormat = format }, ct);
            return Answer(completion, request);
        }
        catch (Exception failed) when (OpenAiErrors.From(failed, options, model, ct) is { } known)
        {
            throw known;
        }
    }

    private static TextAnswer Answer(ChatCompletion completion, TextRequest request)
    {
        var text = string.Concat(completion.Content.Select(part => part.Text));
        if (completion.Refusal is { Length: > 0 } || completion.FinishReason == ChatFinishReason.ContentFilter)
            throw new ProviderException(Id, ProviderFault.Refused, $"The model {completion.Model} refused to answer.", "Word the topic differently.");
        if (completion.FinishReason == ChatFinishReason.Length)
            throw new ProviderException(Id, ProviderFault.BadAnswer, $"The answer was cut off at {request.MaxTokens} tokens.", "Ask for less at once or choose a model that writes shorter.");
        if (string.IsNullOrWhiteSpace(text))
            throw new ProviderException(Id, ProviderFault.BadAnswer, $"The model {completion.Model} answered with nothing.", "Try again or choose another model.");
        return new TextAnswer(text, completion.Model, completion.Usage?.InputTokenCount, completion.Usage?.OutputTokenCount);
    }

    private async Task<string> OnlyModelAsync(ApiKey? key, CancellationToken ct)
    {
        var offered = await ModelsAsync(key, ct);
        return offered.Count == 1 ? offered[0] : throw NoModelChosen(offered);
    }

    /// <returns>What the server offers; empty when it does not tell.</returns>
    private async Task<IReadOnlyList<string>> ModelsAsync(ApiKey? key, CancellationToken ct)
    {
        try
        {
            OpenAIModelCollection models = await Client(key).GetOpenAIModelClient().GetModelsAsync(ct);
            return [.. models.Select(m => m.Id)];
        }
        catch (ClientResultException silent) when (silent.Status is 403 or 404 or 405)
        {
            return [];
        }
        catch (Exception failed) when (OpenAiErrors.From(failed, options, options.Model ?? "", ct) is { } known)
        {
            throw known;
        }
    }

    private OpenAIClient Client(ApiKey? key)
    {
        // The client sends a key in any case; servers without keys ignore it.
        var secret = key?.Reveal() ?? (options.ApiKey is { Length: > 0 } own ? own : "none");
        return new OpenAIClient(new ApiKeyCredential(secret), new OpenAIClientOptions
        {
            Endpoint = options.Endpoint(),
            NetworkTimeout = TimeSpan.FromSeconds(options.TimeoutSeconds),
            RetryPolicy = new UnacceptedRetryPolicy(),
            Transport = new HttpClientPipelineTransport(clients.CreateClient(Id)),
        });
    }

    private static ProviderException NoModelChosen(IReadOnlyList<string> offered) => new(Id, ProviderFault.Configuration,
        "No language model is chosen.", $"Set {OpenAiCompatibleOptions.Section}:Model{Offer(offered)}.");

    private static ProviderException NoSuchModel(string model, IReadOnlyList<string> offered) => new(Id, ProviderFault.Configuration,
        $"The server has no model \"{model}\".", $"Set {OpenAiCompatibleOptions.Section}:Model{Offer(offered)}.");

    private static string Offer(IReadOnlyList<string> offered) => offered.Count == 0 ? "" : $" to one it offers, such as {string.Join(", ", offered.Take(3))}";
}
