using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Speech;

namespace Synthora.Features.Videos.Crew;

/// <summary>A voice called on a user's account: with their key, under the video's name, and counted by the characters it spoke.</summary>
/// <param name="ears">Hears when the words are said, where the voice does not tell; null leaves that estimated.</param>
internal sealed class PaidSpeech(ISpeechProvider inner, CrewMember member, ProviderUse use, Guid userId, Guid videoId, PaidEars? ears = null) : ISpeechProvider
{
    private long _characters;

    public ProviderInfo Info => inner.Info;
    public IReadOnlyList<Voice> Voices => inner.Voices;

    /// <summary>Null when nothing was spoken.</summary>
    public Usage? Used => _characters > 0 ? new Usage(Characters: _characters) : null;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => inner.CheckKeyAsync(key, ct);

    public async Task<Synthora.Providers.Speech.Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct)
    {
        var spoken = await use.CallAsync(userId, member.Provider, member.Route, videoId, ProviderCategory.Voice.Word(), own => inner.SpeakAsync(request with { Model = member.Model }, own, ct), ct);
        Interlocked.Add(ref _characters, request.Text.Length);
        return ears is null ? spoken : await ears.TimeAsync(spoken, request, ct);
    }
}
