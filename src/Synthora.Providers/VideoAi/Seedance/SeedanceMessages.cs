namespace Synthora.Providers.VideoAi.Seedance;

// https://docs.byteplus.com/en/docs/ModelArk/1520757
internal sealed record SeedanceOrder(string Model, IReadOnlyList<SeedanceContent> Content, string Ratio, string Resolution, int Duration, int? Seed, bool GenerateAudio, bool Watermark);

internal sealed record SeedanceContent(string Type, string? Text = null, SeedanceLink? ImageUrl = null, string? Role = null);

internal sealed record SeedanceLink(string Url);
