using Synthora.Providers.Http;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>What the codes of OpenAI's family mean, in the shapes its followers use.</summary>
/// <remarks>https://platform.openai.com/docs/guides/error-codes</remarks>
internal static class OpenAiFaults
{
    public static ProviderFault? Read(VendorAnswer answer)
    {
        if (answer.IsSuccess) return null;
        var code = answer.Json.At("error.code") ?? answer.Json.At("error.type") ?? answer.Json.At("code") ?? "";
        return code switch
        {
            "insufficient_quota" or "billing_hard_limit_reached" => ProviderFault.OutOfCredit,
            "invalid_api_key" => ProviderFault.BadKey,
            "model_not_found" => ProviderFault.NotFound,
            "content_policy_violation" or "moderation_blocked" or "content_filter" => ProviderFault.RejectedByPolicy,
            "rate_limit_exceeded" => ProviderFault.RateLimited,
            // xAI answers 400 to a wrong key on some routes: https://docs.x.ai/docs/api-reference
            _ when answer.Status == 400 && answer.Said?.Contains("API key", StringComparison.OrdinalIgnoreCase) == true => ProviderFault.BadKey,
            // Groq's flex tier is full: https://console.groq.com/docs/errors
            _ when answer.Status is 498 or 499 => ProviderFault.Transient,
            _ => null,
        };
    }
}
