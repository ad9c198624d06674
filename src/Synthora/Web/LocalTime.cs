using Synthora.Security;

namespace Synthora.Web;

/// <summary>Moments as the signed-in user's clock shows them; UTC for visitors.</summary>
internal static class LocalTime
{
    public static TimeZoneInfo Zone(this HttpContext? http) => TimeZoneInfo.TryFindSystemTimeZoneById(http?.FindUser()?.Timezone ?? "UTC", out var zone) ? zone : TimeZoneInfo.Utc;

    public static DateTimeOffset Local(this HttpContext? http, DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, http.Zone());
}
