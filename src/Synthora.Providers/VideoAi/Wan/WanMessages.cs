namespace Synthora.Providers.VideoAi.Wan;

// https://www.alibabacloud.com/help/en/model-studio/text-to-video-api-reference
internal sealed record WanOrder(string Model, WanInput Input, WanParameters Parameters);

internal sealed record WanInput(string Prompt, string? NegativePrompt, IReadOnlyList<WanMedium>? Media);

internal sealed record WanMedium(string Type, string Url);

internal sealed record WanParameters(string Resolution, string? Ratio, int Duration, int? Seed, bool Watermark);
