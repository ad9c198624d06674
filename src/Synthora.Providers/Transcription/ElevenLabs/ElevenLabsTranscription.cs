using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.ElevenLabs;

namespace Synthora.Providers.Transcription.ElevenLabs;

/// <summary>ElevenLabs' Scribe.</summary>
internal sealed class ElevenLabsTranscription(Vendors vendors) : ITranscriptionProvider
{
    public const string Id = "elevenlabs_scribe";
    private readonly Vendor vendor = vendors.Open(Id, ElevenLabsFaults.Manners);

    public ProviderInfo Info => vendor.Info;

    public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => ElevenLabsFaults.CheckAsync(vendor, key, ct);

    /// <remarks>https://elevenlabs.io/docs/api-reference/speech-to-text/convert</remarks>
    public async Task<Transcript> TranscribeAsync(TranscriptionRequest request, ApiKey? key, CancellationToken ct)
    {
        var sound = new ByteArrayContent(await SoundFile.ForUploadAsync(vendor, request.Path, ct));
        sound.Headers.ContentType = new MediaTypeHeaderValue("audio/mpeg");
        using var form = new MultipartFormDataContent
        {
            { sound, "file", "speech.mp3" },
            { new StringContent(vendor.Model(request.Model).Id), "model_id" },
            { new StringContent("word"), "timestamps_granularity" },
            { new StringContent("false"), "tag_audio_events" },
        };
        if (request.Language is { Length: >= 2 } language) form.Add(new StringContent(language[..2].ToLowerInvariant()), "language_code");
        var message = new HttpRequestMessage(HttpMethod.Post, "v1/speech-to-text") { Content = form };
        message.Options.Set(CallOptions.RepeatWhenTurnedAway, true);
        var answer = await vendor.SendAsync<JsonElement>(message, key, ct);

        // Blanks come as entries of their own.
        var words = answer.Items("words").Where(word => word.At("type") == "word")
            .Select(word => new SpokenWord((word.At("text") ?? "").Trim(), (int)((word.Number("start") ?? 0) * 1000), (int)((word.Number("end") ?? 0) * 1000))).ToList();
        return new Transcript(answer.At("text") ?? "", answer.At("language_code") ?? "", words.Count == 0 ? 0 : words[^1].EndMs / 1000.0, words);
    }
}
