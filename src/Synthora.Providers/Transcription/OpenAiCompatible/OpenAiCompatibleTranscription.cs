using Synthora.Providers.Http;
using Synthora.Providers.Text.OpenAi;
using Synthora.Providers.Transcription.OpenAi;

namespace Synthora.Providers.Transcription.OpenAiCompatible;

/// <summary>A Whisper server of the user's or the operator's own.</summary>
internal sealed class OpenAiCompatibleTranscription(Vendors vendors) : ITranscriptionProvider
{
    public const string Id = "openai_compatible_stt";
    private const string UsualModel = "whisper-1";
    private readonly Vendor vendor = vendors.Open(Id, VendorManners.Bearer(OpenAiFaults.Read));

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => OpenAiModels.CheckAsync(vendor, key, ct);

    public Task<Transcript> TranscribeAsync(TranscriptionRequest request, ApiKey? key, CancellationToken ct) =>
        VerboseTranscription.HearAsync(vendor, request, request.Model ?? vendor.Settings.Model ?? UsualModel, key, ct);
}
