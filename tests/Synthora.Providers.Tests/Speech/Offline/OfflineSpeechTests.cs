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
