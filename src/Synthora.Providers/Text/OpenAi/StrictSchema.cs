using System.Text.Json.Nodes;

namespace Synthora.Providers.Text.OpenAi;

/// <summary>Strict answers want every property required and nothing beside them; a schema that is not so is sent without the promise.</summary>
/// <remarks>https://platform.openai.com/docs/guides/structured-outputs#supported-schemas</remarks>
internal static class StrictSchema
{
    public static bool Fits(JsonNode? schema) => schema switch
    {
        JsonObject shape when shape["properties"] is JsonObject properties =>
            shape["additionalProperties"] is JsonValue closed && closed.TryGetValue<bool>(out var open) && !open
            && properties.All(property => shape["required"] is JsonArray required && required.Any(name => name?.GetValue<string>() == property.Key))
            && properties.All(property => Fits(property.Value)),
        JsonObject shape => shape.All(member => member.Key is "enum" or "const" || Fits(member.Value)),
        JsonArray shapes => shapes.All(Fits),
        _ => true,
    };
}
