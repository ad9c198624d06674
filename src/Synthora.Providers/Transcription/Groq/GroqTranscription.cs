using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;
using Synthora.Providers.Transcription.OpenAi;

namespace Synthora.Providers.Transcription.Groq;

/// <summary>Whisper at Groq, much faster than speech.</summary>
/// <remarks>https://console.groq.com/docs/speech-to-text</remarks>
internal sealed class GroqTranscription(Vendors vendors) : ITranscriptionProvider
{
    public const string Id = "groq_whisper";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct);

    public Task<Transcript> TranscribeAsync(TranscriptionRequest request, ApiKey? key, CancellationToken ct) =>
        VerboseTranscription.HearAsync(vendor, request, vendor.Model(request.Model).Id, key, ct);
}
