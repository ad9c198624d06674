using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synthora.Providers.Http;

/// <summary>Keeps secrets and bulk out of what is stored of a call: names that hold secrets show their last four characters.</summary>
internal static partial class LogMask
{
    public const int LongestBody = 8_000;
    private const int LongestValue = 1_000;

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

        body = Queries(body);
        return body.Length > LongestBody ? body[..LongestBody] + $"… ({body.Length} characters)" : body;
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
            case JsonValue value when value.TryGetValue<string>(out var text):
                return text.Length > LongestValue ? text[..80] + $"… ({text.Length} characters)" : node;
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

    [GeneratedRegex(@"(?<=[?&;])([A-Za-z0-9_.-]+)=([^&\s""'<>\\]*)")]
    private static partial Regex Query();
}
