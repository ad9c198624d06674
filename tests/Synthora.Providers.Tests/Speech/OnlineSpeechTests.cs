using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;
using Synthora.Providers.Speech.Timing;
using Synthora.Providers.Transcription;
using Synthora.Providers.Transcription.WhisperCpp;

namespace Synthora.Providers.Tests.Speech;

public sealed class ElevenLabsVoice(SimulatedVendors vendors) : OnlineSpeechContract(vendors)
{
    protected override string Id => "elevenlabs";
    protected override WordTiming Timing => WordTiming.Synthesiser;

    [Fact]
    public async Task A_long_text_is_spoken_in_pieces_and_stays_whole()
    {
        var text = string.Join(' ', Enumerable.Range(1, 62).Select(i => $"Sentence {i} is about bread and honey, again."));
        var speech = await Speak(text);
        speech.Words.Select(word => word.Text).ShouldBe(text.Split(' '));
        speech.Words[^1].EndMs.ShouldBeInRange(speech.DurationMs - 500, speech.DurationMs);
        speech.Words.Count(word => word.EndMs > word.StartMs).ShouldBe(speech.Words.Count);
    }

    [Fact]
    public async Task A_restricted_key_and_an_empty_account_are_told_from_a_wrong_key()
    {
        (await Provider.CheckKeyAsync(new ApiKey("restricted"), CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        (await Provider.CheckKeyAsync(new ApiKey("poor"), CancellationToken.None)).Status.ShouldBe(KeyStatus.Limited);
    }
}

public sealed class OpenAiVoice(SimulatedVendors vendors) : OnlineSpeechContract(vendors)
{
    protected override string Id => "openai_tts";
    protected override WordTiming Timing => WordTiming.Transcription;
}

/// <summary>Kokoro and its kin: they share OpenAI's form and its code, so only what differs is tried.</summary>
public sealed class CompatibleVoice(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    private ISpeechProvider Provider => vendors.Provider<ISpeechProvider>("openai_compatible_tts");

    [Fact]
    public async Task A_server_without_a_key_speaks_and_the_server_beside_it_hears_when()
    {
        var speech = await Provider.SpeakAsync(new SpeechRequest("Bees dance in the dark.", "female", "en-US", 1, Path.GetTempFileName()), null, CancellationToken.None);
        speech.VoiceId.ShouldBe("af_heart");
        speech.Timing.ShouldBe(WordTiming.Transcription);
        speech.Words.Select(word => word.Text).ShouldBe(["Bees", "dance", "in", "the", "dark."]);
        (await Provider.CheckKeyAsync(null, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
    }

    [Fact]
    public async Task With_nobody_to_listen_the_times_are_estimated_and_say_so()
    {
        var deaf = vendors.Configure(("Providers:openai_compatible_stt:BaseUrl", "http://127.0.0.1:9/v1")).GetRequiredService<ProviderCatalog>().Find<ISpeechProvider>("openai_compatible_tts")!;
        var speech = await deaf.SpeakAsync(new SpeechRequest("Bees dance in the dark.", "female", "en-US", 1, Path.GetTempFileName()), null, CancellationToken.None);
        speech.Timing.ShouldBe(WordTiming.Estimate);
        speech.Words[^1].EndMs.ShouldBeInRange(speech.DurationMs - 400, speech.DurationMs);
    }
}

/// <summary>A template says how its voice sounds; each vendor has other voices for that.</summary>
public sealed class VoiceTones(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    [Theory]
    [InlineData("openai_tts", "female", "calm", "sage")]
    [InlineData("openai_tts", "male", "authoritative", "onyx")]
    [InlineData("openai_tts", "neutral", "playful", "fable")]
    [InlineData("openai_tts", "female", null, "marin")]
    [InlineData("openai_tts", "onyx", "calm", "onyx")]
    [InlineData("elevenlabs", "male", "energetic", "TX3LPaxmHKxFdv7VOQHJ")]
    [InlineData("elevenlabs", "female", "professional", "21m00Tcm4TlvDq8ikWAM")]
    [InlineData("elevenlabs", "neutral", "playful", "SAz9YHcvj6GT2YYXdXww")]
    public async Task Of_the_voices_of_a_gender_the_one_that_suits_the_tone_speaks(string provider, string asked, string? tone, string voice)
    {
        var speech = await vendors.Provider<ISpeechProvider>(provider).SpeakAsync(
            new SpeechRequest("Bees dance.", asked, "en-US", 1, Path.GetTempFileName(), Tone: tone), new ApiKey("right-key-0123"), CancellationToken.None);
        speech.VoiceId.ShouldBe(voice);
        var sent = vendors.Seen.Last(request => request.Body.Contains("Bees dance.", StringComparison.Ordinal) && !request.Body.Contains("form-data", StringComparison.Ordinal)).Body;
        if (provider == "openai_tts") sent.Contains($"natural, {tone} tone", StringComparison.Ordinal).ShouldBe(tone is not null, sent);
    }

    [Theory]
    [InlineData("openai_tts")]
    [InlineData("elevenlabs")]
    public void Every_tone_of_a_template_has_a_voice_of_either_gender(string provider)
    {
        string[] tones = ["energetic", "professional", "friendly", "calm", "emotional", "aspirational", "playful", "authoritative"];
        foreach (var gender in new[] { "female", "male" })
            tones.ShouldAllBe(tone => vendors.Provider<ISpeechProvider>(provider).Voices.Any(voice => voice.Gender == gender && voice.Tones.Contains(tone)));
    }
}

public abstract class OnlineSpeechContract(SimulatedVendors vendors) : SpeechContract, IClassFixture<SimulatedVendors>
{
    protected abstract string Id { get; }
    protected abstract WordTiming Timing { get; }
    protected override ISpeechProvider Provider => vendors.Provider<ISpeechProvider>(Id);
    protected override ApiKey? Key => new("right-key-0123");
    protected override string Voice => "female";

    [Fact]
    public async Task Words_begin_where_the_offline_voice_says_they_begin()
    {
        const string text = "Take this home, please. The bread is warm and the coffee is strong.";
        var speech = await Speak(text);
        var truth = await new OfflineSpeech().SpeakAsync(new SpeechRequest(text, "female", "en-US", 1, Path.GetTempFileName()), null, CancellationToken.None);

        speech.Timing.ShouldBe(Timing);
        var off = speech.Words.Zip(truth.Words, (a, b) => Math.Abs(a.StartMs - b.StartMs)).Order().ToList();
        off[^1].ShouldBeLessThanOrEqualTo(90, string.Join(' ', off));
    }

    [Theory]
    [InlineData("wrong", ProviderFault.BadKey)]
    [InlineData("poor", ProviderFault.OutOfCredit)]
    [InlineData("busy", ProviderFault.RateLimited)]
    public async Task A_key_that_cannot_pay_or_enter_is_told_apart(string key, ProviderFault fault)
    {
        var request = new SpeechRequest("Hello there.", Voice, "en-US", 1, Path.GetTempFileName());
        (await Should.ThrowAsync<ProviderException>(() => Provider.SpeakAsync(request, new ApiKey(key), CancellationToken.None))).Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task What_the_rules_forbid_is_a_refusal() =>
        (await Should.ThrowAsync<ProviderException>(() => Speak("[policy] something bad"))).Fault.ShouldBe(ProviderFault.RejectedByPolicy);

    [Theory]
    [InlineData("busy")]
    [InlineData("trouble")]
    public async Task A_text_turned_away_unread_is_sent_again(string word)
    {
        var before = vendors.Seen.Count;
        (await Speak($"Hello [{word}] there.")).Words.Count.ShouldBe(3);
        vendors.Seen.Skip(before).Count(request => request.Body.Contains($"Hello [{word}] there.", StringComparison.Ordinal) && !request.Body.Contains("form-data", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task The_key_is_checked_without_speaking()
    {
        (await Provider.CheckKeyAsync(Key, CancellationToken.None)).ShouldBe(KeyCheck.Valid);
        (await Provider.CheckKeyAsync(new ApiKey("wrong"), CancellationToken.None)).Status.ShouldBe(KeyStatus.Invalid);
    }

    [Theory]
    [InlineData("no such voice; rm -rf /")]
    [InlineData("../../v1/user")]
    public async Task A_voice_that_is_no_name_is_refused(string voice) =>
        (await Should.ThrowAsync<ProviderException>(() => Speak("Hello.", voice: voice))).Fault.ShouldBe(ProviderFault.InvalidRequest);
}

public sealed class WordTimesTests
{
    [Fact]
    public void Heard_words_give_their_times_to_written_ones_spelled_otherwise()
    {
        string[] written = ["It's", "72%", "cheaper", "at", "Müller's", "—", "really."];
        (string, double, double)[] heard = [("its", 0, 0.2), ("seventy", 0.2, 0.5), ("two", 0.5, 0.6), ("percent", 0.6, 0.9), ("cheaper", 1, 1.4), ("at", 1.4, 1.5), ("Mullers", 1.5, 2), ("really", 2.4, 3)];
        var times = WordMatch.Times(written, heard).ShouldNotBeNull();
        times[2].ShouldBe((1, 1.4));
        times[4].ShouldBe((1.5, 2));
        times[6].ShouldBe((2.4, 3));
        WordMatch.Times(written, [("Something", 0, 1), ("else", 1, 2), ("entirely", 2, 3)]).ShouldBeNull();
    }

    [Fact]
    public void An_estimate_keeps_words_out_of_pauses()
    {
        var samples = new short[48_000 * 3];
        for (var i = 0; i < 48_000; i++) (samples[i], samples[i + 96_000]) = ((short)(i % 200 * 50), (short)(i % 200 * 50));
        var times = EstimatedTimes.Words(["Hello", "there.", "Hello", "again."], samples, 48_000);
        times[1]!.Value.End.ShouldBeLessThanOrEqualTo(1.01);
        times[2]!.Value.Start.ShouldBeGreaterThanOrEqualTo(1.99);
    }

    [Fact]
    public void Whispers_tokens_become_words()
    {
        var json = JsonSerializer.Deserialize<JsonElement>("""
            {"result":{"language":"en"},"transcription":[{"tokens":[{"text":"[_BEG_]","offsets":{"from":0,"to":0}},{"text":" And","offsets":{"from":0,"to":320}},
            {"text":" so","offsets":{"from":320,"to":500}},{"text":"urd","offsets":{"from":500,"to":620}},{"text":"ough","offsets":{"from":620,"to":900}},{"text":".","offsets":{"from":900,"to":910}},{"text":"[_TT_50]","offsets":{"from":910,"to":910}}]}]}
            """);
        WhisperCpp.Read(json).Words.ShouldBe([new SpokenWord("And", 0, 320), new SpokenWord("sourdough.", 320, 910)]);
    }
}

/// <summary>What every ear owes the product.</summary>
public sealed class TranscriptionContract(SimulatedVendors vendors) : IClassFixture<SimulatedVendors>
{
    [Theory]
    [InlineData("openai_whisper")]
    [InlineData("elevenlabs_scribe")]
    [InlineData("groq_whisper")]
    [InlineData("openai_compatible_stt")]
    public async Task A_recording_comes_back_as_words_with_rising_times(string id)
    {
        var folder = Directory.CreateTempSubdirectory("synthora-test-");
        try
        {
            const string text = "Bees dance to tell the others where the flowers are.";
            var voice = vendors.Provider<ISpeechProvider>("elevenlabs");
            var spoken = await voice.SpeakAsync(new SpeechRequest(text, "female", "en-US", 1, Path.Combine(folder.FullName, "a.wav")), new ApiKey("right-key"), CancellationToken.None);
            var provider = vendors.Provider<ITranscriptionProvider>(id);
            var heard = await provider.TranscribeAsync(new TranscriptionRequest(spoken.Path, "en-US"), new ApiKey("right-key"), CancellationToken.None);

            heard.Words.Count.ShouldBeGreaterThan(5);
            heard.Words.Zip(heard.Words.Skip(1)).ShouldAllBe(pair => pair.First.StartMs <= pair.Second.StartMs);
            heard.Words[^1].EndMs.ShouldBeInRange(spoken.DurationMs / 2, spoken.DurationMs + 300);
            heard.Text.ShouldNotBeEmpty();
            (await provider.CheckKeyAsync(new ApiKey("right-key"), CancellationToken.None)).ShouldBe(KeyCheck.Valid);
            var refused = await Should.ThrowAsync<ProviderException>(() => provider.TranscribeAsync(new TranscriptionRequest(spoken.Path), new ApiKey("wrong"), CancellationToken.None));
            refused.Fault.ShouldBe(ProviderFault.BadKey);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Without_whisper_cpp_the_check_says_how_to_get_it()
    {
        var told = await vendors.Provider<ITranscriptionProvider>("whisper_cpp").CheckKeyAsync(null, CancellationToken.None);
        if (told.Status == KeyStatus.Invalid) told.Message.ShouldNotBeNull().ShouldContain("Install whisper.cpp");
    }
}
