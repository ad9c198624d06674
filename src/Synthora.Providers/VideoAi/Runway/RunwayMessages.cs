using System.Text.Json.Serialization;

namespace Synthora.Providers.VideoAi.Runway;

// https://docs.dev.runwayml.com/api/#tag/Start-generating — names are camelCase.
internal sealed record RunwayOrder(
    [property: JsonPropertyName("model")] string Model, [property: JsonPropertyName("promptText")] string PromptText, [property: JsonPropertyName("promptImage")] string? PromptImage,
    [property: JsonPropertyName("ratio")] string Ratio, [property: JsonPropertyName("duration")] int Duration, [property: JsonPropertyName("seed")] int? Seed,
    [property: JsonPropertyName("audio")] bool? Audio = null, [property: JsonPropertyName("negativePrompt")] string? NegativePrompt = null);
