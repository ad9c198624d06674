using Synthora.Providers.Http;

namespace Synthora.Providers.VideoAi.MiniMax;

/// <summary>MiniMax answers HTTP 200 with the error inside.</summary>
/// <remarks>https://platform.minimax.io/docs/api-reference/errorcode</remarks>
internal static class MiniMaxFaults
{
    public static VendorManners Manners { get; } = VendorManners.Bearer(Read);

    /// <remarks>https://platform.minimax.io/docs/api-reference/file-management-list: a list costs nothing.</remarks>
    public static Task<KeyCheck> CheckAsync(Vendor vendor, ApiKey? key, CancellationToken ct) => vendor.CheckAsync("v1/files/list?purpose=voice_clone", key, ct);

    private static ProviderFault? Read(VendorAnswer answer) => (int?)answer.Json.Number("base_resp.status_code") switch
    {
        null or 0 => null,
        1004 or 2049 => ProviderFault.BadKey,
        1008 => ProviderFault.OutOfCredit,
        1002 or 1039 => ProviderFault.RateLimited,
        1026 or 1027 => ProviderFault.RejectedByPolicy,
        2013 => ProviderFault.InvalidRequest,
        _ => ProviderFault.Transient,
    };
}
