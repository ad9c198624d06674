using Microsoft.Extensions.AI;
using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.Groq;

/// <summary>Groq's fast open models, over Chat Completions.</summary>
/// <remarks>https://console.groq.com/docs/openai: no logprobs, no names in messages, one choice.</remarks>
internal sealed class Groq(Vendors vendors) : ITextProvider
{
    public const string Id = "groq";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) => new VendorChatClient(vendor, new ChatCompletionsForm(Id), key, _ => Task.FromResult(vendor.Model(model).Id));
}
