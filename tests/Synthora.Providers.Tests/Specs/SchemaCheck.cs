using System.Text.Json;

namespace Synthora.Providers.Tests.Specs;

/// <summary>Checks a value against the part of JSON Schema that the vendors' OpenAPI documents use.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    private const int Deepest = 40;

    /// <returns>What does not fit, with its place; empty when all does.</returns>
    public IReadOnlyList<string> Problems(JsonElement value, JsonElement schema, string at = "$", int depth = 0)
    {
        if (depth > Deepest || schema.ValueKind is JsonValueKind.True or JsonValueKind.Undefined) return [];
        if (schema.TryGetProperty("$ref", out var reference)) return Problems(value, Resolve(reference.GetString()!), at, depth + 1);
        if (value.ValueKind == JsonValueKind.Null && schema.TryGetProperty("nullable", out var nullable) && nullable.GetBoolean()) return [];
        var problems = new List<string>();
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => IsOf(value, name))) return [$"{at} is {value.ValueKind}, not {type}"];
        if (schema.TryGetProperty("const", out var only) && !JsonElement.DeepEquals(only, value)) problems.Add($"{at} is {Short(value)}, not {only}");
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value))) problems.Add($"{at} is {Short(value)}, none of {Short(allowed)}");
        foreach (var part in List(schema, "allOf")) problems.AddRange(Problems(value, part, at, depth + 1));
        foreach (var choice in new[] { "anyOf", "oneOf" })
        {
            var tried = List(schema, choice).Select(option => Problems(value, option, at, depth + 1)).ToList();
            if (tried.Count > 0 && tried.TrueForAll(found => found.Count > 0)) problems.Add($"{at} fits no {choice}; nearest: {string.Join("; ", tried.MinBy(found => found.Count)!)}");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object: Members(value, schema, at, depth, problems); break;
            case JsonValueKind.Array when schema.TryGetProperty("items", out var items):
                problems.AddRange(value.EnumerateArray().SelectMany((item, i) => Problems(item, items, $"{at}[{i}]", depth + 1)));
                break;
            case JsonValueKind.String: Bounds(value.GetString()!.Length, schema, "minLength", "maxLength", at, problems); break;
            case JsonValueKind.Number: Bounds(value.GetDouble(), schema, "minimum", "maximum", at, problems); break;
        }

        return problems;
    }

    private void Members(JsonElement value, JsonElement schema, string at, int depth, List<string> problems)
    {
        problems.AddRange(List(schema, "required").Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{at}.{name.GetString()} is missing"));
        var known = schema.TryGetProperty("properties", out var properties) ? properties : default;
        var closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False;
        foreach (var member in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out var shape)) problems.AddRange(Problems(member.Value, shape, $"{at}.{member.Name}", depth + 1));
            else if (closed && !schema.TryGetProperty("oneOf", out _)) problems.Add($"{at}.{member.Name} is not known");
        }
    }

    /// <summary>Names that a request has and its schema, anywhere, has not: vendors that ignore them would hide our mistake.</summary>
    public IEnumerable<string> Unknown(JsonElement value, JsonElement schema)
    {
        var names = Names(schema, 0);
        return value.EnumerateObject().Select(member => member.Name).Where(name => !names.Contains(name));
    }

    private HashSet<string> Names(JsonElement schema, int depth)
    {
        if (depth > 6 || schema.ValueKind != JsonValueKind.Object) return [];
        if (schema.TryGetProperty("$ref", out var reference)) return Names(Resolve(reference.GetString()!), depth + 1);
        HashSet<string> names = schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject().Select(property => property.Name)] : [];
        foreach (var part in new[] { "allOf", "anyOf", "oneOf" }.SelectMany(choice => List(schema, choice))) names.UnionWith(Names(part, depth + 1));
        return names;
    }

    private JsonElement Resolve(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate(document, (at, step) => at.GetProperty(step));

    private static IEnumerable<JsonElement> List(JsonElement schema, string name) => schema.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static IEnumerable<string> Types(JsonElement type) => type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "null" => value.ValueKind == JsonValueKind.Null,
        "integer" => value.ValueKind == JsonValueKind.Number && value.GetDouble() % 1 == 0,
        _ => value.ValueKind == JsonValueKind.Number,
    };

    private static void Bounds(double size, JsonElement schema, string least, string most, string at, List<string> problems)
    {
        if (schema.TryGetProperty(least, out var min) && size < min.GetDouble()) problems.Add($"{at} is below {min}");
        if (schema.TryGetProperty(most, out var max) && size > max.GetDouble()) problems.Add($"{at} is above {max}");
    }

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 120 } text ? text[..120] + "…" : value.GetRawText();
}
