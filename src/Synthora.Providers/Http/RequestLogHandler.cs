using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Synthora.Providers.Http;

/// <summary>Tells every attempt to the logs. Sound and pictures are told by kind, size and hash, streams by kind; neither is kept.</summary>
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
        ProviderException? told = null;
        string? received = null;
        var measured = false;
        try
        {
            response = await base.SendAsync(request, ct);
            var status = (int)response.StatusCode;
            // A stream that was refused is a short text like any other.
            if (IsText(response.Content) && (status >= 400 || !request.Options.TryGetValue(CallOptions.Streams, out _)))
            {
                await response.Content.LoadIntoBufferAsync(LargestAnswer, ct);
                received = await response.Content.ReadAsStringAsync(ct);
                if (status is < 300 or >= 400 && request.Options.TryGetValue(CallOptions.Tell, out var tell)) told = tell(await VendorAnswer.ReadAsync(response, ct));
            }
            else if (response.Content.Headers.ContentLength == 0 || request.Options.TryGetValue(CallOptions.Streams, out _))
            {
                received = $"({TypeOf(response.Content)})";
            }
            else
            {
                // Told when its bytes have gone through: only then are its size and hash known.
                measured = true;
                var type = TypeOf(response.Content);
                response.Content = new MeasuredContent(response.Content, (bytes, hash) => _ = TellAsync(Call(status, Measured(type, bytes, hash))));
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
            if (!measured) await TellAsync(Call(response is null ? null : (int)response.StatusCode, received));
        }

        ProviderCall Call(int? status, string? answer)
        {
            var key = request.Options.TryGetValue(CallOptions.Key, out var given) ? given.Reveal() : null;
            var (error, details) = failure is not null ? ($"{failure.GetType().Name}: {failure.Message}", Chain(failure)) : told is not null ? (told.Cause, Known(told, response!)) : status >= 400 ? ($"HTTP {status}", null) : default((string?, string?));
            return new ProviderCall(
                provider, request.Method.Method, LogMask.Url(request.RequestUri!), status, Mask(sent), Mask(answer), Stopwatch.GetElapsedTime(started), Mask(error), at, Mask(details));

            string? Mask(string? text) => text is null ? null : LogMask.Body(text, key);
        }
    }

    /// <summary>What is known of a fault besides its cause; the vendor's own number of the request is what its support asks for.</summary>
    private static string Known(ProviderException told, HttpResponseMessage response) => string.Join('\n',
    [
        $"fault: {told.Fault}", $"remedy: {told.Remedy}",
        .. response.Headers.Where(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase) || header.Key.EndsWith("request-id", StringComparison.OrdinalIgnoreCase))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"),
    ]);

    /// <summary>An exception and all that caused it, the root last.</summary>
    private static string Chain(Exception failure)
    {
        var lines = new List<string>();
        for (var one = failure; one is not null; one = one.InnerException) lines.Add($"{one.GetType().Name}: {one.Message}");
        return string.Join('\n', lines);
    }

    private static string TypeOf(HttpContent content) => content.Headers.ContentType?.MediaType ?? "no type";

    private static string Measured(string type, long bytes, string hash) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"({type}, {bytes} bytes, sha256 {hash})");

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
        MultipartContent parts => await PartsAsync(parts, ct),
        _ when IsText(content) => await content.ReadAsStringAsync(ct),
        _ => await HashAsync(content, ct),
    };

    private static async Task<string> PartsAsync(MultipartContent parts, CancellationToken ct)
    {
        var told = new List<string>();
        foreach (var part in parts)
        {
            var name = part.Headers.ContentDisposition?.Name?.Trim('"');
            told.Add($"{name}: {(part is StringContent ? LogMask.Field(name, await part.ReadAsStringAsync(ct)) : await HashAsync(part, ct))}");
        }

        return $"({parts.Headers.ContentType?.MediaType}) {string.Join("; ", told)}";
    }

    /// <summary>What is sent was read into memory before, so it can be read once more.</summary>
    private static async Task<string> HashAsync(HttpContent content, CancellationToken ct)
    {
        var bytes = await content.ReadAsByteArrayAsync(ct);
        return Measured(TypeOf(content), bytes.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

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
