using Synthora.Rendering.Audio;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Audio;

[Collection(RenderingTests.Name)]
public sealed class SoundTests(SampleMedia media)
{
    private const int Rate = 48000;

    public static TheoryData<string> Mixes => ["voice", "music", "voice and music", "loud clip", "quiet voice"];

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task Every_mix_has_the_wanted_loudness_and_headroom_in_the_encoded_file(string mix)
    {
        var folder = media.NewFolder();
        var quiet = await SampleMedia.MakeAsync(Path.Combine(folder, "quiet.wav"), "-i", media.Voice, "-af", "volume=-30dB");
        var audio = mix switch
        {
            "voice" => new AudioMix { Voice = Speech(media.Voice) },
            "music" => new AudioMix { Music = new MusicTrack(media.Music) },
            "voice and music" => new AudioMix { Voice = Speech(media.Voice), Music = new MusicTrack(media.Music) },
            "quiet voice" => new AudioMix { Voice = Speech(quiet) },
            _ => new AudioMix(),
        };
        Visual visual = mix == "loud clip" ? new ClipVisual(media.Portrait, SoundGain: 1) : TimelineSamples.Card();
        var output = await RenderAsync(visual, audio, folder);

        var measured = await Loudness.MeasureAsync(output, CancellationToken.None);

        measured.Integrated.ShouldBe(-14, 1);
        measured.TruePeak.ShouldBeLessThanOrEqualTo(-1);
    }

    [Fact]
    public async Task Music_steps_back_while_someone_speaks_and_returns_within_half_a_second()
    {
        var folder = media.NewFolder();
        var speech = await SampleMedia.MakeAsync(Path.Combine(folder, "speech.wav"), "-f", "lavfi", "-i", "anoisesrc=c=white:d=2:r=48000:seed=4,highpass=f=1500,highpass=f=1500,volume=0.3");
        var output = await RenderAsync(TimelineSamples.Card(), new AudioMix { Voice = [new VoiceClip(speech, 800, 1500)], Music = new MusicTrack(media.Music) }, folder);
        var samples = await DecodeAsync(output, folder);

        var (before, under, after) = (Tone(samples, 0.3, 0.75), Tone(samples, 1.1, 2.2), Tone(samples, 2.8, 3.3));

        (before - under).ShouldBeInRange(6, 10);
        after.ShouldBe(before, 1);
        // Peak level of a sine lies 3 dB over its RMS; speech as loud as LUFS says lies a little under its RMS.
        (Level(samples, 1.1, 2.2) - under).ShouldBeInRange(10, 20);
    }

    [Fact]
    public async Task Speech_is_heard_when_the_timeline_says_to_the_millisecond()
    {
        var folder = media.NewFolder();
        var beep = await SampleMedia.MakeAsync(Path.Combine(folder, "beep.wav"), "-f", "lavfi", "-i", "sine=f=1000:d=0.5:r=48000");
        var output = await RenderAsync(TimelineSamples.Card(), new AudioMix { Voice = [new VoiceClip(beep, 1500, 500)] }, folder);
        var samples = await DecodeAsync(output, folder);

        var loudest = samples.Max(Math.Abs);
        // The fade in takes 30 ms; a tenth of full strength is reached after 3 of them.
        var onset = samples.ToList().FindIndex(sample => Math.Abs(sample) > loudest / 10) * 1000.0 / Rate;

        onset.ShouldBe(1503, 6);
    }

    [Fact]
    public async Task A_video_without_any_sound_still_has_a_silent_track()
    {
        var folder = media.NewFolder();
        var output = await RenderAsync(TimelineSamples.Card(), new AudioMix(), folder);

        (await Loudness.MeasureAsync(output, CancellationToken.None)).IsSilent.ShouldBeTrue();
    }

    [Fact]
    public async Task Cuts_and_edges_do_not_pop()
    {
        var folder = media.NewFolder();
        var output = await RenderAsync(new ClipVisual(media.Portrait, 0.517, 1.333, 1), new AudioMix { Music = new MusicTrack(media.Music) }, folder);
        var samples = await DecodeAsync(output, folder);

        Enumerable.Range(1, samples.Length - 1).Max(at => Math.Abs(samples[at] - samples[at - 1])).ShouldBeLessThan(0.2f);
        samples[^1].ShouldBe(0, 0.02f);
    }

    private static List<VoiceClip> Speech(string path) => [new(path, 100, 1200), new(path, 1500, 1200), new(path, 3000, 1200)];

    /// <summary>Four and a half seconds of one picture.</summary>
    private static async Task<string> RenderAsync(Visual visual, AudioMix audio, string folder)
    {
        var timeline = TimelineSamples.Of((visual, 135, Transition.Cut)) with { Audio = audio, Canvas = new(64, 64) };
        var output = Path.Combine(folder, "out.mp4");
        await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), output), null, CancellationToken.None);
        return output;
    }

    private static async Task<float[]> DecodeAsync(string video, string folder)
    {
        var raw = await SampleMedia.MakeAsync(Path.Combine(folder, "sound.f32"), "-i", video, "-map", "0:a", "-ac", "1", "-ar", $"{Rate}", "-f", "f32le");
        var bytes = await File.ReadAllBytesAsync(raw);
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    /// <summary>Strength of the music's 440 Hz in dB, by correlation with that tone.</summary>
    private static double Tone(float[] samples, double from, double to)
    {
        var (real, imaginary, count) = (0.0, 0.0, (int)((to - from) * Rate));
        for (var i = 0; i < count; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * 440 * i / Rate);
            var sample = samples[(int)(from * Rate) + i];
            (real, imaginary) = (real + (sample * cos), imaginary + (sample * sin));
        }

        return 20 * Math.Log10(Math.Sqrt(2) * Math.Sqrt((real * real) + (imaginary * imaginary)) / count);
    }

    private static double Level(float[] samples, double from, double to) =>
        10 * Math.Log10(samples[(int)(from * Rate)..(int)(to * Rate)].Average(sample => (double)sample * sample));
}
