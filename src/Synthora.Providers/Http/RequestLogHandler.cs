using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Synthora.Providers.Http;

/// <summary>Tells every attempt to the logs. Bodies that are sound, pictures or streams are named by kind, not kept.</summary>
internal sealed partial class RequestLogHandler(IEnumerable<IProviderLog> logs, TimeProvider clock, ILogger<RequestLogHandler> trouble) : DelegatingHandler
{
    private const long LargestAnswer = 128 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var provider = request.Options.TryGetValue(CallOptions.Provider, out var id) ? id : "unknown";
        var sent = await BodyAsync(request.Content, ct);
        var started = Stopwatch.GetTimestamp();
        var at = clock.GetUtcNow();
        HttpResponseMessage? response = null;
        Exception? failure = null;
        string? received = null;
        try
        {
            response = await base.SendAsync(request, ct);
            if (IsText(response.Content) && !request.Options.TryGetValue(CallOptions.Streams, out _))
            {
                await response.Content.LoadIntoBufferAsync(LargestAnswer, ct);
                received = await response.Content.ReadAsStringAsync(ct);
            }
            else
            {
                received = $"({response.Content.Headers.ContentType?.MediaType ?? "no type"}, {response.Content.Headers.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"} bytes)";
            }

            return response;
        }
        catch (Exception broken)
        {
            failure = broken;
            throw;
        }
        finally
        {
            var key = request.Options.TryGetValue(CallOptions.Key, out var given) ? given.Reveal() : null;
            var call = new ProviderCall(
                provider, request.Method.Method, LogMask.Url(request.RequestUri!), response is null ? null : (int)response.StatusCode,
                sent is null ? null : LogMask.Body(sent, key), received is null ? null : LogMask.Body(received, key), Stopwatch.GetElapsedTime(started), failure?.GetType().Name, at);
            await TellAsync(call);
        }
    }

    private async Task TellAsync(ProviderCall call)
    {
        foreach (var log in logs)
        {
            try
            {
                // What was called is recorded even when the caller has given up waiting.
                await log.WriteAsync(call, CancellationToken.None);
            }
            catch (Exception broken) when (broken is not OutOfMemoryException)
            {
                NotWritten(broken, call.ProviderId);
            }
        }
    }

    private static async Task<string?> BodyAsync(HttpContent? content, CancellationToken ct) => content switch
    {
        null => null,
        MultipartContent parts => $"({content.Headers.ContentType?.MediaType}, {string.Join(", ", parts.Select(p => p.Headers.ContentDisposition?.Name?.Trim('"')))})",
        _ when IsText(content) => await content.ReadAsStringAsync(ct),
        _ => $"({content.Headers.ContentType?.MediaType ?? "bytes"})",
    };

    private static bool IsText(HttpContent content) =>
        content.Headers.ContentType?.MediaType is { } type && (type.EndsWith("json", StringComparison.Ordinal) || type.StartsWith("text/", StringComparison.Ordinal) && type != "text/event-stream");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A call to {Provider} could not be written to the request log.")]
    private partial void NotWritten(Exception reason, string provider);
}

/// <summary>One line for each call in the application's own log.</summary>
internal sealed partial class CallLines(ILogger<CallLines> lines) : IProviderLog
{
    public Task WriteAsync(ProviderCall call, CancellationToken ct)
    {
        Line(call.ProviderId, call.Method, call.Url, call.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? call.Error ?? "none", (int)call.Duration.TotalMilliseconds);
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Provider} {Method} {Url} -> {Outcome} in {Milliseconds} ms")]
    private partial void Line(string provider, string method, string url, string outcome, int milliseconds);
}
