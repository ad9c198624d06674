using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Synthora.Providers.Http;

namespace Synthora.Providers.Text;

/// <summary>Events of a stream, which vendors send as https://html.spec.whatwg.org/multipage/server-sent-events.html or as one JSON value a line.</summary>
internal static class StreamEvents
{
    public static async IAsyncEnumerable<(string Kind, JsonElement Json)> ReadAsync(Vendor vendor, HttpResponseMessage response, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var lines = response.Content.Headers.ContentType?.MediaType == "text/event-stream" ? EventsAsync(stream, silence.Token) : LinesAsync(stream, silence.Token);
        await using var events = lines.GetAsyncEnumerator(silence.Token);
        while (true)
        {
            (string, JsonElement) next;
            try
            {
                silence.CancelAfter(vendor.Settings.Timeout);
                if (!await events.MoveNextAsync()) yield break;
                var (kind, data) = events.Current;
                if (data.Length == 0) continue;
                if (data == "[DONE]") yield break;
                next = (kind, JsonSerializer.Deserialize<JsonElement>(data));
            }
            catch (OperationCanceledException silent) when (!ct.IsCancellationRequested)
            {
                throw FaultWords.Tell(vendor.Info, ProviderFault.Transient, "the answer stopped in the middle", inner: silent);
            }
            catch (JsonException wrong)
            {
                throw FaultWords.Tell(vendor.Info, ProviderFault.BadAnswer, inner: wrong);
            }
            catch (Exception broken) when (broken is IOException or HttpRequestException)
            {
                throw FaultWords.Tell(vendor.Info, ProviderFault.Transient, "the connection broke in the middle of the answer", inner: broken);
            }

            yield return next;
        }
    }

    public static ProviderException Trouble(Vendor vendor, JsonElement json, ApiKey? key)
    {
        var code = (json.At("error.type") ?? json.At("error.code") ?? json.At("error.status") ?? json.At("code") ?? "").ToLowerInvariant();
        var fault = code.Contains("rate", StringComparison.Ordinal) || code.Contains("exhausted", StringComparison.Ordinal) ? ProviderFault.RateLimited
            : code.Contains("quota", StringComparison.Ordinal) || code.Contains("billing", StringComparison.Ordinal) ? ProviderFault.OutOfCredit
            : code.Contains("invalid", StringComparison.Ordinal) ? ProviderFault.InvalidRequest
            : ProviderFault.Transient;
        return FaultWords.Tell(vendor.Info, fault, json.At("error.message") ?? json.At("error") ?? json.At("message"), key);
    }

    private static async IAsyncEnumerable<(string, string)> EventsAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(ct)) yield return (item.EventType, item.Data);
    }

    private static async IAsyncEnumerable<(string, string)> LinesAsync(Stream stream, [EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(ct) is { } line) yield return ("line", line.Trim());
    }
}
