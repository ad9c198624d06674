namespace Synthora.Providers.Speech;

/// <summary>Turns text into a recording with the time of every word.</summary>
public interface ISpeechProvider : IProvider
{
    /// <summary>The voices to choose from; the first is the default.</summary>
    IReadOnlyList<Voice> Voices { get; }

    /// <exception cref="ProviderException">The text could not be spoken.</exception>
    Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct);
}

/// <param name="Language">BCP 47 tag.</param>
/// <param name="Gender"><c>female</c>, <c>male</c> or <c>neutral</c>.</param>
/// <param name="Tones">What it suits, such as <c>calm</c>, the best first.</param>
public sealed record Voice(string Id, string Name, string Language, string Gender, params IReadOnlyList<string> Tones);

/// <param name="Text">Plain text of one scene, at most 5,000 characters.</param>
/// <param name="Voice">A voice id, or <c>female</c>, <c>male</c>, <c>neutral</c>.</param>
/// <param name="Speed">0.5–2.0; 1 is natural.</param>
/// <param name="OutputPath">Where to write a WAV (PCM 16 bit, 48 kHz, mono), trimmed to start within 50 ms of speech.</param>
/// <param name="Model">Null for the provider's own choice; voices without models take no notice.</param>
/// <param name="Tone">How it should sound, such as <c>calm</c>: chooses among the voices of a gender, and is told to those that can follow it.</param>
public sealed record SpeechRequest(string Text, string Voice, string Language, double Speed, string OutputPath, string? Model = null, string? Tone = null);

/// <param name="Words">The text's own words in order, with punctuation attached as written, times from the start of the recording.</param>
/// <param name="Timing">How the words' times were found.</param>
public sealed record Speech(string Path, int DurationMs, IReadOnlyList<SpokenWord> Words, string VoiceId, WordTiming Timing = WordTiming.Synthesiser)
{
    /// <summary>The sound as its maker made it, before it was paced and trimmed: what a price per minute counts.</summary>
    public double MadeSeconds { get; init; } = DurationMs / 1000.0;

    /// <summary>The transcription that the voice had done by itself; null where there was none.</summary>
    public Listening? Listening { get; init; }
}

/// <param name="ProviderId">Whose price it has.</param>
public sealed record Listening(string ProviderId, string Model, double Seconds);

/// <summary>From best to least: told by the voice itself, heard by a transcription, or estimated from pauses and lengths.</summary>
public enum WordTiming { Synthesiser, Transcription, Estimate }

public sealed record SpokenWord(string Text, int StartMs, int EndMs);
