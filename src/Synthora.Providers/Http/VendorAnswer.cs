using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Synthora.Providers.Http;

/// <summary>An answer as it came, before it is known to be a success. Some vendors put errors into HTTP 200.</summary>
internal sealed record VendorAnswer(int Status, string Text, JsonElement Json, HttpResponseHeaders Headers)
{
    private static readonly string[] MessagePaths =
    [
        "error.message", "detail.message", "detail.0.msg", "base_resp.status_msg", "error.details", "response.error", "errors.0.message", "errors.0",
        "error", "message", "detail", "ErrMsg", "error_message", "hint",
    ];

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The vendor's own words, wherever it puts them.</summary>
    public string? Said =>
        MessagePaths.Select(path => Json.At(path)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text))
        ?? (Text.Length is > 0 and < 300 && !Text.Contains('<', StringComparison.Ordinal) && Json.ValueKind == JsonValueKind.Undefined ? Text : null);

    /// <summary>
    /// Seconds or a date, as https://httpwg.org/specs/rfc9110.html#field.retry-after has it, or where Google puts it:
    /// https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto — "RetryInfo".
    /// </summary>
    public TimeSpan? RetryAfter(DateTimeOffset now)
    {
        var wait = Headers.RetryAfter?.Delta ?? Headers.RetryAfter?.Date - now ?? Json.Items("error.details").Select(detail => Span(detail.At("retryDelay"))).FirstOrDefault(span => span is not null);
        return wait is { } told ? TimeSpan.FromSeconds(Math.Max(0, told.TotalSeconds)) : null;
    }

    /// <summary>A duration such as <c>3.5s</c>.</summary>
    private static TimeSpan? Span(string? text) =>
        text is [.. var number, 's'] && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 0 and < 1e6 ? TimeSpan.FromSeconds(seconds) : null;

    public static async Task<VendorAnswer> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var text = await response.Content.ReadAsStringAsync(ct);
        JsonElement json = default;
        try
        {
            if (text.AsSpan().TrimStart() is ['{' or '[', ..]) json = JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            // Not every vendor answers errors in JSON; the text is kept.
        }

        return new VendorAnswer((int)response.StatusCode, text, json, response.Headers);
    }

    /// <summary>What a status means where the vendor's own code says nothing else.</summary>
    public ProviderFault StatusFault => Status switch
    {
        401 or 403 => ProviderFault.BadKey,
        402 => ProviderFault.OutOfCredit,
        404 or 410 => ProviderFault.NotFound,
        429 => ProviderFault.RateLimited,
        408 or >= 500 => ProviderFault.Transient,
        _ => ProviderFault.InvalidRequest,
    };
}

internal static class JsonPath
{
    /// <summary>The text, number or boolean at a dotted path, such as <c>choices.0.text</c>; null when it is not there.</summary>
    public static string? At(this JsonElement json, string path) => json.Find(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };

    public static JsonElement Find(this JsonElement json, string path)
    {
        foreach (var step in path.Split('.'))
        {
            if (json.ValueKind == JsonValueKind.Object && json.TryGetProperty(step, out var member)) json = member;
            else if (json.ValueKind == JsonValueKind.Array && int.TryParse(step, CultureInfo.InvariantCulture, out var at) && at < json.GetArrayLength()) json = json[at];
            else return default;
        }

        return json;
    }

    public static IEnumerable<JsonElement> Items(this JsonElement json, string path) =>
        json.Find(path) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    public static double? Number(this JsonElement json, string path) =>
        double.TryParse(json.At(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
