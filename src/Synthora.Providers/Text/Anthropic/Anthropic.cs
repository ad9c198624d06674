using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Anthropic;

/// <summary>Anthropic's Claude models.</summary>
internal sealed class Anthropic(Vendors vendors) : ITextProvider
{
    public const string Id = "anthropic";
    private const string Version = "2023-06-01";
    private readonly Vendor vendor = vendors.Open(Id, new VendorManners(SignIn, Fault));

    public ProviderInfo Info => vendor.Info;

    /// <remarks>https://platform.claude.com/docs/en/api/models-list</remarks>
    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync("v1/models?limit=1", key, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) => new VendorChatClient(vendor, new AnthropicForm(), key, _ => Task.FromResult(vendor.Model(model).Id));

    private static void SignIn(HttpRequestMessage request, ApiKey key)
    {
        request.Headers.Add("x-api-key", key.Reveal());
        request.Headers.Add("anthropic-version", Version);
    }

    /// <remarks>https://platform.claude.com/docs/en/api/errors</remarks>
    private static ProviderFault? Fault(VendorAnswer answer) => answer.IsSuccess ? null : answer.Json.At("error.type") switch
    {
        "authentication_error" or "permission_error" => ProviderFault.BadKey,
        "billing_error" => ProviderFault.OutOfCredit,
        "rate_limit_error" => ProviderFault.RateLimited,
        "overloaded_error" or "api_error" or "timeout_error" => ProviderFault.Transient,
        "not_found_error" => ProviderFault.NotFound,
        // An empty prepaid account is told in words only.
        "invalid_request_error" when answer.Said?.Contains("credit balance", StringComparison.OrdinalIgnoreCase) == true => ProviderFault.OutOfCredit,
        _ => null,
    };
}
