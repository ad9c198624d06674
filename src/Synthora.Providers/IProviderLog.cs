namespace Synthora.Providers;

/// <summary>Receives every call to a vendor, secrets masked and bodies capped. A failure here never fails the call.</summary>
public interface IProviderLog
{
    Task WriteAsync(ProviderCall call, CancellationToken ct);
}

/// <param name="Url">Without the values of keys and signatures.</param>
/// <param name="Status">Null when no answer came.</param>
/// <param name="RequestBody">At most 64 KiB; what is not text stands as its kind, size and hash.</param>
/// <param name="Error">What went wrong, in a sentence.</param>
/// <param name="ErrorDetails">What else is known of it, in lines.</param>
public sealed record ProviderCall(
    string ProviderId, string Method, string Url, int? Status, string? RequestBody, string? ResponseBody, TimeSpan Duration, string? Error, DateTimeOffset At, string? ErrorDetails = null);
