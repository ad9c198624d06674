using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;

namespace Synthora.Providers.Transcription.OpenAi;

/// <summary>OpenAI's Whisper.</summary>
internal sealed class OpenAiTranscription(Vendors vendors) : ITranscriptionProvider
{
    public const string Id = "openai_whisper";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct, hasRights: true);

    public Task<Transcript> TranscribeAsync(TranscriptionRequest request, ApiKey? key, CancellationToken ct) =>
        VerboseTranscription.HearAsync(vendor, request, vendor.Model(request.Model).Id, key, ct);
}
