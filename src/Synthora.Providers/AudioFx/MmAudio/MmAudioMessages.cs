namespace Synthora.Providers.AudioFx.MmAudio;

// https://fal.ai/models/fal-ai/mmaudio-v2/api and …/text-to-audio/api
internal sealed record MmAudioOrder(string Prompt, double Duration, string? VideoUrl, string? NegativePrompt, int? Seed);
