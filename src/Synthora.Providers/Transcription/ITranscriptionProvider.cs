using Synthora.Providers.Speech;

namespace Synthora.Providers.Transcription;

/// <summary>Hears what is said in a recording and when.</summary>
public interface ITranscriptionProvider : IProvider
{
    /// <exception cref="ProviderException">The recording could not be heard.</exception>
    Task<Transcript> TranscribeAsync(TranscriptionRequest request, ApiKey? key, CancellationToken ct);
}

/// <param name="Path">A sound or video file FFmpeg can read.</param>
/// <param name="Language">BCP 47 tag where it is known; null to have it found out.</param>
/// <param name="Hint">Names and terms the recording may hold.</param>
public sealed record TranscriptionRequest(string Path, string? Language = null, string? Hint = null, string? Model = null);

/// <param name="Words">In order, as heard, times from the start of the file.</param>
/// <param name="Language">As the vendor names it.</param>
public sealed record Transcript(string Text, string Language, double DurationSeconds, IReadOnlyList<SpokenWord> Words);
