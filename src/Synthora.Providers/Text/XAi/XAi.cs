using System.Text.Json;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.XAi;

/// <summary>xAI's Grok models, over Chat Completions.</summary>
/// <remarks>https://docs.x.ai/docs/api-reference: two shapes of errors; its reasoning models refuse stop sequences.</remarks>
internal sealed class XAi(Vendors vendors) : ITextProvider
{
    public const string Id = "xai";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    /// <remarks>https://docs.x.ai/docs/api-reference#get-api-key-information</remarks>
    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync(
        async token =>
        {
            var about = await vendor.GetAsync<JsonElement>("api-key", key, token);
            return about.At("api_key_blocked") == "true" || about.At("api_key_disabled") == "true" || about.At("team_blocked") == "true"
                ? new KeyCheck(KeyStatus.Invalid, "xAI says that this key is blocked or switched off. Make a new key or ask your team.")
                : KeyCheck.Valid;
        },
        absenceIsFine: false, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) => new VendorChatClient(vendor, new ChatCompletionsForm(Id), key, _ => Task.FromResult(vendor.Model(model).Id));
}
