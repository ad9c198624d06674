using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;
using Synthora.Providers.Transcription.OpenAi;

namespace Synthora.Providers.Speech.OpenAi;

/// <summary>OpenAI's voices, with the words' times from Whisper under the same key.</summary>
internal sealed class OpenAiSpeech(Vendors vendors) : ISpeechProvider
{
    public const string Id = "openai_tts";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));
    private readonly Vendor ears = vendors.Open(OpenAiTranscription.Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    /// <remarks>https://platform.openai.com/docs/guides/text-to-speech#voice-options</remarks>
    public IReadOnlyList<Voice> Voices { get; } =
    [
        new("marin", "Marin", "en-US", "female", "friendly", "professional"), new("cedar", "Cedar", "en-US", "male", "friendly", "professional"), new("alloy", "Alloy", "en-US", "neutral", "professional", "friendly", "calm", "authoritative"),
        new("ash", "Ash", "en-US", "male", "energetic", "playful"), new("ballad", "Ballad", "en-US", "male", "emotional", "aspirational"), new("coral", "Coral", "en-US", "female", "energetic", "playful"),
        new("echo", "Echo", "en-US", "male", "calm"), new("fable", "Fable", "en-GB", "neutral", "playful", "emotional"), new("nova", "Nova", "en-US", "female", "aspirational", "energetic"),
        new("onyx", "Onyx", "en-US", "male", "authoritative"), new("sage", "Sage", "en-US", "female", "calm", "authoritative"), new("shimmer", "Shimmer", "en-US", "female", "emotional"),
        new("verse", "Verse", "en-US", "neutral", "energetic", "aspirational"),
    ];

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct, hasRights: true);

    public Task<Speech> SpeakAsync(SpeechRequest request, ApiKey? key, CancellationToken ct) =>
        OpenAiVoices.SpeakAsync(vendor, ears, vendor.Model(request.Model).Id, SpokenText.Choose(vendor, Voices, request), request, key, ct);
}
