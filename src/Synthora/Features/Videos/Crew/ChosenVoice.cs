using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Speech;

namespace Synthora.Features.Videos.Crew;

/// <summary>A voice that a wish names, held against the voices of whoever will speak, so that a wrong one is told before anything is begun.</summary>
internal sealed class ChosenVoice(ProviderCatalog catalog, IEnumerable<ISpeechProvider> voices)
{
    /// <param name="speaker">Null where this machine speaks.</param>
    public Error? Refuse(string? voice, CrewMember? speaker)
    {
        if (string.IsNullOrWhiteSpace(voice)) return null;
        var speech = speaker is null ? voices.FirstOrDefault() : catalog.Find<ISpeechProvider>(speaker.Provider);
        return speech is null || VoiceStep.Has(speech, voice) ? null : Errors.Validation(VoiceStep.NoSuch(speech, voice), new Dictionary<string, object?> { ["voice"] = VoiceStep.Others(speech) });
    }
}
