namespace Synthora.Providers.Speech.OpenAi;

// https://platform.openai.com/docs/api-reference/audio/createSpeech
internal sealed record SpeechRequestBody(string Model, string Input, string Voice, string ResponseFormat, double? Speed, string? Instructions = null);
