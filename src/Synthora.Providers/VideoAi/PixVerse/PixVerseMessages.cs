namespace Synthora.Providers.VideoAi.PixVerse;

// https://docs.platform.pixverse.ai/ — "Text-to-Video generation", "Image-to-Video generation"
internal sealed record PixVerseOrder(string Prompt, string Model, int Duration, string Quality, string? AspectRatio, long? ImgId, int? Seed, bool? GenerateAudioSwitch);
