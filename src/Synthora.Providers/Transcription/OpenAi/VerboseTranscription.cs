using System.Net.Http.Headers;
using System.Text.Json;
using Synthora.Providers.Http;
using Synthora.Providers.Speech;

namespace Synthora.Providers.Transcription.OpenAi;

/// <summary>Transcription in OpenAI's form with the time of every word, as Whisper's many hosts speak it.</summary>
/// <remarks>https://platform.openai.com/docs/api-reference/audio/createTranscription</remarks>
internal static class VerboseTranscription
{
    public static async Task<Transcript> HearAsync(Vendor vendor, TranscriptionRequest request, string model, ApiKey? key, CancellationToken ct)
    {
        var sound = new ByteArrayContent(await SoundFile.ForUploadAsync(vendor, request.Path, ct));
        sound.Headers.ContentType = new MediaTypeHeaderValue("audio/mpeg");
        using var form = new MultipartFormDataContent
        {
            { sound, "file", "speech.mp3" },
            { new StringContent(model), "model" },
            { new StringContent("verbose_json"), "response_format" },
            { new StringContent("word"), "timestamp_granularities[]" },
        };
        if (request.Language is { Length: >= 2 } language) form.Add(new StringContent(language[..2].ToLowerInvariant()), "language");
        if (request.Hint is { Length: > 0 } hint) form.Add(new StringContent(hint), "prompt");
        var message = new HttpRequestMessage(HttpMethod.Post, "audio/transcriptions") { Content = form };
        message.Options.Set(CallOptions.RepeatWhenTurnedAway, true);
        var answer = await vendor.SendAsync<JsonElement>(message, key, ct);
        if (answer.Find("words").ValueKind != JsonValueKind.Array)
            throw vendor.Fault(ProviderFault.BadAnswer, $"the model {model} does not tell when each word is said");
        return new Transcript(answer.At("text") ?? "", answer.At("language") ?? "", answer.Number("duration") ?? 0,
            [.. answer.Items("words").Select(word => new SpokenWord((word.At("word") ?? "").Trim(), Milliseconds(word, "start"), Milliseconds(word, "end")))]);
    }

    private static int Milliseconds(JsonElement word, string name) => (int)Math.Round((word.Number(name) ?? 0) * 1000);
}
