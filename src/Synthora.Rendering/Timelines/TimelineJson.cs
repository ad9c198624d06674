using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Synthora.Rendering.Timelines;

/// <summary>The stored form of a timeline: snake_case JSON with enums as strings, schema and version first.</summary>
public static partial class TimelineJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        IgnoreReadOnlyProperties = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>As <see cref="Options"/>, and neither null nor nothing may stand where a value belongs.</summary>
    internal static JsonSerializerOptions Strict { get; } = new(Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static string Write(Timeline timeline) => JsonSerializer.Serialize(timeline, Options);

    /// <exception cref="RenderException">Not a timeline, or one of a version this engine does not know.</exception>
    public static Timeline Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("version", out var stored)
                || stored.ValueKind != JsonValueKind.Number || !stored.TryGetInt32(out var version))
                throw new RenderException("This is not a timeline: it has no version.", "Give a timeline.json that Synthora wrote.");
            if (version != Timeline.CurrentVersion)
                throw new RenderException(
                    $"The timeline is of version {version}; this engine reads version {Timeline.CurrentVersion}.",
                    version > Timeline.CurrentVersion ? "Update Synthora." : "Make the video again from its script.");

            return document.Deserialize<Timeline>(Strict)!;
        }
        catch (JsonException wrong)
        {
            throw new RenderException($"The timeline cannot be read at {wrong.Path ?? "$"}: {Plain(wrong)}", "Correct it there.", wrong);
        }
    }

    /// <summary>What the reader complains of without the names of its types.</summary>
    private static string Plain(JsonException wrong)
    {
        if (Lacking().Match(wrong.Message) is { Success: true } lacking) return $"it lacks {lacking.Groups[1].Value.Replace('\'', ' ').Trim().Replace(" , ", ", ")}.";
        if (Unknown().Match(wrong.Message) is { Success: true } unknown) return $"the property {unknown.Groups[1].Value} is not known here.";
        if (wrong.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)) return "the value is of the wrong kind.";
        var end = wrong.Message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? wrong.Message : wrong.Message[..(end + 1)];
    }

    [GeneratedRegex(@"missing required properties including: (.+?)\.(?:\s|$)")]
    private static partial Regex Lacking();

    [GeneratedRegex("JSON property ('.+?') could not be mapped")]
    private static partial Regex Unknown();
}
