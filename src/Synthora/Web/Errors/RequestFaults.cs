using System.Text.Json;
using System.Text.RegularExpressions;
using Synthora.Features;

namespace Synthora.Web.Errors;

/// <summary>
/// Says what is wrong with a request that could not be read: which field or parameter, and what it takes. The framework
/// tells that in its messages only, in words about .NET; a message that is not known here is told by its place alone.
/// </summary>
internal static partial class RequestFaults
{
    private static readonly JsonNamingPolicy Naming = JsonNamingPolicy.SnakeCaseLower;

    public static Error Read(BadHttpRequestException bad) => bad.InnerException is JsonException json ? OfBody(json) : OfParameter(bad.Message);

    private static Error OfBody(JsonException json)
    {
        if (Missing().Match(json.Message) is { Success: true } lack)
        {
            var fields = Quoted().Matches(lack.Groups["fields"].Value).Select(name => name.Groups[1].Value).ToList();
            return Features.Errors.Validation($"Missing in the JSON{Inside(json.Path)}: {string.Join(", ", fields)}.", fields.ToDictionary(field => Field(json.Path, field), object? (_) => "This field is missing."));
        }

        if (Unread().Match(json.Message) is { Success: true } wrong)
        {
            var takes = Takes(wrong.Groups["type"].Value);
            var field = Field(json.Path, null);
            return field.Length == 0 ? Features.Errors.Validation($"The JSON {takes}.") : Features.Errors.Validation($"The JSON's {field} {takes}.", new Dictionary<string, object?> { [field] = $"{char.ToUpperInvariant(takes[0])}{takes[1..]}." });
        }

        // What is no JSON at all, by the place where reading ended; lines and columns are counted from 0 there.
        return Features.Errors.Validation(json.LineNumber is { } line
            ? $"The body cannot be read as JSON at line {line + 1}, byte {json.BytePositionInLine + 1}."
            : $"The JSON is not as expected at {json.Path ?? "$"}.");
    }

    private static Error OfParameter(string message)
    {
        if (Parameter().Match(message) is not { Success: true } named) return Features.Errors.Validation("The request is not well-formed: a parameter is missing or of the wrong kind.");
        var field = Naming.ConvertName(named.Groups["name"].Value);
        var says = message.StartsWith("Required", StringComparison.Ordinal) ? "is missing" : Takes(named.Groups["type"].Value);
        return Features.Errors.Validation($"The parameter {field} {says}.", new Dictionary<string, object?> { [field] = $"{char.ToUpperInvariant(says[0])}{says[1..]}." });
    }

    private static string Inside(string? path) => Field(path, null) is { Length: > 0 } parent ? $"'s {parent}" : "";

    private static string Field(string? path, string? below) =>
        string.Join('.', new[] { path?.TrimStart('$').TrimStart('.'), below }.Where(part => !string.IsNullOrEmpty(part)));

    /// <param name="type">As .NET prints it: <c>System.Nullable`1[System.Int32]</c> for a body, <c>Nullable&lt;int&gt;</c> or <c>int?</c> for a parameter.</param>
    private static string Takes(string type)
    {
        if (type.Contains("List`1", StringComparison.Ordinal) || type.Contains("[]", StringComparison.Ordinal) || type.Contains("Collection`1", StringComparison.Ordinal)) return "takes a list";
        var inner = Nullable().Replace(type, "").TrimEnd(']', '>', '?');
        var name = inner.Split('.', '+')[^1];
        if (typeof(RequestFaults).Assembly.GetTypes().FirstOrDefault(known => known.IsEnum && (known.FullName == inner || known.Name == inner)) is { } words)
            return $"takes one of: {string.Join(", ", Enum.GetNames(words).Select(Naming.ConvertName))}";
        return name switch
        {
            "Int32" or "int" or "Int64" or "long" => "takes a whole number, and none that is too large",
            "Double" or "double" or "Single" or "Decimal" or "decimal" => "takes a number",
            "Boolean" or "bool" => "takes true or false",
            "String" or "string" => "takes a text",
            "Guid" => "takes an id such as 01234567-89ab-cdef-0123-456789abcdef",
            "DateTimeOffset" or "DateTime" => "takes a moment such as 2026-01-31T12:00:00Z",
            "DateOnly" => "takes a day such as 2026-01-31",
            _ when inner.StartsWith("Synthora.", StringComparison.Ordinal) || type.Contains("Dictionary`2", StringComparison.Ordinal) => "takes an object",
            _ => "is not of the expected kind",
        };
    }

    [GeneratedRegex("missing required properties including: (?<fields>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();

    [GeneratedRegex("'([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("^The JSON value could not be converted to (?<type>.+?)\\. Path:", RegexOptions.CultureInvariant)]
    private static partial Regex Unread();

    [GeneratedRegex("parameter \"(?<type>.+) (?<name>\\w+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    [GeneratedRegex("^(System\\.)?Nullable(`1\\[|<)", RegexOptions.CultureInvariant)]
    private static partial Regex Nullable();
}
