using System.Text.Json;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>The list of models, which costs nothing and so proves a key.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/models/list</remarks>
internal static class OpenAiModels
{
    /// <returns>What the server offers; empty when it does not tell.</returns>
    public static async Task<IReadOnlyList<string>> ListAsync(Vendor vendor, ApiKey? key, CancellationToken ct, bool check = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "models");
        if (check) request.Options.Set(CallOptions.Check, true);
        try
        {
            var answer = await vendor.SendAsync<JsonElement>(request, key, ct);
            return [.. answer.Items("data").Select(model => model.At("id")).OfType<string>()];
        }
        catch (ProviderException silent) when (silent.Fault == ProviderFault.NotFound)
        {
            return [];
        }
    }

    /// <param name="hasRights">Whether the vendor gives a key single rights, of which reading the models is one: then 403 is no wrong key.</param>
    public static Task<KeyCheck> CheckAsync(Vendor vendor, ApiKey? key, CancellationToken ct, bool hasRights = false) => vendor.CheckAsync(
        async token =>
        {
            try
            {
                await ListAsync(vendor, key, token, check: true);
                return KeyCheck.Valid;
            }
            catch (ProviderException restricted) when (hasRights && restricted.Status == 403)
            {
                return new KeyCheck(KeyStatus.Limited, $"{vendor.Info.Name} knows the key, but it may not read the list of models. If videos fail with it, give it more rights there.");
            }
        },
        absenceIsFine: false, ct);
}
