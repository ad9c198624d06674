using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Synthora.Rendering.Timelines;

/// <summary>The stored form of a timeline: snake_case JSON with enums as strings, version first.</summary>
public static class TimelineJson
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

    public static string Write(Timeline timeline) => JsonSerializer.Serialize(timeline, Options);

    /// <exception cref="RenderException">Not a timeline, or one of a version this engine does not know.</exception>
    public static Timeline Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("version", out var stored)
                || !stored.TryGetInt32(out var version))
                throw new RenderException("This is not a timeline: it has no version.", "Give a timeline.json that Synthora wrote.");
            if (version != Timeline.CurrentVersion)
                throw new RenderException(
                    $"The timeline is of version {version}; this engine reads version {Timeline.CurrentVersion}.",
                    version > Timeline.CurrentVersion ? "Update Synthora." : "Make the video again from its script.");

            return document.Deserialize<Timeline>(Options)!;
        }
        catch (JsonException wrong)
        {
            throw new RenderException($"The timeline cannot be read at {wrong.Path ?? "its start"}: {FirstSentence(wrong.Message)}", "Correct it there.", wrong);
        }
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
