using Synthora.Providers.Speech;
using Synthora.Providers.Speech.Offline;

namespace Synthora.Providers.Tests.Speech;

/// <summary>What every voice provider owes the product, whoever makes the sound.</summary>
public abstract class SpeechContract : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("synthora-test-");

    protected abstract ISpeechProvider Provider { get; }
    protected virtual ApiKey? Key => null;
    protected abstract string Voice { get; }

    [Fact]
    public async Task Every_written_word_comes_back_in_order_with_rising_times()
    {
        const string text = "Hello there! It's 72% cheaper at $4.99 — really. Ask \"AI\" by 3pm, e.g. at www.example.com, ok? 🎉 Don't (ever) stop.";
        var speech = await Speak(text);

        speech.Words.Select(w => w.Text).ShouldBe(text.Split(' '));
        var before = 0;
        foreach (var word in speech.Words)
        {
            word.StartMs.ShouldBeGreaterThanOrEqualTo(before, word.Text);
            word.EndMs.ShouldBeGreaterThanOrEqualTo(word.StartMs, word.Text);
            before = word.EndMs;
        }

        before.ShouldBeLessThanOrEqualTo(speech.DurationMs);
        speech.Words.Where(w => w.Text.Any(char.IsLetterOrDigit)).ShouldAllBe(w => w.EndMs - w.StartMs >= 40);
    }

    [Fact]
    public async Task The_recording_is_48_kHz_mono_starts_at_once_and_has_no_hole()
    {
        var speech = await Speak("First, we wake up early. Then we drink water; it helps more than you think! And finally: we walk for ten minutes.");

        var (samples, rate) = WavFile.Read(speech.Path);
        rate.ShouldBe(48_000);
        ((int)(samples.Length * 1000L / rate)).ShouldBeInRange(speech.DurationMs - 10, speech.DurationMs + 10);
        var sound = Loudness.Of(samples, rate);
        sound.FirstSoundMs.ShouldBeLessThanOrEqualTo(50);
        sound.LongestSilenceMs.ShouldBeLessThanOrEqualTo(550);
        sound.TrailingSilenceMs.ShouldBeLessThanOrEqualTo(150);
        sound.Peak.ShouldBeInRange(0.2, 0.92);
        sound.SpeechLevelDb.ShouldBeInRange(-24, -14);
    }

    [Fact]
    public async Task Twice_the_speed_takes_about_half_the_time()
    {
        const string text = "The quick brown fox jumps over the lazy dog while the whole village watches.";
        var (natural, fast, slow) = (await Speak(text), await Speak(text, 2), await Speak(text, 0.5));

        ((double)natural.DurationMs / fast.DurationMs).ShouldBeInRange(1.6, 2.4);
        ((double)slow.DurationMs / natural.DurationMs).ShouldBeInRange(1.6, 2.4);
    }

    [Fact]
    public async Task Text_that_attacks_the_synthesiser_is_only_spoken()
    {
        var trap = Path.Combine(folder.FullName, "trap");
        var text = $"He said \") (system \"touch {trap}\") and ' $(touch {trap}) `touch {trap}` <audio src=\"x\"/> %n%n%s \\\" \0 [[hh@loU]] &#x41; --help -o {trap} ; rm";
        var speech = await Speak(text);

        File.Exists(trap).ShouldBeFalse();
        speech.Words.Count.ShouldBe(text.Replace('\0', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("🎉 — …")]
    public async Task Text_without_a_word_is_refused_with_a_remedy(string text)
    {
        var refusal = await Should.ThrowAsync<ProviderException>(() => Speak(text));
        refusal.Cause.ShouldNotBeEmpty();
        refusal.Remedy.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Calls_at_the_same_time_do_not_mix()
    {
        var texts = Enumerable.Range(1, 4).Select(i => string.Join(' ', Enumerable.Repeat($"number {i} speaks", i))).ToList();
        var alone = new List<int>();
        foreach (var text in texts) alone.Add((await Speak(text)).DurationMs);
        var together = await Task.WhenAll(texts.Select(t => Speak(t)));

        // However a synthesiser varies, a recording is nearer to its own text's length than to any other's.
        together.Select(speech => alone.IndexOf(alone.MinBy(length => Math.Abs(length - speech.DurationMs)))).ShouldBe([0, 1, 2, 3]);
        foreach (var speech in together)
        {
            var (samples, rate) = WavFile.Read(speech.Path);
            ((double)samples.Length / rate).ShouldBe(speech.DurationMs / 1000.0, 0.05, "the file holds what was told of it and no more");
        }

        together.Select(s => string.Join(' ', s.Words.Select(w => w.Text))).ShouldBe(texts);
    }

    protected Task<Synthora.Providers.Speech.Speech> Speak(string text, double speed = 1, string? voice = null, string language = "en-US") => Provider.SpeakAsync(
        new SpeechRequest(text, voice ?? Voice, language, speed, Path.Combine(folder.FullName, Guid.CreateVersion7() + ".wav")), Key, CancellationToken.None);

    public void Dispose()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
