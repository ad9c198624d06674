using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Synthora.Providers.Http;

/// <summary>Keeps secrets and bulk out of what is stored of a call: names that hold secrets show their last four characters.</summary>
internal static partial class LogMask
{
    public const int LongestBody = 8_000;
    private const int LongestValue = 1_000;

    public static string Url(Uri url)
    {
        var query = url.Query.Length == 0 ? "" : Query().Replace(url.Query, found =>
            IsSecret(found.Groups[1].Value) ? $"{found.Groups[1].Value}={Last4(found.Groups[2].Value)}" : found.Value);
        return url.GetLeftPart(UriPartial.Path) + query;
    }

    /// <param name="body">JSON, or any text, which is then only scanned for the key.</param>
    public static string Body(string body, string? key)
    {
        if (key is { Length: >= 4 }) body = body.Replace(key, Last4(key), StringComparison.Ordinal);
        try
        {
            if (body.AsSpan().TrimStart() is ['{' or '[', ..] && JsonNode.Parse(body) is { } json) body = Mask(json).ToJsonString(Relaxed);
        }
        catch (JsonException)
        {
            // Text of another kind is stored as it is, capped.
        }

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
                    if (value is JsonValue secret && IsSecret(name) && secret.TryGetValue<string>(out var text)) members[name] = Last4(text);
                    else if (value is not null) members[name] = Mask(value.DeepClone());
                }

                return members;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    if (items[i] is { } item) items[i] = Mask(item.DeepClone());
                return items;
            case JsonValue value when value.TryGetValue<string>(out var text):
                if (text.Contains("://", StringComparison.Ordinal) && text.Contains('?', StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out var link)) return Url(link);
                return text.Length > LongestValue ? text[..80] + $"… ({text.Length} characters)" : node;
            default:
                return node;
        }
    }

    private static bool IsSecret(string name) => SecretName().IsMatch(name);

    private static string Last4(string secret) => secret.Length > 8 ? "***" + secret[^4..] : "***";

    [GeneratedRegex(@"^(.*[_-])?(key|api_?key|apikey|token|access_?token|password|secret|authorization|signature|sig|credential|credentials|policy|x-amz-.*|x-goog-signature)$|secret|password", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("([^?&=]+)=([^&]*)")]
    private static partial Regex Query();
}
