namespace Synthora.Providers.Speech.ElevenLabs;

// https://elevenlabs.io/docs/api-reference/text-to-speech/convert-with-timestamps
internal sealed record TimedSpeechRequest(string Text, string ModelId, string? LanguageCode, VoiceSettings? VoiceSettings, string? PreviousText, string? NextText);

internal sealed record VoiceSettings(double Speed);

internal sealed record TimedSpeechAnswer(byte[] AudioBase64, CharacterAlignment? Alignment, CharacterAlignment? NormalizedAlignment);

internal sealed record CharacterAlignment(IReadOnlyList<string> Characters, IReadOnlyList<double> CharacterStartTimesSeconds, IReadOnlyList<double> CharacterEndTimesSeconds);
