namespace Synthora.Providers;

/// <summary>Receives every call to a vendor, secrets masked and bodies capped. A failure here never fails the call.</summary>
public interface IProviderLog
{
    Task WriteAsync(ProviderCall call, CancellationToken ct);
}

/// <param name="Url">Without the values of keys and signatures.</param>
/// <param name="Status">Null when no answer came.</param>
/// <param name="RequestBody">At most 8,000 characters; null when it is not text.</param>
public sealed record ProviderCall(
    string ProviderId, string Method, string Url, int? Status, string? RequestBody, string? ResponseBody, TimeSpan Duration, string? Error, DateTimeOffset At);
