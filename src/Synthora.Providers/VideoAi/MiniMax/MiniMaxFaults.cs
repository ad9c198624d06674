using System.Globalization;
using System.Text.RegularExpressions;
using Synthora.Providers.Http;

namespace Synthora.Providers.VideoAi.MiniMax;

/// <summary>MiniMax's first version answers HTTP 200 with the error inside; the second has a status, and the error's number at the end of its words.</summary>
/// <remarks>https://platform.minimax.io/docs/api-reference/errorcode and …/video-generation-v2-query</remarks>
internal static partial class MiniMaxFaults
{
    public static VendorManners Manners { get; } = VendorManners.Bearer(Read);

    /// <remarks>https://platform.minimax.io/docs/api-reference/file-management-list: a list costs nothing.</remarks>
    public static Task<KeyCheck> CheckAsync(Vendor vendor, ApiKey? key, CancellationToken ct) => vendor.CheckAsync("v1/files/list?purpose=voice_clone", key, ct);

    private static ProviderFault? Read(VendorAnswer answer)
    {
        // What was ordered more than a week ago is not known any more.
        if (!answer.IsSuccess && answer.Said?.Contains("invalid task_id", StringComparison.OrdinalIgnoreCase) == true) return ProviderFault.NotFound;
        return Code(answer) switch
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

    private static int? Code(VendorAnswer answer) =>
        (int?)answer.Json.Number("base_resp.status_code")
        ?? (!answer.IsSuccess && Number().Match(answer.Json.At("error.message") ?? "") is { Success: true } found ? int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture) : null);

    [GeneratedRegex(@"\((\d{4})\)$")]
    private static partial Regex Number();
}
