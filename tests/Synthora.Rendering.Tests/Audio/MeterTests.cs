using System.Text.RegularExpressions;
using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using static Synthora.Rendering.Tests.Audio.SoundStudio;

namespace Synthora.Rendering.Tests.Audio;

[Collection(RenderingTests.Name)]
public sealed class MeterTests(SampleMedia media)
{
    /// <summary>After EBU Tech 3341 and 3342, with the figures they prescribe; others only have to agree with ffmpeg.</summary>
    private static readonly Dictionary<string, (float[] Stereo, double? Lufs, double? Range, double? Peak)> Signals = new()
    {
        ["tone at -23"] = (Stereo(5, t => Sine(t, 1000, -23)), -23, 0, -23),
        ["gated by -36"] = (Stereo(32, t => Sine(t, 1000, t is < 1 or > 31 ? -36 : -23)), -23, null, -23),
        ["gated by -72"] = (Stereo(12, t => Sine(t, 1000, t < 3 ? -72 : t < 7 ? -36 : -23)), null, null, -23),
        ["range of 10"] = (Stereo(16, t => Sine(t, 1000, t < 8 ? -20 : -30)), null, 10, -20),
        ["peak between samples"] = (Stereo(1, t => 0.5 * Math.Min(1, 20 * Math.Min(t, 1 - t)) * Math.Sin((2 * Math.PI * 12000 * t) + (Math.PI / 4))), null, null, -6),
        ["one channel"] = (Stereo(3, t => (Sine(t, 60, -12) + Sine(t, 4000, -18), 0)), null, null, null),
        ["noise"] = (Noise(3), null, null, null),
        ["silence"] = (new float[2 * Rate], -70, 0, double.NegativeInfinity),
    };

    public static TheoryData<string> Names => [.. Signals.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Loudness_range_and_true_peak_are_what_the_standards_and_ffmpeg_say(string name)
    {
        var (stereo, lufs, range, peak) = Signals[name];
        var file = WriteWav(Path.Combine(media.NewFolder(), "signal.wav"), stereo);

        var measured = await Loudness.MeasureAsync(file, CancellationToken.None);
        var reference = await FFmpegAsync(file);

        measured.Integrated.ShouldBe(reference.Integrated, 0.1);
        if (name == "range of 10") measured.Range.ShouldBe(reference.Range, 0.2);
        if (double.IsFinite(reference.TruePeak)) measured.TruePeak.ShouldBe(reference.TruePeak, 0.1);
        if (lufs is { } loud) measured.Integrated.ShouldBe(loud, 0.1);
        if (range is { } wide) measured.Range.ShouldBe(wide, 1);
        if (peak is { } high && double.IsFinite(high)) measured.TruePeak.ShouldBeInRange(high - 0.4, high + 0.2);
        if (peak is double.NegativeInfinity) measured.TruePeak.ShouldBe(double.NegativeInfinity);
    }

    [Fact]
    public void A_limited_sound_never_passes_its_ceiling_and_is_left_alone_below_it()
    {
        var wild = Noise(2);
        for (var i = 0; i < wild.Length; i++) wild[i] *= i / 2 % Rate < 3000 ? 3 : 0.2f;
        var before = new PeakMeter();
        before.Add(wild);
        before.Finish();
        var limited = (float[])wild.Clone();

        Limiter.For(before.Groups.ToArray(), -2).Apply(limited, 0);

        var after = new PeakMeter();
        after.Add(limited);
        after.Finish();
        after.TruePeak.ShouldBeInRange(-3, -1.9);
        var quiet = (int)(0.8 * Rate) * 2;
        limited[quiet..(quiet + 2000)].ShouldBe(wild[quiet..(quiet + 2000)], 0.001);
    }

    [Fact]
    public void Clipping_and_pops_are_counted_where_they_are()
    {
        var stereo = Stereo(1, t => t < 0.5 ? Sine(t, 200, -12) : -0.3 + Sine(t, 200, -12));
        (stereo[1000], stereo[1001], stereo[2000]) = (1.2f, -1f, 1f);
        var tally = new SoundTally();
        tally.Add(stereo);

        var figures = tally.Result([0.25, 0.5]);

        figures.ClippedSamples.ShouldBe(3);
        figures.Cuts.Select(cut => cut.IsPop).ShouldBe([false, true]);
        figures.BiggestStepAtCuts.ShouldBe(0.3, 0.02);
        figures.BlockPeaks.Count.ShouldBe(50);
    }

    private static float[] Noise(double seconds)
    {
        var random = new Random(5);
        return Stereo(seconds, _ => ((random.NextDouble() - 0.5) * 0.8, (random.NextDouble() - 0.5) * 0.4));
    }

    private static async Task<Loudness> FFmpegAsync(string file)
    {
        var result = await ToolRunner.RunAsync("ffmpeg", ["-hide_banner", "-nostats", "-i", file, "-af", "ebur128=peak=true:framelog=verbose", "-f", "null", "-"], CancellationToken.None);
        var summary = result.Error[result.Error.LastIndexOf("Summary:", StringComparison.Ordinal)..];
        double Figure(string name) => Regex.Match(summary, $@"{name}:\s+(\S+)").Groups[1].Value is var text && text is "-inf" or "nan" ? double.NegativeInfinity : double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return new(Figure(@"\bI"), Figure("Peak"), Figure("LRA"));
    }
}
