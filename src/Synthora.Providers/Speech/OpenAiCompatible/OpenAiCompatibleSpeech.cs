using Synthora.Providers.Http;
using Synthora.Providers.Speech.OpenAi;
using Synthora.Providers.Text.OpenAi;
using Synthora.Providers.Transcription.OpenAiCompatible;

namespace Synthora.Providers.Speech.OpenAiCompatible;

/// <summary>A speech server of the user's or the operator's own, such as Kokoro or Piper. Settings: <c>Providers:openai_compatible_tts</c> with BaseUrl, Model and Voice.</summary>
/// <remarks>https://github.com/remsky/Kokoro-FastAPI, https://github.com/matatonic/openedai-speech</remarks>
internal sealed class OpenAiCompatibleSpeech : ISpeechProvider
{
    public const string Id = "openai_compatible_tts";
    private const string UsualModel = "kokoro";
    private readonly Vendor vendor;
    private readonly Vendor? ears;

    public OpenAiCompatibleSpeech(Vendors vendors)
    {
        vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));
        var listener = vendors.Open(OpenAiCompatibleTranscription.Id, VendorManners.Bearer(OpenAiFaults.Read));
        ears = listener.Settings.BaseUrl is null ? null : listener;
        var own = vendors.Configuration[$"Providers:{Id}:Voice"];
        // Kokoro's, unless the server's owner names another: https://huggingface.co/hexgrad/Kokoro-82M/blob/main/VOICES.md
        Voices = own is { Length: > 0 }
            ? [new Voice(own, own, "", "neutral")]
            : [new Voice("af_heart", "Heart", "en-US", "female"), new Voice("am_michael", "Michael", "en-US", "male"), new Voice("af_alloy", "Alloy", "en-US", "neutral"), new Voice("bf_emma", "Emma", "en-GB", "female"), new Voice("bm_george", "George", "en-GB", "male")];
    }

    public ProviderInfo Info => vendor.Info;

    public IReadOnlyList<Voice> Voices { get; }

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct);

    public Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct) =>
        OpenAiVoices.SpeakAsync(vendor, key?.BaseUrl is null ? ears : null, vendor.Settings.Model ?? UsualModel, SpokenText.Choose(vendor, Voices, request), request, key, ct);
}
