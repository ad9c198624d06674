using Synthora.Providers.Http;
using Synthora.Providers.Speech.Timing;
using Synthora.Providers.Transcription;
using Synthora.Providers.Transcription.OpenAi;

namespace Synthora.Providers.Speech.OpenAi;

/// <summary>Speech in OpenAI's form. It tells no times, so the recording is listened to where that is possible, and else the times are estimated.</summary>
internal static class OpenAiVoices
{
    private const int LongestPiece = 4_000;
    private const int Rate = 48_000;

    // What servers of their own call it.
    private const string UsualEars = "whisper-1";

    /// <param name="ears">A vendor of OpenAI's transcription; null to estimate.</param>
    public static async Task<Speech> SpeakAsync(Vendor vendor, Vendor? ears, string model, Voice voice, SpeechRequest request, ApiKey? key, CancellationToken ct)
    {
        var words = SpokenText.Words(vendor, request);
        // The newest voices keep their own pace whatever they are told, so it is changed here.
        var keepsPace = model.StartsWith("gpt-", StringComparison.Ordinal);
        var samples = new List<short>();
        foreach (var piece in SpokenText.Pieces(words, LongestPiece))
        {
            var body = new SpeechRequestBody(model, string.Join(' ', piece), voice.Id, "mp3", keepsPace || request.Speed == 1 ? null : request.Speed, keepsPace && request.Tone is { } tone ? $"Speak in a natural, {tone} tone." : null);
            var message = Vendor.Post("audio/speech", body);
            message.Options.Set(CallOptions.RepeatWhenTurnedAway, true);
            samples.AddRange(await Recording.DecodeAsync(await vendor.SendAsync<byte[]>(message, key, ct), keepsPace ? request.Speed : 1, ct));
        }

        short[] sound = [.. samples];
        var seconds = (double)sound.Length / Rate;
        var (heard, listening) = ears is null ? default : await ListenAsync(ears, words, sound, request, key, ct);
        var speech = await Recording.WriteAsync(
            sound, words, heard ?? EstimatedTimes.Words(words, sound, Rate), voice.Id, heard is null ? WordTiming.Estimate : WordTiming.Transcription, request.OutputPath, ct);
        return speech with { MadeSeconds = keepsPace ? seconds * request.Speed : seconds, Listening = listening is null ? null : new(ears!.Info.Id, listening, seconds) };
    }

    /// <returns>When the words are said, if they were made out, and the model that listened, if it did.</returns>
    private static async Task<(IReadOnlyList<(double Start, double End)?>? Times, string? Model)> ListenAsync(
        Vendor ears, IReadOnlyList<string> words, short[] sound, SpeechRequest request, ApiKey? key, CancellationToken ct)
    {
        var recording = Path.GetTempFileName();
        try
        {
            Offline.WavFile.Write(recording, sound, Rate);
            var model = ears.Settings.Model ?? ears.Info.RecommendedModel?.Id ?? UsualEars;
            var heard = await VerboseTranscription.HearAsync(ears, new TranscriptionRequest(recording, request.Language, request.Text.Length > 200 ? request.Text[..200] : request.Text), model, key, ct);
            return (WordMatch.Times(words, [.. heard.Words.Select(word => (word.Text, word.StartMs / 1000.0, word.EndMs / 1000.0))]), model);
        }
        catch (ProviderException deaf) when (deaf.Fault is not ProviderFault.RateLimited)
        {
            // The voice has been paid for: a recording with estimated times beats none.
            return default;
        }
        finally
        {
            File.Delete(recording);
        }
    }
}
