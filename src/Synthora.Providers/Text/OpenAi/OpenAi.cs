using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>OpenAI's language models.</summary>
internal sealed class OpenAi(Vendors vendors) : ITextProvider
{
    public const string Id = "openai_gpt";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct, hasRights: true);

    public IChatClient Chat(ApiKey? key, string? model = null) => new VendorChatClient(vendor, new ResponsesForm(Id), key, _ => Task.FromResult(vendor.Model(model).Id));
}
