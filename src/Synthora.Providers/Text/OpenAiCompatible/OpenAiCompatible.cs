using Microsoft.Extensions.AI;
using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Text.OpenAiCompatible;

/// <summary>Chat completions of any server that speaks OpenAI's protocol, set under <c>Providers:Text</c> or named with the user's key.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/chat, as LM Studio, vLLM, llama.cpp and many hosts speak it</remarks>
internal sealed class OpenAiCompatible(Vendors vendors) : ITextProvider
{
    public const string Id = "openai_compatible";

    /// <summary>Older than the catalogue, so it keeps its name.</summary>
    public const string Section = "Text";

    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read), Section);

    public ProviderInfo Info => vendor.Info;
    public string? Model => vendor.Settings.Model;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync(
        async token =>
        {
            var offered = await OpenAiModels.ListAsync(vendor, key, token, check: true);
            if (vendor.Settings.Model is not { } model) return offered.Count == 1 ? KeyCheck.Valid : Wrong(NoModelChosen(offered));
            return offered.Count == 0 || offered.Any(o => o == model || o.StartsWith(model + ":", StringComparison.Ordinal)) ? KeyCheck.Valid : Wrong(NoSuchModel(model, offered));
        },
        absenceIsFine: false, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) =>
        new VendorChatClient(vendor, new ChatCompletionsForm(Id), key, ct => ModelAsync(model ?? vendor.Settings.Model, key, ct));

    private async Task<string> ModelAsync(string? chosen, ApiKey? key, CancellationToken ct)
    {
        if (chosen is not null) return chosen;
        var offered = await OpenAiModels.ListAsync(vendor, key, ct);
        return offered.Count == 1 ? offered[0] : throw NoModelChosen(offered);
    }

    private static KeyCheck Wrong(ProviderException why) => new(KeyStatus.Invalid, why.Message);

    private static ProviderException NoModelChosen(IReadOnlyList<string> offered) => new(
        Id, ProviderFault.Configuration, "No language model is chosen.", $"Set Providers:{Section}:Model{Offer(offered)}.");

    private static ProviderException NoSuchModel(string model, IReadOnlyList<string> offered) => new(
        Id, ProviderFault.Configuration, $"The server has no model \"{model}\".", $"Set Providers:{Section}:Model{Offer(offered)}.");

    private static string Offer(IReadOnlyList<string> offered) => offered.Count == 0 ? "" : $" to one it offers, such as {string.Join(", ", offered.Take(3))}";
}
