using Synthora.Rendering.Audio;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Audio;

[Collection(RenderingTests.Name)]
public sealed class VoiceTrimTests(SampleMedia media)
{
    private const int Rate = VoiceRecording.Rate;

    /// <summary>"So", a second of nothing, "um", "we go".</summary>
    private static readonly IReadOnlyList<Word> Words =
        [new("So", 300, 600), new("um,", 1600, 1900), new("we", 2000, 2200), new("go.", 2250, 2600)];

    private static readonly float[] Speech = Spoken(3600, Words);

    [Fact]
    public void No_pause_longer_than_asked_survives_and_every_word_does()
    {
        var cut = VoiceTrim.Plan(Speech, Rate, Words, new());

        var words = cut.Map(Words);
        words.Select(word => word.Text).ShouldBe(["So", "um,", "we", "go."]);
        words.Zip(Words, (after, before) => after.EndMs - after.StartMs - (before.EndMs - before.StartMs)).ShouldAllBe(change => change == 0);
        words[0].StartMs.ShouldBeInRange(15, 25);
        (words[1].StartMs - words[0].EndMs).ShouldBeInRange(440, 460);
        (cut.NewMs - words[^1].EndMs).ShouldBeInRange(110, 130);
        var trimmed = VoiceTrim.Apply(Speech, Rate, cut);
        (trimmed.Length * 1000.0 / Rate).ShouldBe(cut.NewMs, 1);
        Silences(trimmed).Max().ShouldBeLessThanOrEqualTo(460);
        // Each word sounds where its new time says.
        foreach (var word in words) Level(trimmed, word.StartMs + 20, word.EndMs - 20).ShouldBeGreaterThan(-24, word.Text);
    }

    [Fact]
    public void Hesitations_go_with_their_pauses_and_what_comes_after_moves_up()
    {
        var cut = VoiceTrim.Plan(Speech, Rate, Words, new(FillersOf: "en-GB"));

        var words = cut.Map(Words);
        words.Select(word => word.Text).ShouldBe(["So", "we", "go."]);
        (words[1].StartMs - words[0].EndMs).ShouldBeInRange(105, 135);
        VoiceTrim.Plan(Speech, Rate, Words, new(FillersOf: "de")).Map(Words).Count.ShouldBe(4);
    }

    [Fact]
    public void A_cut_does_not_click()
    {
        // A hum under the speech would step at every joint.
        var hum = (float[])Speech.Clone();
        for (var i = 0; i < hum.Length; i++) hum[i] += 0.002f * MathF.Sin(2 * MathF.PI * 50 * i / Rate);

        var trimmed = VoiceTrim.Apply(hum, Rate, VoiceTrim.Plan(hum, Rate, Words, new()));

        var usual = Enumerable.Range(1, hum.Length - 1).Max(i => Math.Abs(hum[i] - hum[i - 1]));
        Enumerable.Range(1, trimmed.Length - 1).Max(i => Math.Abs(trimmed[i] - trimmed[i - 1])).ShouldBeLessThanOrEqualTo(usual * 1.01f);
    }

    [Fact]
    public void A_joint_fades_over_thirty_milliseconds()
    {
        // What stands before the cut is told from what stands after it by its level.
        var tone = new float[2 * Rate];
        for (var i = 0; i < tone.Length; i++) tone[i] = i < Rate ? 0.1f : 0.3f;

        var joined = VoiceTrim.Apply(tone, Rate, new VoiceCut([new(0, 500), new(1500, 2000)], 2000));

        float At(int ms) => joined[ms * Rate / 1000];
        At(499).ShouldBe(0.1f);
        At(510).ShouldBeInRange(0.15f, 0.25f);
        At(526).ShouldBeInRange(0.301f, 0.32f);
        At(531).ShouldBe(0.3f);
    }

    [Fact]
    public void Times_never_run_backwards_and_silence_is_left_as_it_is()
    {
        var cut = VoiceTrim.Plan(Speech, Rate, [], new(LongestPauseMs: 200));
        Enumerable.Range(0, 3600).Select(cut.Map).ShouldBe(Enumerable.Range(0, 3600).Select(cut.Map).Order());
        cut.Map(3600).ShouldBeLessThanOrEqualTo(cut.NewMs);

        VoiceTrim.Plan(new float[Rate], Rate, [], new()).IsWhole.ShouldBeTrue();
        VoiceTrim.Plan([], Rate, [], new()).NewMs.ShouldBe(0);
    }

    [Fact]
    public async Task A_recording_of_any_format_is_trimmed_in_its_place()
    {
        var folder = media.NewFolder();
        var plain = Path.Combine(folder, "plain.wav");
        await new VoiceRecording(Speech).WriteAsync(plain, CancellationToken.None);
        var packed = await SampleMedia.MakeAsync(Path.Combine(folder, "packed.ogg"), "-i", plain, "-c:a", "libopus", "-b:a", "48k", "-ac", "2");

        foreach (var path in (string[])[plain, packed])
        {
            var cut = await VoiceRecording.TrimAsync(path, Words, new(), CancellationToken.None);
            var after = await VoiceRecording.ReadAsync(path, CancellationToken.None);
            (after.Samples.Length * 1000.0 / Rate).ShouldBe(cut.NewMs, 2);
            cut.NewMs.ShouldBeInRange(1860, 1980);
            (await VoiceRecording.TrimAsync(path, cut.Map(Words), new(LongestPauseMs: 480, LeadMs: 40, TailMs: 150), CancellationToken.None)).IsWhole.ShouldBeTrue();
        }
    }

    private static float[] Spoken(int lengthMs, IReadOnlyList<Word> words)
    {
        var random = new Random(3);
        var samples = new float[(long)lengthMs * Rate / 1000];
        for (var i = 0; i < samples.Length; i++)
        {
            var ms = i * 1000.0 / Rate;
            var loud = words.Any(word => ms >= word.StartMs && ms < word.EndMs) ? 0.3 : 0.0005;
            samples[i] = (float)((random.NextDouble() - 0.5) * loud);
        }

        return samples;
    }

    private static double Level(float[] samples, int fromMs, int toMs) =>
        10 * Math.Log10(samples[(fromMs * Rate / 1000)..(toMs * Rate / 1000)].Average(sample => (double)sample * sample) + 1e-12);

    private static IEnumerable<int> Silences(float[] samples)
    {
        var run = 0;
        for (var ms = 0; ms + 5 <= samples.Length * 1000L / Rate; ms += 5)
        {
            if (Level(samples, ms, ms + 5) < -45) run += 5;
            else run = 0;
            yield return run;
        }
    }
}
