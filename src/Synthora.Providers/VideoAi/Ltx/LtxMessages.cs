namespace Synthora.Providers.VideoAi.Ltx;

// https://docs.ltx.io — "Text to Video", "Image to Video", version 2
internal sealed record LtxOrder(string Prompt, string Model, int Duration, string Resolution, bool GenerateAudio, string? ImageUri, string? LastFrameUri);
