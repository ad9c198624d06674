using Synthora.Rendering.Audio;
using Synthora.Rendering.Tests.Timelines;
using Synthora.Rendering.Timelines;
using static Synthora.Rendering.Tests.Audio.SoundStudio;

namespace Synthora.Rendering.Tests.Audio;

[Collection(RenderingTests.Name)]
public sealed class SoundTests(SampleMedia media)
{
    public static TheoryData<string> Mixes => ["voice", "music", "voice and music", "loud clip", "quiet voice", "bursts"];

    [Theory]
    [MemberData(nameof(Mixes))]
    public async Task Every_mix_has_the_wanted_loudness_and_headroom_in_the_encoded_file(string mix)
    {
        var folder = media.NewFolder();
        var quiet = await SampleMedia.MakeAsync(Path.Combine(folder, "quiet.wav"), "-i", media.Voice, "-af", "volume=-30dB");
        var bursts = WriteWav(Path.Combine(folder, "bursts.wav"), Stereo(1.2, t => Sine(t, 900, t % 0.2 < 0.01 ? 0 : -24)));
        var audio = mix switch
        {
            "voice" => new AudioMix { Voice = Speech(media.Voice) },
            "music" => new AudioMix { Music = new MusicTrack(media.Music) },
            "voice and music" => new AudioMix { Voice = Speech(media.Voice), Music = new MusicTrack(media.Music) },
            "quiet voice" => new AudioMix { Voice = Speech(quiet) },
            "bursts" => new AudioMix { Voice = Speech(bursts) },
            _ => new AudioMix(),
        };
        Visual visual = mix == "loud clip" ? new ClipVisual(media.Portrait, SoundGain: 1) : TimelineSamples.Card();

        var (figures, _) = await RenderAsync(TimelineSamples.Of((visual, 135, Transition.Cut)) with { Audio = audio }, folder);

        figures.Loudness.Integrated.ShouldBe(-14, 1);
        figures.Loudness.TruePeak.ShouldBeLessThanOrEqualTo(-1);
        figures.ClippedSamples.ShouldBe(0);
    }

    [Theory]
    [InlineData(15, 12)]
    [InlineData(21, 18)]
    public async Task Music_steps_back_while_someone_speaks_and_returns_within_half_a_second(double underSpeechDb, double depthDb)
    {
        var folder = media.NewFolder();
        var speech = await SampleMedia.MakeAsync(Path.Combine(folder, "speech.wav"), "-f", "lavfi", "-i", "anoisesrc=c=white:d=2:r=48000:seed=4,highpass=f=1500,highpass=f=1500,volume=0.3");
        var audio = new AudioMix { Voice = [new VoiceClip(speech, 800, 1500)], Music = new MusicTrack(media.Music, UnderSpeechDb: underSpeechDb) };

        var (figures, stereo) = await RenderAsync(audio, 4.5, folder);

        // Down before the first word, not 20 ms after it.
        (Tone(stereo, 440, 0.3, 0.75) - Tone(stereo, 440, 0.805, 2.2)).ShouldBe(depthDb, 1);
        Tone(stereo, 440, 2.7, 3.2).ShouldBe(Tone(stereo, 440, 0.3, 0.75), 1);
        var ducking = figures.Ducking.ShouldNotBeNull();
        ducking.MusicUnderSpeechDb.ShouldBe(underSpeechDb, 0.5);
        ducking.DepthDb.ShouldBe(depthDb, 0.5);
        ducking.RecoveryMs!.Value.ShouldBeInRange(200, 500);
    }

    [Fact]
    public async Task Music_stays_down_through_the_short_pauses_of_speech()
    {
        var folder = media.NewFolder();
        var audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 100, 1200), new VoiceClip(media.Voice, 1700, 1200)], Music = new MusicTrack(media.Music) };

        var (_, stereo) = await RenderAsync(audio, 3, folder);

        Tone(stereo, 440, 1.35, 1.65).ShouldBe(Tone(stereo, 440, 0.7, 1.2), 1.5);
    }

    [Fact]
    public async Task Faders_and_envelopes_move_each_track_alone()
    {
        var folder = media.NewFolder();
        var voice = WriteWav(Path.Combine(folder, "v.wav"), Stereo(3, t => Sine(t, 1000, -20)));
        var plain = new AudioMix { Voice = [new VoiceClip(voice, 0, 3000)], Music = new MusicTrack(media.Music), Effects = [new SoundEffect(EffectKind.Impact, 2000)] };
        var moved = plain with { Levels = new(Music: new(-6, [new(500, 0), new(1500, -20)]), Effects: new(-60)) };

        var (_, before) = await RenderAsync(plain, 3, folder);
        var (_, after) = await RenderAsync(moved, 3, folder);

        var shift = Tone(after, 1000, 0.2, 2.8) - Tone(before, 1000, 0.2, 2.8);
        (Tone(after, 440, 0.2, 0.5) - Tone(before, 440, 0.2, 0.5) - shift).ShouldBe(-6, 0.7);
        (Tone(after, 440, 0.95, 1.05) - Tone(before, 440, 0.95, 1.05) - shift).ShouldBe(-16, 1);
        (Tone(after, 440, 1.6, 2.6) - Tone(before, 440, 1.6, 2.6) - shift).ShouldBe(-26, 2);
        (Tone(before, 50, 2.05, 2.25) - Tone(after, 50, 2.05, 2.25)).ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task Speech_is_heard_when_the_timeline_says_to_the_millisecond()
    {
        var folder = media.NewFolder();
        var beep = await SampleMedia.MakeAsync(Path.Combine(folder, "beep.wav"), "-f", "lavfi", "-i", "sine=f=1000:d=0.5:r=48000");
        var timeline = TimelineSamples.Of((TimelineSamples.Card(), 75, Transition.Cut)) with { Audio = new AudioMix { Voice = [new VoiceClip(beep, 1500, 500)] }, Canvas = new(64, 64) };
        var output = Path.Combine(folder, "out.mp4");
        var result = await Renderer.RenderAsync(timeline, new(Path.Combine(folder, "work"), output), null, CancellationToken.None);
        var samples = await DecodeAsync(output, folder);

        var loudest = samples.Max(Math.Abs);
        // The fade in takes 30 ms; a tenth of full strength is reached after 2 of them.
        var onset = samples.ToList().FindIndex(sample => Math.Abs(sample) > loudest / 10) * 500.0 / Rate;

        onset.ShouldBe(1502, 6);
        result.Sound.Loudness.Integrated.ShouldBe(-14, 1);
    }

    [Fact]
    public async Task A_video_without_any_sound_still_has_a_silent_track()
    {
        var (figures, stereo) = await RenderAsync(new AudioMix(), 1, media.NewFolder());

        figures.Loudness.IsSilent.ShouldBeTrue();
        (stereo.Length / 2).ShouldBeInRange(Rate, Rate + 2048);
    }

    [Fact]
    public async Task Cuts_of_footage_cross_fade_without_a_pop_or_a_hole()
    {
        var folder = media.NewFolder();
        // One cut into another part of the wave, one where the file just goes on, and a loop of less than its shot.
        var timeline = TimelineSamples.Of(
            (new ClipVisual(media.Portrait, 0.1008, null, 1), 30, Transition.Cut),
            (new ClipVisual(media.Portrait, 0.6017, 1.6017, 1), 15, Transition.Cut),
            (new ClipVisual(media.Portrait, 1.1017, 1.9, 1), 15, Transition.Cut),
            (new ClipVisual(media.Portrait, 0.3, 0.7, 1), 30, new(TransitionKind.Dissolve, 6)));

        var (figures, stereo) = await RenderAsync(timeline, folder);

        figures.Cuts.ShouldNotBeEmpty();
        figures.Cuts.ShouldAllBe(cut => !cut.IsPop);
        for (var at = 0.1; at < 2.7; at += 0.02) Level(stereo, at, at + 0.02).ShouldBeGreaterThan(Level(stereo, 0.2, 0.8) - 8, $"at {at:0.00} s");
        stereo[^1].ShouldBe(0, 0.02f);
    }

    [Theory]
    [InlineData("1 channel 8 kHz", "sine=f=440:d=1:r=8000", "-ac", "1")]
    [InlineData("96 kHz", "sine=f=440:d=1:r=96000", "-ac", "2")]
    [InlineData("only the centre of 5.1", "sine=f=440:d=1:r=48000,pan=5.1|FC=c0", "-c:a", "flac")]
    [InlineData("only the rear of 5.1", "sine=f=440:d=1:r=48000,pan=5.1|BL=c0|BR=c0", "-c:a", "flac")]
    public async Task Sound_of_any_layout_is_heard_on_both_sides(string layout, string source, string option, string value)
    {
        var folder = media.NewFolder();
        var file = await SampleMedia.MakeAsync(Path.Combine(folder, value == "flac" ? "a.flac" : "a.wav"), "-f", "lavfi", "-i", source, option, value);

        var (figures, stereo) = await RenderAsync(new AudioMix { Voice = [new VoiceClip(file, 0, 1000)] }, 1, folder);

        figures.Loudness.Integrated.ShouldBe(-14, 1, layout);
        Tone(stereo, 440, 0.2, 0.8, channel: 1).ShouldBe(Tone(stereo, 440, 0.2, 0.8), 0.2, layout);
    }

    [Fact]
    public async Task Of_surround_the_centre_and_the_rear_come_3_dB_down_and_the_rumble_stays_out()
    {
        var folder = media.NewFolder();
        var file = await SampleMedia.MakeAsync(Path.Combine(folder, "a.flac"), "-f", "lavfi", "-i",
            "aevalsrc=0.2*sin(2*PI*500*t)|0|0.2*sin(2*PI*900*t)|0.2*sin(2*PI*60*t)|0.2*sin(2*PI*1400*t)|0:c=5.1:d=1:s=48000");

        var (_, stereo) = await RenderAsync(new AudioMix { Voice = [new VoiceClip(file, 0, 1000)] }, 1, folder);

        var front = Tone(stereo, 500, 0.2, 0.8);
        (Tone(stereo, 900, 0.2, 0.8) - front).ShouldBe(-3, 0.5);
        (Tone(stereo, 1400, 0.2, 0.8) - front).ShouldBe(-3, 0.5);
        (Tone(stereo, 60, 0.2, 0.8) - front).ShouldBeLessThan(-30);
        (Tone(stereo, 500, 0.2, 0.8, channel: 1) - front).ShouldBeLessThan(-30);
    }

    [Fact]
    public async Task A_track_that_is_not_made_to_loop_melts_into_its_next_turn()
    {
        var folder = media.NewFolder();
        // It ends at full strength in mid-wave, as a cut-off song does.
        var song = WriteWav(Path.Combine(folder, "song.wav"), Stereo(1.003, t => Sine(t, 330, -12)));

        var (figures, stereo) = await RenderAsync(new AudioMix { Music = new MusicTrack(song, LoopFadeMs: 200) }, 3, folder);

        figures.Loudness.TruePeak.ShouldBeLessThanOrEqualTo(-1);
        for (var at = 0.1; at < 2.2; at += 0.01) Level(stereo, at, at + 0.01).ShouldBeInRange(-30, -5, $"at {at:0.00} s");
        Enumerable.Range(1, (int)(2.2 * Rate)).Max(i => Math.Abs(stereo[2 * i] - stereo[(2 * i) - 2])).ShouldBeLessThan(0.05f);
    }

    [Fact]
    public async Task Quiet_and_loud_stretches_come_together_when_they_lie_too_far_apart()
    {
        var folder = media.NewFolder();
        var song = WriteWav(Path.Combine(folder, "song.wav"), Stereo(16, t => Sine(t, 500, t % 8 < 4 ? -12 : -34)));

        var (figures, _) = await RenderAsync(new AudioMix { Music = new MusicTrack(song) }, 16, folder);

        figures.Loudness.Range.ShouldBeLessThanOrEqualTo(11);
        figures.Loudness.Integrated.ShouldBe(-14, 1);
    }

    [Fact]
    public async Task The_same_timeline_gives_the_same_samples()
    {
        var folder = media.NewFolder();
        var audio = new AudioMix
        {
            Voice = Speech(media.Voice),
            Music = new MusicTrack(media.Music),
            Effects = [.. Enum.GetValues<EffectKind>().Select((kind, i) => new SoundEffect(kind, 300 * i))],
        };

        var first = await RenderAsync(audio, 3.5, folder);
        var second = await RenderAsync(audio, 3.5, folder);

        second.Stereo.ShouldBe(first.Stereo);
    }

    [Theory]
    [InlineData(EffectKind.Whoosh)]
    [InlineData(EffectKind.Pop)]
    [InlineData(EffectKind.Click)]
    [InlineData(EffectKind.Chime)]
    [InlineData(EffectKind.Impact)]
    [InlineData(EffectKind.Riser)]
    public void An_effect_is_loudest_at_its_accent_and_begins_and_ends_in_silence(EffectKind kind)
    {
        var placed = EffectSounds.Place(new SoundEffect(kind, 2000));
        var block = new float[2 * 4 * Rate];
        placed.AddTo(block, 0, new float[block.Length]);

        var windows = Enumerable.Range(0, 400).Select(window => Level(block, window / 100.0, (window + 1) / 100.0)).ToList();
        (windows.IndexOf(windows.Max()) * 10).ShouldBeInRange(1900, 2060);
        block.Max(Math.Abs).ShouldBe((float)Math.Pow(10, EffectSounds.PeakDb / 20), 0.01f);
        var (start, end) = ((int)placed.Start, (int)(placed.Start + placed.Length));
        Math.Abs(block[2 * start]).ShouldBeLessThan(0.005f);
        Math.Abs(block[(2 * end) - 2]).ShouldBeLessThan(0.005f);
    }

    private static List<VoiceClip> Speech(string path) => [new(path, 100, 1200), new(path, 1500, 1200), new(path, 3000, 1200)];
}
