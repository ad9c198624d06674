using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Timing;
using Synthora.Providers.Transcription;

namespace Synthora.Features.Videos.Crew;

/// <summary>Hears in a recording when each word is said, for voices that do not tell.</summary>
internal sealed class PaidEars(ITranscriptionProvider inner, CrewMember member, ProviderUse use, Guid userId, Guid videoId)
{
    private readonly Lock _counting = new();
    private double _seconds;

    /// <summary>Null when nothing was listened to.</summary>
    public Usage? Used => _seconds > 0 ? new Usage(Seconds: _seconds) : null;

    /// <returns>The speech with heard times, or as it was when it cannot be heard: it has been paid for, and estimated times beat none.</returns>
    public async Task<Speech> TimeAsync(Speech spoken, SpeechRequest request, CancellationToken ct)
    {
        if (spoken.Timing != WordTiming.Estimate || spoken.Words.Count == 0) return spoken;
        try
        {
            var heard = await use.CallAsync(userId, member.Provider, member.Route, videoId, ProviderCategory.Transcription.Word(),
                own => inner.TranscribeAsync(new TranscriptionRequest(spoken.Path, request.Language, request.Text.Length > 200 ? request.Text[..200] : request.Text, member.Model), own, ct), ct);
            lock (_counting) _seconds += spoken.DurationMs / 1000.0;
            return HeardWords.Apply(spoken, heard);
        }
        catch (ProviderException)
        {
            return spoken;
        }
    }
}
