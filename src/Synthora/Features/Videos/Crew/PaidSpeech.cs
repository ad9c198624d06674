using Synthora.Features.Costs;
using Synthora.Features.Integrations;
using Synthora.Providers;
using Synthora.Providers.Speech;

namespace Synthora.Features.Videos.Crew;

/// <summary>A voice called on a user's account: with their key, under the video's name, and counted in all that voices are paid by.</summary>
/// <param name="ears">Hears when the words are said, where the voice does not tell; null leaves that estimated.</param>
internal sealed class PaidSpeech(ISpeechProvider inner, CrewMember member, ProviderUse use, Guid userId, Guid videoId, PaidEars? ears = null) : ISpeechProvider
{
    private readonly Lock _counting = new();
    private long _characters;
    private double _seconds;
    private Listening? _listening;

    public ProviderInfo Info => inner.Info;
    public IReadOnlyList<Voice> Voices => inner.Voices;

    /// <summary>Null when nothing was spoken.</summary>
    public Usage? Used => _characters > 0 ? new Usage(Characters: _characters, Seconds: _seconds) : null;

    /// <summary>Whom the voice itself had listen, on the same account, and how much; null when nobody did.</summary>
    public (CrewMember Member, Usage Used)? Listener => _listening is { } heard
        ? (member with { Provider = heard.ProviderId, Model = heard.Model }, new Usage(Seconds: heard.Seconds)) : null;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => inner.CheckKeyAsync(key, ct);

    public async Task<Synthora.Providers.Speech.Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct)
    {
        var spoken = await use.CallAsync(userId, member.Provider, member.Route, videoId, ProviderCategory.Voice.Word(), own => inner.SpeakAsync(request with { Model = member.Model }, own, ct), ct);
        lock (_counting)
        {
            _characters += request.Text.Length;
            _seconds += spoken.MadeSeconds;
            if (spoken.Listening is { } heard) _listening = heard with { Seconds = heard.Seconds + (_listening?.Seconds ?? 0) };
        }

        return ears is null ? spoken : await ears.TimeAsync(spoken, request, ct);
    }
}
