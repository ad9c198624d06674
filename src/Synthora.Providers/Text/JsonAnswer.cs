using System.Text.Json;

namespace Synthora.Providers.Text;

/// <summary>Finds the JSON in a model's answer, which may stand in a code fence or between sentences.</summary>
internal static class JsonAnswer
{
    /// <returns>The JSON when it is whole and has the schema's required properties, else null.</returns>
    public static string? Extract(string answer, string schema)
    {
        var starts = answer.IndexOfAny(['{', '[']);
        var end = answer.LastIndexOfAny(['}', ']']);
        if (starts < 0 || end <= starts) return null;
        var json = answer[starts..(end + 1)];
        try
        {
            using var value = JsonDocument.Parse(json);
            using var shape = JsonDocument.Parse(schema);
            return Fits(value.RootElement, shape.RootElement) ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Checks types, required properties and enumerations all the way down; that is what models get wrong.</summary>
    private static bool Fits(JsonElement value, JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object) return true;
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(a => JsonElement.DeepEquals(a, value))) return false;
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(t => IsOf(value, t))) return false;
        if (value.ValueKind == JsonValueKind.Object)
        {
            if (schema.TryGetProperty("required", out var required) && required.EnumerateArray().Any(r => !value.TryGetProperty(r.GetString()!, out _))) return false;
            if (schema.TryGetProperty("properties", out var properties))
                return properties.EnumerateObject().All(p => !value.TryGetProperty(p.Name, out var child) || Fits(child, p.Value));
        }

        return value.ValueKind != JsonValueKind.Array || !schema.TryGetProperty("items", out var items) || value.EnumerateArray().All(v => Fits(v, items));
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var n) && n == Math.Floor(n),
        "number" => value.ValueKind == JsonValueKind.Number,
        _ => true,
    };
}
