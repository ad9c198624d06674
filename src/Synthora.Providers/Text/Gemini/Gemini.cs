using Microsoft.Extensions.AI;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text.Gemini;

/// <summary>Google's Gemini models, which also watch videos.</summary>
internal sealed class Gemini(Vendors vendors) : ITextProvider
{
    public const string Id = "gemini";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Header("x-goog-api-key", GoogleFaults.Read));

    public ProviderInfo Info => vendor.Info;

    /// <remarks>https://ai.google.dev/api/models#method:-models.list</remarks>
    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => vendor.CheckAsync("models?pageSize=1", key, ct);

    public IChatClient Chat(ApiKey? key, string? model = null) =>
        new VendorChatClient(vendor, new GeminiForm(new GeminiFiles(vendor)), key, _ => Task.FromResult(vendor.Model(model).Id));
}

/// <summary>Google's errors; a wrong key is HTTP 400 here.</summary>
/// <remarks>https://ai.google.dev/gemini-api/docs/troubleshooting</remarks>
internal static class GoogleFaults
{
    public static ProviderFault? Read(VendorAnswer answer)
    {
        if (answer.IsSuccess) return null;
        // Google's front end wraps the same error into a list.
        var error = answer.Json.Find("error") is { ValueKind: System.Text.Json.JsonValueKind.Object } plain ? plain : answer.Json.Find("0.error");
        if (error.Items("details").Any(detail => detail.At("reason") == "API_KEY_INVALID")) return ProviderFault.BadKey;
        return (error.At("status") ?? error.At("code")) switch
        {
            "PERMISSION_DENIED" or "UNAUTHENTICATED" => ProviderFault.BadKey,
            "RESOURCE_EXHAUSTED" => ProviderFault.RateLimited,
            "NOT_FOUND" => ProviderFault.NotFound,
            "UNAVAILABLE" or "INTERNAL" or "DEADLINE_EXCEEDED" => ProviderFault.Transient,
            "FAILED_PRECONDITION" when answer.Said?.Contains("billing", StringComparison.OrdinalIgnoreCase) == true => ProviderFault.OutOfCredit,
            _ => null,
        };
    }
}
