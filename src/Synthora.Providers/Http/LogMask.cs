using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synthora.Providers.Http;

/// <summary>
/// Keeps secrets and bulk out of what is stored of a call: names that hold secrets show their last four characters, and bytes
/// written as base64 their size and hash. Everything else stays, up to a limit.
/// </summary>
internal static partial class LogMask
{
    /// <summary>In bytes of UTF-8.</summary>
    public const int LongestBody = 64 * 1024;

    public static string Url(Uri url) => url.GetLeftPart(UriPartial.Path) + Queries(url.Query);

    /// <summary>One field of a form.</summary>
    public static string Field(string? name, string value) => name is not null && IsSecret(name) ? Last4(value) : Queries(value);

    /// <param name="body">JSON, or any text, which is then only looked through for the key and for addresses.</param>
    public static string Body(string body, string? key)
    {
        if (key is { Length: >= 4 }) body = body.Replace(key, Last4(key), StringComparison.Ordinal);
        try
        {
            if (body.AsSpan().TrimStart() is ['{' or '[', ..] && JsonNode.Parse(body) is { } json) body = Mask(json).ToJsonString(Relaxed);
        }
        catch (JsonException)
        {
            // It only looked like JSON.
        }

        return Cut(Bulk().Replace(Queries(body), Measured));
    }

    /// <summary>Only what is masked is cut, so that no half of a secret is left at the end.</summary>
    private static string Cut(string body)
    {
        if (Encoding.UTF8.GetByteCount(body) <= LongestBody) return body;
        var mark = string.Create(CultureInfo.InvariantCulture, $"… ({body.Length} characters)");
        var (kept, room) = (0, LongestBody - Encoding.UTF8.GetByteCount(mark));
        foreach (var rune in body.EnumerateRunes())
        {
            if ((room -= rune.Utf8SequenceLength) < 0) break;
            kept += rune.Utf16SequenceLength;
        }

        return body[..kept] + mark;
    }

    private static string Measured(Match bulk)
    {
        var (type, written) = (bulk.Groups["type"].Value, bulk.Groups["bytes"].Value);
        var padded = written.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var bytes = new byte[padded.Length];
        var isBytes = Convert.TryFromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='), bytes, out var length);
        var hash = Convert.ToHexStringLower(SHA256.HashData(isBytes ? bytes.AsSpan(0, length) : Encoding.UTF8.GetBytes(written)));
        return string.Create(CultureInfo.InvariantCulture, $"({(type.Length > 0 ? type : "base64")}, {(isBytes ? length : written.Length)} bytes, sha256 {hash})");
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonNode Mask(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (value is not null) members[name] = IsSecret(name) ? Hide(value.DeepClone()) : Mask(value.DeepClone());
                }

                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    if (items[i] is { } item) items[i] = Mask(item.DeepClone());
                return items;
            default:
                return node;
        }
    }

    /// <summary>All text below a name that holds secrets; numbers, such as counts of tokens, stay.</summary>
    private static JsonNode Hide(JsonNode node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                    if (value is not null) members[name] = Hide(value.DeepClone());
                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    if (items[i] is { } item) items[i] = Hide(item.DeepClone());
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                return Last4(text);
            default:
                return node;
        }
    }

    /// <summary>Signatures and tokens of every address that stands anywhere in a text.</summary>
    private static string Queries(string text) => !text.Contains('=', StringComparison.Ordinal) ? text
        : Query().Replace(text, found => IsSecret(found.Groups[1].Value) ? $"{found.Groups[1].Value}={Last4(found.Groups[2].Value)}" : found.Value);

    private static bool IsSecret(string name) => SecretName().IsMatch(name);

    private static string Last4(string secret) => secret.Length > 8 ? "***" + secret[^4..] : "***";

    [GeneratedRegex(@"(key|token|password|passwd|secret|authorization|bearer|jwt|credential)s?$|(^|[_-])(signature|sig|policy)$|^x-(amz|goog)-|secret|password", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    /// <summary>A data address, or a run of base64 that is longer than any word, number or key.</summary>
    [GeneratedRegex(@"data:(?<type>[\w.+-]+/[\w.+-]+)(?:;[\w.+=-]+)*?;base64,(?<bytes>[A-Za-z0-9+/_-]+={0,2})|(?<![A-Za-z0-9+/_-])(?<bytes>[A-Za-z0-9+/_-]{512,}={0,2})")]
    private static partial Regex Bulk();

    [GeneratedRegex(@"(?<=[?&;])([A-Za-z0-9_.-]+)=([^&\s""'<>\\]*)")]
    private static partial Regex Query();
}
