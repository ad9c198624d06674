using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Tests.Speech.Offline;

public sealed class FemaleOfflineVoice : OfflineSpeechContract
{
    protected override string Voice => "female";
}

public sealed class MaleOfflineVoice : OfflineSpeechContract
{
    protected override string Voice => "male";
}

public sealed class NeutralOfflineVoice : OfflineSpeechContract
{
    protected override string Voice => "neutral";
}

public sealed class EspeakOfflineVoice : OfflineSpeechContract
{
    protected override string Voice => "espeak-en-GB";
}

public abstract class OfflineSpeechContract : SpeechContract
{
    // Each begins with a stop or a vowel, so that the ear and the meter agree on where it begins.
    private const string Countable = "Take, out, bake, about, dig, ask, cook, even, butter, open, paper, over, talk, up, garden, eight, picnic, under, tiger, apple.";

    protected override ISpeechProvider Provider { get; } = new OfflineSpeech();

    [Fact]
    public async Task Words_begin_where_the_sound_begins()
    {
        var speech = await Speak(Countable);

        var errors = OnsetErrors(speech).Order().ToList();
        errors[errors.Count / 2].ShouldBeLessThanOrEqualTo(40, string.Join(' ', errors));
        errors[(int)(errors.Count * 0.95) - 1].ShouldBeLessThanOrEqualTo(80, string.Join(' ', errors));
    }

    /// <summary>Distance between the time told and the nearest rise out of silence, for each word between pauses.</summary>
    private static List<int> OnsetErrors(Synthora.Providers.Speech.Speech speech)
    {
        var (samples, rate) = WavFile.Read(speech.Path);
        var blocks = Loudness.Blocks(samples, rate);
        var threshold = blocks.Max() / 40;
        var onsets = new List<int>();
        var quiet = 99;
        for (var i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] < threshold)
            {
                quiet++;
                continue;
            }

            if (quiet >= 60 / Loudness.BlockMs) onsets.Add(i * Loudness.BlockMs);
            quiet = 0;
        }

        onsets.Count.ShouldBeInRange(speech.Words.Count - 1, speech.Words.Count + 12);
        return [.. speech.Words.Select(word => onsets.Min(onset => Math.Abs(onset - word.StartMs)))];
    }
}

public sealed class SteadyVoices : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("synthora-steady-");

    [Theory]
    [InlineData("female")]
    [InlineData("male")]
    [InlineData("neutral")]
    public async Task The_same_words_of_a_voice_are_the_same_bytes_whatever_was_said_before(string voice)
    {
        var first = await SpeakAsync("Warm the pot before the tea goes in.");
        await SpeakAsync("Then wait. Four minutes are enough!");
        await new OfflineSpeech().SpeakAsync(new("Guten Tag.", "female", "de", 1, Path.Combine(folder.FullName, "de.wav")), null, CancellationToken.None);

        (await SpeakAsync("Warm the pot before the tea goes in.")).ShouldBe(first);

        async Task<byte[]> SpeakAsync(string text)
        {
            var path = Path.Combine(folder.FullName, $"{Guid.CreateVersion7():N}.wav");
            await new OfflineSpeech().SpeakAsync(new(text, voice, "en", 1, path), null, CancellationToken.None);
            return await File.ReadAllBytesAsync(path);
        }
    }

    public void Dispose() => folder.Delete(recursive: true);
}

public sealed class OtherLanguages : SpeechContract
{
    protected override ISpeechProvider Provider { get; } = new OfflineSpeech();
    protected override string Voice => "espeak-en-GB";

    [Theory]
    [InlineData("de", "Guten Tag, heute sind es 25 Grad. Wir haben 3 Ideen!", "espeak-de", 11)]
    [InlineData("fr", "Bonjour à tous, c'est l'été.", "espeak-fr", 5)]
    [InlineData("ar", "مرحبا بكم في هذا الفيديو.", "espeak-ar", 5)]
    [InlineData("zh", "你好，世界。今天学习！", "espeak-zh", 3)]
    [InlineData("en", "你好，世界。今天学习！", "espeak-zh", 3)]
    [InlineData("en", "Привет, мир. Как дела?", "espeak-ru", 4)]
    public async Task A_text_is_spoken_by_a_voice_of_its_language_and_says_which(string language, string text, string voice, int words)
    {
        var speech = await Speak(text, voice: "female", language: language);

        speech.VoiceId.ShouldStartWith(voice);
        string.Concat(speech.Words.Select(w => w.Text)).ShouldBe(text.Replace(" ", ""));
        speech.Words.Count.ShouldBe(words);
        speech.Words.ShouldAllBe(w => w.EndMs - w.StartMs > 50);
    }

    [Fact]
    public async Task Every_voice_on_offer_can_be_used()
    {
        foreach (var voice in Provider.Voices.Where(v => v.Id != "espeak-en-GB"))
            (await Speak("OK 123", voice: voice.Id, language: "en")).VoiceId.ShouldStartWith(voice.Id);
    }

    [Theory]
    [InlineData("xx", "hello there", "female")]
    [InlineData("ja", "今日は", "female")]
    [InlineData("en", "hello there", "morgan")]
    public async Task What_no_voice_can_speak_is_refused_with_a_remedy(string language, string text, string voice)
    {
        var refusal = await Should.ThrowAsync<ProviderException>(() => Speak(text, voice: voice, language: language));
        refusal.Fault.ShouldBe(ProviderFault.InvalidRequest);
        refusal.Remedy.ShouldNotBeEmpty();
    }
}
