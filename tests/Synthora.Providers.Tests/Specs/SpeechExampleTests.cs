using System.Text.Json.Nodes;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;
using Synthora.Providers.Transcription;

namespace Synthora.Providers.Tests.Specs;

/// <summary>What voices' and listeners' vendors print, as the adapters read it.</summary>
public sealed class SpeechExampleTests : IDisposable
{
    private const int Rate = 48_000;
    private readonly PrintedAnswers _printed = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-test-");

    [Fact]
    public async Task ElevenLabs_printed_characters_become_a_words_time()
    {
        _printed.Give(PrintedAnswers.Filled("elevenlabs-speech", ("audio_base64", Convert.ToBase64String(await File.ReadAllBytesAsync(Sound())))));
        var spoken = await SpeakAsync("elevenlabs");
        spoken.Words.ShouldBe([new SpokenWord("Hello", 0, 500)]);
        spoken.Timing.ShouldBe(WordTiming.Synthesiser);
    }

    [Fact]
    public async Task A_sound_that_is_none_is_an_answer_that_cannot_be_used()
    {
        // As printed, there is a word where the sound would be.
        _printed.Give("elevenlabs-speech");
        (await Should.ThrowAsync<ProviderException>(() => SpeakAsync("elevenlabs"))).Fault.ShouldBe(ProviderFault.BadAnswer);
    }

    [Theory]
    [InlineData("openai_whisper", "openai-transcription", "The 0–240, volleyball 7400–7900")]
    [InlineData("elevenlabs_scribe", "elevenlabs-transcription", "Hello 0–500, world! 500–1200")]
    public async Task A_printed_transcript_gives_every_word_its_time(string id, string example, string words)
    {
        _printed.Give(example);
        var heard = await _printed.Provider<ITranscriptionProvider>(id).TranscribeAsync(new TranscriptionRequest(Sound(), "en-US"), PrintedAnswers.Key, CancellationToken.None);
        string.Join(", ", heard.Words.Select(word => $"{word.Text} {word.StartMs}–{word.EndMs}")).ShouldBe(words);
    }

    [Fact]
    public async Task ElevenLabs_printed_account_has_characters_left()
    {
        _printed.Give("elevenlabs-account");
        (await _printed.Provider<ISpeechProvider>("elevenlabs").CheckKeyAsync(PrintedAnswers.Key, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
    }

    /// <remarks>https://elevenlabs.io/docs/developers/resources/error-messages prints the codes by status, without bodies.</remarks>
    [Theory]
    [InlineData(401, "max_character_limit_exceeded", ProviderFault.InvalidRequest)]
    [InlineData(401, "invalid_api_key", ProviderFault.BadKey)]
    [InlineData(401, "quota_exceeded", ProviderFault.OutOfCredit)]
    [InlineData(401, "voice_not_found", ProviderFault.NotFound)]
    [InlineData(403, "only_for_creator+", ProviderFault.InvalidRequest)]
    [InlineData(429, "too_many_concurrent_requests", ProviderFault.RateLimited)]
    [InlineData(429, "system_busy", ProviderFault.RateLimited)]
    public async Task ElevenLabs_printed_codes_are_told_by_kind(int status, string code, ProviderFault fault)
    {
        _printed.Give(status, new JsonObject { ["detail"] = new JsonObject { ["status"] = code, ["message"] = code } });
        (await Should.ThrowAsync<ProviderException>(() => SpeakAsync("elevenlabs"))).Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task A_server_of_ones_own_says_what_it_does_not_have()
    {
        _printed.Give("kokoro-no-such-model.400");
        var told = await Should.ThrowAsync<ProviderException>(() => SpeakAsync("openai_compatible_tts"));
        told.Fault.ShouldBe(ProviderFault.InvalidRequest);
        told.Cause.ShouldContain("Unsupported model: tts-9");
    }

    public void Dispose()
    {
        _printed.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task<Synthora.Providers.Speech.Speech> SpeakAsync(string id) => _printed.Provider<ISpeechProvider>(id)
        .SpeakAsync(new SpeechRequest("Hello", "female", "en-US", 1, Path.Combine(_folder.FullName, "spoken.wav")), PrintedAnswers.Key, CancellationToken.None);

    private string Sound()
    {
        var path = Path.Combine(_folder.FullName, "tone.wav");
        WavFile.Write(path, [.. Enumerable.Range(0, Rate * 6 / 10).Select(at => (short)(10_000 * Math.Sin(at * 2 * Math.PI * 440 / Rate)))], Rate);
        return path;
    }
}
