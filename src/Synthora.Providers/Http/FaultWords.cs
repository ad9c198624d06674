using System.Globalization;

namespace Synthora.Providers.Http;

/// <summary>What went wrong, in words for a creator rather than for a programmer.</summary>
internal static class FaultWords
{
    private const int LongestQuote = 200;

    /// <param name="said">The vendor's own words, if any; the key is taken out of them.</param>
    public static ProviderException Tell(ProviderInfo info, ProviderFault fault, string? said = null, ApiKey? key = null, int? status = null, TimeSpan? after = null, Exception? inner = null)
    {
        var (cause, remedy) = Words(info.Name, fault, status, after);
        var quote = Quote(said, key);
        return new ProviderException(info.Id, fault, quote.Length == 0 ? cause : $"{cause} It said: {quote}", remedy, inner) { RetryAfter = after, Status = status };
    }

    private static (string Cause, string Remedy) Words(string name, ProviderFault fault, int? status, TimeSpan? after) => fault switch
    {
        ProviderFault.Configuration => ($"{name} is not set up completely.", "Look at its settings."),
        ProviderFault.BadKey => ($"{name} does not accept the key.", "Check that the key is whole, still valid and allowed to do this, and paste it again."),
        ProviderFault.RateLimited => ($"{name} takes no more requests for now.", after is { } wait ? $"Try again in {Span(wait)}." : "Wait a minute and try again."),
        ProviderFault.OutOfCredit => ($"The account at {name} has no credit left.", "Add credit there or choose another provider."),
        ProviderFault.RejectedByPolicy => ($"{name} refused the content because of its usage rules.", "Word it differently or choose other material."),
        ProviderFault.InvalidRequest => ($"{name} did not accept the request{Http(status)}.", "Choose another model, length or size."),
        ProviderFault.NotFound => ($"{name} does not have what was asked for, or no longer.", "Check the model and the address; a result that expired has to be made again."),
        ProviderFault.Transient => ($"{name} is in trouble or cannot be reached{Http(status)}.", "Try again in a few minutes."),
        _ => ($"{name} gave an answer that cannot be used.", "Try again; if it stays, check the address or choose another provider."),
    };

    private static string Http(int? status) => status is { } code ? $" (HTTP {code.ToString(CultureInfo.InvariantCulture)})" : "";

    private static string Span(TimeSpan wait) => wait.TotalSeconds < 90
        ? $"{Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} seconds"
        : $"{(int)Math.Ceiling(wait.TotalMinutes)} minutes";

    private static string Quote(string? said, ApiKey? key)
    {
        var line = string.Join(' ', (said ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (key?.Reveal() is { Length: >= 4 } secret) line = line.Replace(secret, "***", StringComparison.Ordinal);
        if (line.Length > LongestQuote) line = line[..LongestQuote] + "…";
        return line.Length == 0 || line[^1] is '.' or '!' or '?' or '…' ? line : line + ".";
    }
}
