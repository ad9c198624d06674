using System.Net;

namespace Synthora.Providers.Http;

/// <summary>
/// Repeats what is safe to repeat: reads, requests that carry an idempotency key, and, where a vendor allows it, requests it turned away unread.
/// A job that costs money is never ordered twice because an answer got lost.
/// </summary>
internal sealed class RetryHandler(TimeProvider clock) : DelegatingHandler
{
    private const int MostRetries = 3;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var repeatable = IsRepeatable(request);
        for (var tries = 0; ; tries++)
        {
            HttpResponseMessage? response = null;
            TimeSpan? asked = null;
            try
            {
                response = await base.SendAsync(request, ct);
                if (tries == MostRetries || !MayRepeat(request, response.StatusCode, repeatable)) return response;
                await response.Content.LoadIntoBufferAsync(ct);
                var answer = await VendorAnswer.ReadAsync(response, ct);
                if (IsFinal(request, answer)) return response;
                asked = answer.RetryAfter(clock.GetUtcNow());
            }
            catch (HttpRequestException) when (repeatable && tries < MostRetries && request.Options.TryGetValue(CallOptions.Check, out _) is false)
            {
                // The connection broke; nothing that costs money gets here.
            }

            var wait = asked ?? TimeSpan.FromMilliseconds(250 * Math.Pow(2, tries) * (0.75 + 0.5 * Random.Shared.NextDouble()));
            if (wait > LongestWait) return response!;
            response?.Dispose();
            await Task.Delay(wait, clock, ct);
        }
    }

    private static bool IsRepeatable(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get || request.Method == HttpMethod.Head
        || request.Headers.Contains("Idempotency-Key") || request.Options.TryGetValue(CallOptions.Idempotent, out var same) && same;

    private static bool MayRepeat(HttpRequestMessage request, HttpStatusCode status, bool repeatable) => (int)status switch
    {
        429 or 503 or 529 => repeatable || request.Options.TryGetValue(CallOptions.RepeatWhenTurnedAway, out var turned) && turned,
        408 or 500 or 502 or 504 => repeatable,
        _ => false,
    };

    /// <summary>An empty account answers 429 at some vendors; waiting does not fill it.</summary>
    private static bool IsFinal(HttpRequestMessage request, VendorAnswer answer) =>
        request.Options.TryGetValue(CallOptions.ReadFault, out var read) && read(answer) is { } fault and not (ProviderFault.RateLimited or ProviderFault.Transient);
}

/// <summary>What the handlers need to know of a call.</summary>
internal static class CallOptions
{
    public static readonly HttpRequestOptionsKey<string> Provider = new("synthora.provider");
    public static readonly HttpRequestOptionsKey<ApiKey> Key = new("synthora.key");
    public static readonly HttpRequestOptionsKey<bool> Idempotent = new("synthora.idempotent");
    public static readonly HttpRequestOptionsKey<bool> RepeatWhenTurnedAway = new("synthora.turned_away");
    public static readonly HttpRequestOptionsKey<bool> Check = new("synthora.check");
    public static readonly HttpRequestOptionsKey<bool> Streams = new("synthora.streams");
    public static readonly HttpRequestOptionsKey<Func<VendorAnswer, ProviderFault?>> ReadFault = new("synthora.read_fault");

    /// <summary>What an answer is told as; null for a success.</summary>
    public static readonly HttpRequestOptionsKey<Func<VendorAnswer, ProviderException?>> Tell = new("synthora.tell");
}
