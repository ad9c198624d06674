using System.Text.Json;
using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Ollama;

/// <summary>Models on the user's own machine or on Ollama's cloud.</summary>
internal sealed class Ollama(Vendors vendors) : ITextProvider
{
    public const string Id = "ollama";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(Fault));

    public ProviderInfo Info => vendor.Info;

    /// <remarks>https://docs.ollama.com/api/tags</remarks>
    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync(
        async token => (await PulledAsync(key, token)) is { Count: > 0 } pulled
            ? vendor.Settings.Model is not { } model || pulled.Any(name => name == model || name.StartsWith(model + ":", StringComparison.Ordinal))
                ? KeyCheck.Valid
                : new KeyCheck(KeyStatus.Invalid, $"Ollama has no model \"{model}\". Run: ollama pull {model}")
            : new KeyCheck(KeyStatus.Invalid, $"Ollama runs but has no model yet. Run: ollama pull {Info.RecommendedModel?.Id}"),
        absenceIsFine: false, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) => new VendorChatClient(vendor, new OllamaForm(), key, ct => ModelAsync(model ?? vendor.Settings.Model, key, ct));

    private async Task<string> ModelAsync(string? chosen, ApiKey? key, CancellationToken ct) =>
        chosen ?? (await PulledAsync(key, ct) is [var first, ..] ? first : null) ?? throw vendor.Fault(ProviderFault.Configuration, "no model has been pulled");

    private async Task<IReadOnlyList<string>> PulledAsync(ApiKey? key, CancellationToken ct)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "api/tags");
        request.Options.Set(CallOptions.Check, true);
        return [.. (await vendor.SendAsync<JsonElement>(request, key, ct)).Items("models").Select(model => model.At("name")).OfType<string>()];
    }

    private static ProviderFault? Fault(VendorAnswer answer) =>
        !answer.IsSuccess && answer.Said?.Contains("not found", StringComparison.OrdinalIgnoreCase) == true ? ProviderFault.NotFound : null;
}
