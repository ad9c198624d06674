using Synthora.Rendering.Analysis;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>Each case spoils one thing in a clip that passes everything, and exactly the right check must notice.</summary>
public sealed class QualityGateTests(CleanClip clip) : IClassFixture<CleanClip>, IDisposable
{
    private const string Moving = CleanClip.Moving;
    private const string Loud = CleanClip.Loud;
    private const string Pink = CleanClip.Pink;
    private const string Codec = CleanClip.Codec;
    private const string Container = CleanClip.Container;

    private readonly string folder = Directory.CreateTempSubdirectory("synthora-gate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_clean_clip_passes_every_check()
    {
        var report = await CheckAsync(clip.Video);
        Failed(report).ShouldBeEmpty();
        report.Passed.ShouldBeTrue();
        report.DurationSeconds.ShouldBe(4, 0.05);
        report.Checks.Select(check => check.Id).ShouldBeUnique();
        report.Checks.ShouldAllBe(check => check.Measured.Length > 0 && check.Expected.Length > 0);
        QualityReportText.Verdict(report).ShouldStartWith("Ready to publish");
    }

    /// <summary>Footage flashes; only a stretch that a viewer takes for a gap is a fault.</summary>
    [Fact]
    public async Task Two_black_frames_in_a_row_are_no_black_picture()
    {
        var flash = await clip.MakeAsync(Moving + ",drawbox=enable='between(n,90,91)':t=fill:c=black");
        (await Measurer.MeasureAsync(flash, Plan(), CancellationToken.None)).Picture.Black.Count.ShouldBe(1);
        (await CheckAsync(flash)).Checks.Single(check => check.Id == "black").Passed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("edit_lists", null, null, null, null, "-movflags +faststart")]
    [InlineData("fast_start", null, null, null, null, "-use_editlist 0 -movflags +negative_cts_offsets")]
    [InlineData("metadata", null, null, null, null, Container + " -metadata location=+48.1+011.5/")]
    [InlineData("colour", null, null, null, "-color_range tv -colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m", null)]
    [InlineData("colour", null, null, null, "-color_range tv", null)]
    [InlineData("video_stream", null, null, "-c:v libx264 -preset veryfast -profile:v main -bf 2 -g 60", null, null)]
    [InlineData("video_stream", null, null, "-c:v libx264 -preset veryfast -profile:v baseline -bf 0 -g 60", null, null)]
    [InlineData("video_stream", Moving + ",setsar=4/3", null, null, null, null)]
    [InlineData("closed_groups", null, null, "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 24 -keyint_min 24 -sc_threshold 0 -b_strategy 0 -x264-params open-gop=1", null, null)]
    [InlineData("b_frames", null, null, "-c:v libx264 -preset veryfast -profile:v high -bf 5 -b_strategy 0 -b-pyramid normal -g 60", null, null)]
    [InlineData("bitrate,average_bitrate", "nullsrc=s=270x480:r=30:d=4,geq=random(1)*255:128:128", null, "-c:v libx264 -preset veryfast -qp 4 -profile:v high -bf 2 -g 60", null, null)]
    [InlineData("size", "testsrc2=s=272x480:r=30:d=4,negate=enable='gte(n,60)'", null, null, null, null)]
    [InlineData("frame_rate", "testsrc2=s=270x480:r=25:d=4,negate=enable='gte(n,60)'", null, "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 50", null, null)]
    [InlineData("frame_rate", Moving + ",select='not(eq(mod(n,10),4))'", null, Codec + " -vsync vfr", null, null)]
    [InlineData("black", Moving + ",drawbox=enable='between(t,3,3.5)':t=fill:c=black", null, null, null, null)]
    [InlineData("black", Moving + ",drawbox=enable='gte(n,117)':t=fill:c=black", null, null, null, null)]
    [InlineData("first_frame", Moving + ",drawbox=enable='eq(n,0)':t=fill:c=black", null, null, null, null)]
    [InlineData("black,first_frame", Moving + ",drawbox=enable='lt(t,0.2)':t=fill:c=black", null, null, null, null)]
    [InlineData("freeze,hook_change", "testsrc2=s=270x480:r=30:d=4,loop=loop=113:size=1:start=6,trim=end_frame=120,setpts=N/30/TB", null, null, null, null)]
    [InlineData("hook_motion", Moving + ",loop=loop=20:size=1:start=0,trim=end_frame=120,setpts=N/30/TB", null, null, null, null)]
    [InlineData("loudness", null, Pink + ",volume=-8dB", null, null, null)]
    [InlineData("loudness", null, Pink + ",volume=2dB,alimiter=limit=0.7:level=0", null, null, null)]
    [InlineData("true_peak", null, Pink + ",aeval='if(lt(mod(n+6000,24000),200),0.9*sin(n/8),val(ch))':c=same", null, null, null)]
    [InlineData("true_peak,clipping", null, Pink + ",aeval='if(lt(mod(n+6000,24000),200),1.3*sin(n/8),val(ch))':c=same", null, null, null)]
    [InlineData("dead_air", null, Pink + ",volume=enable='between(t,2,2.9)':volume=0", null, null, null)]
    [InlineData("sound_start", null, Pink + ",volume=enable='lt(t,0.45)':volume=0", null, null, null)]
    [InlineData("audio_stream", null, Loud + ",aformat=channel_layouts=mono,alimiter=limit=0.7:level=0", null, null, null)]
    [InlineData("audio_stream", null, Pink, null, null, Container + " -ar 44100")]
    [InlineData("sound_bitrate", null, Pink, null, null, Container + " -b:a 64k")]
    [InlineData("length_match", null, Pink + ",atrim=end=3.5", null, null, null)]
    public async Task A_spoilt_clip_fails_on_just_that(string ids, string? picture, string? sound, string? codec, string? tags, string? container)
    {
        var report = await CheckAsync(await clip.MakeAsync(picture, sound, codec, tags, container));
        // A picture that differs from the plan may also lose the planned cut.
        Failed(report).Where(check => check.Id != "planned_cuts" || picture is null).Select(check => check.Id).ShouldBe(ids.Split(','), ignoreOrder: true);
        Failed(report).ShouldAllBe(check => !string.IsNullOrWhiteSpace(check.Remedy));
        QualityReportText.Verdict(report).ShouldStartWith(report.Passed ? "Ready to publish" : "Not ready");
    }

    /// <summary>What no short clip can show is judged on figures that differ from a clean clip's.</summary>
    [Fact]
    public async Task Every_figure_has_its_limit()
    {
        var clean = await Measurer.MeasureAsync(clip.Video, Plan(), CancellationToken.None);
        var sound = clean.Sound!;
        Failing(clean with { Bytes = 299_900_000, Sound = sound with { Seconds = 4000 }, Picture = clean.Picture with { Seconds = 4000 } }).ShouldNotContain("file_size");
        Failing(clean with { Bytes = 300_000_000, Sound = sound with { Seconds = 4000 }, Picture = clean.Picture with { Seconds = 4000 } }).ShouldContain("file_size");
        Failing(clean with { Sound = sound with { LoudnessRange = 11.5 } }).ShouldBe(["loudness_range"]);
        Failing(clean with { Sound = sound with { Kbps = 95 } }).ShouldBe(["sound_bitrate"]);
        Failing(clean with { Sound = sound with { Kbps = 97 } }).ShouldBeEmpty();
        Failing(clean with { Sound = sound with { OpeningLoudness = -18 } }).ShouldBe(["opening_loudness"]);
        Failing(clean with { Sound = sound with { Start = 0.03, Seconds = sound.Seconds - 0.03 } }).ShouldBe(["start_offset"]);
        Failing(clean with { DecodeErrors = ["[h264 @ 0x5581] error while decoding MB 3 4"] }).ShouldBe(["decoding"]);
        Failing(clean with { Picture = clean.Picture with { Seconds = clean.Picture.Seconds + 0.02, Packets = clean.Picture.Packets with { KeyFrames = [-2] } } }).ShouldBe(["key_frames"]);
        Failing(clean with { Picture = clean.Picture with { Packets = clean.Picture.Packets with { PeakKbps = 25_100 } } }).ShouldBe(["bitrate"]);
        Failing(clean with { Sound = sound with { BlockSteps = [.. sound.BlockSteps.Select((_, block) => block == 100 ? 0.5 : 0.1)] } }).ShouldBe(["pops"]);
        Failing(clean with { Sound = sound with { BlockSteps = [.. sound.BlockSteps.Select(_ => 0.5)] } }).ShouldBeEmpty();
        Failing(clean with { Sound = null }).ShouldBe(["audio_stream"]);
        Failing(clean with { Sound = sound with { BlockPeaks = [.. sound.BlockPeaks.Select(_ => double.NegativeInfinity)], Loudness = -70, OpeningLoudness = -70, TruePeak = double.NegativeInfinity } })
            .ShouldBe(["loudness", "dead_air", "sound_start"]);

        static IEnumerable<string> Failing(Measurement measured) => Failed(QualityGate.Judge(measured, "clip.mp4", Plan(), Platform.Universal)).Select(check => check.Id);
    }

    [Theory]
    [InlineData(Platform.YouTube, "key_frames")]
    [InlineData(Platform.TikTok, "size")]
    [InlineData(Platform.Facebook, "size")]
    [InlineData(Platform.Instagram, null)]
    public async Task Platforms_have_their_own_limits(Platform platform, string? failing)
    {
        var report = await QualityGate.CheckAsync(clip.Video, Plan(), platform, CancellationToken.None);
        Failed(report).Select(check => check.Id).ShouldBe(failing is null ? [] : [failing]);
    }

    /// <summary>What keeps its plan may still be what a platform refuses, or shows in another place than its feed of short videos.</summary>
    [Theory]
    [InlineData(Platform.TikTok, 360, 640, 30, null)]
    [InlineData(Platform.TikTok, 360, 640, 15, "frame_rate Must")]
    [InlineData(Platform.Universal, 360, 640, 15, "frame_rate Must")]
    [InlineData(Platform.Facebook, 320, 568, 30, "size Must")]
    [InlineData(Platform.Facebook, 540, 960, 30, null)]
    [InlineData(Platform.Instagram, 1080, 1920, 30, null)]
    [InlineData(Platform.Instagram, 1080, 2400, 30, "size Must")]
    [InlineData(Platform.Universal, 320, 568, 30, null)]
    [InlineData(Platform.YouTube, 640, 360, 30, "size Should")]
    [InlineData(Platform.YouTube, 360, 360, 30, null)]
    public async Task A_plan_does_not_excuse_what_a_platform_does_not_take(Platform platform, int width, int height, int fps, string? failing)
    {
        var clean = await Measurer.MeasureAsync(clip.Video, Plan(), CancellationToken.None);
        var measured = clean with { Picture = clean.Picture with { Width = width, Height = height, Packets = clean.Picture.Packets with { Fps = fps } } };
        var planned = Failing(Plan() with { Canvas = new(width, height, fps) });
        planned.ShouldBe(failing is null ? [] : [failing]);
        Failing(Plan() with { Canvas = new(width + 2, height, fps) }).ShouldContain("size Must");

        IEnumerable<string> Failing(Timeline timeline) =>
            Failed(QualityGate.Judge(measured, "clip.mp4", timeline, platform)).Where(check => check.Id is "size" or "frame_rate").Select(check => $"{check.Id} {check.Severity}");
    }

    [Theory]
    [InlineData(30, 7_900, true)]
    [InlineData(30, 8_100, false)]
    [InlineData(60, 11_900, true)]
    [InlineData(60, 12_100, false)]
    public async Task Youtube_advises_more_bits_for_fast_pictures_alone(int fps, int kbps, bool fits)
    {
        var clean = await Measurer.MeasureAsync(clip.Video, null, CancellationToken.None);
        var measured = clean with { Bytes = (long)(kbps * 125 * clean.Seconds), Picture = clean.Picture with { Packets = clean.Picture.Packets with { Fps = fps } } };

        QualityGate.Judge(measured, "clip.mp4", null, Platform.YouTube).Checks.Single(check => check.Id == "average_bitrate").Passed.ShouldBe(fits);
        var encoding = VideoEncoding.For(Plan() with { Platform = Platform.YouTube, Canvas = new(1080, 1920, fps) }, preview: false);
        encoding.MaxBitrateKbps.ShouldBe(fps == 30 ? 8000 : 12000);
    }

    [Theory]
    [InlineData(15, 10.5, "Must", "12–18 dB ± 0.5, back within 500 ms")]
    [InlineData(15, 12, null, "12–18 dB ± 0.5, back within 500 ms")]
    [InlineData(15, 18, null, "12–18 dB ± 0.5, back within 500 ms")]
    [InlineData(15, 20.9, "Should", "12–18 dB ± 0.5, back within 500 ms")]
    [InlineData(8, 8, "Must", "12–18 dB ± 0.5, back within 500 ms")]
    [InlineData(19, 19, null, "12–19 dB ± 0.5, back within 500 ms")]
    [InlineData(20, 18.9, "Must", "≥ 20 dB ± 0.5, back within 500 ms")]
    [InlineData(20, 19.8, null, "≥ 20 dB ± 0.5, back within 500 ms")]
    [InlineData(26, 27, null, "≥ 20 dB ± 0.5, back within 500 ms")]
    public async Task Music_keeps_to_the_figures_that_the_report_names(double planned, double under, string? failing, string figures)
    {
        var clean = await Measurer.MeasureAsync(clip.Video, null, CancellationToken.None);
        var plan = Plan() with { Audio = new AudioMix { Music = new MusicTrack("music.wav", UnderSpeechDb: planned) } };

        var check = QualityGate.Judge(clean with { Ducking = new(under, 15, 330, 3) }, "clip.mp4", plan, Platform.Universal).Checks.Single(check => check.Id == "ducking");

        (check.Failed ? check.Severity.ToString() : null).ShouldBe(failing);
        check.Expected.ShouldBe(figures);
    }

    [Fact]
    public async Task A_wide_file_is_no_short_of_youtube()
    {
        var wide = await Measurer.MeasureAsync(clip.Video, null, CancellationToken.None);
        var report = QualityGate.Judge(wide with { Picture = wide.Picture with { Width = 1920, Height = 1080 } }, "clip.mp4", null, Platform.YouTube);
        var size = report.Checks.Single(check => check.Id == "size");
        (size.Failed, size.Severity, size.Expected).ShouldBe((true, Severity.Should, "square or upright"));
    }

    [Fact]
    public async Task A_clip_is_too_short_for_a_platform_that_wants_three_seconds()
    {
        var file = await clip.MakeAsync(container: Container + " -t 2");
        var report = await QualityGate.CheckAsync(file, null, Platform.Instagram, CancellationToken.None);
        Failed(report).Select(check => check.Id).ShouldBe(["duration"]);
    }

    [Fact]
    public async Task The_plan_is_held_against_the_file()
    {
        var cut = Plan() with { Scenes = [Shown(0, 30, "one.mp4"), Shown(30, 150, "other.mp4")] };
        Failed(await CheckAsync(clip.Video, cut)).Select(check => check.Id).ShouldBe(["planned_length", "planned_cuts"], ignoreOrder: true);

        var slow = Plan() with { Scenes = [Shown(0, 125, "one.mp4")] };
        Failed(await CheckAsync(clip.Video, slow)).Select(check => check.Id).ShouldBe(["pacing", "longest_shot"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("caption_times", "0-1500:a few words|1400-2500:overlap")]
    [InlineData("caption_times", "0-1500:a few words|3500-4400:beyond the end")]
    [InlineData("caption_times", "0-0:nothing")]
    [InlineData("caption_lines", "0-1500:one/two/three")]
    [InlineData("reading_speed", "0-1500:many more words than anybody could ever read in so little time")]
    [InlineData("subtitle_times", "0-1500:a few words|3400-3900:the end")]
    [InlineData("speech_start", "500-1500:a few words")]
    [InlineData("glyphs", "0-1500:a rare \U0001FBFFsign and \uE123 one of nobody")]
    public async Task Captions_must_be_readable(string id, string captions)
    {
        var cues = captions.Split('|').Select(cue => cue.Split(':')).Select(cue =>
        {
            var times = cue[0].Split('-').Select(int.Parse).ToArray();
            return new Cue(times[0], times[1], [.. cue[1].Split('/').Select(line => (IReadOnlyList<Word>)[new Word(line, times[0], times[1])])]);
        }).ToList();
        var plan = Plan();
        plan = plan with { Scenes = [plan.Scenes[0] with { Captions = cues }, plan.Scenes[1]] };
        Failed(await CheckAsync(clip.Video, plan)).Select(check => check.Id).ShouldContain(id);
    }

    /// <summary>A video without captions begins to speak as late as one with them.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Late_speech_is_noticed_without_captions(bool timed)
    {
        var clean = await Measurer.MeasureAsync(clip.Video, null, CancellationToken.None);
        var plan = Plan();
        foreach (var (ms, late) in ((int, bool)[])[(250, false), (800, true)])
        {
            var spoken = timed
                ? plan with { Scenes = [plan.Scenes[0] with { Words = [new("late", ms, ms + 400)] }, plan.Scenes[1]] }
                : plan with { Audio = new AudioMix { Voice = [new VoiceClip("voice.wav", ms, 400)] } };

            QualityGate.Judge(clean, "clip.mp4", spoken, Platform.Universal).Checks.Single(check => check.Id == "speech_start").Failed.ShouldBe(late);
        }
    }

    [Fact]
    public async Task A_file_that_was_cut_off_says_how_much_is_missing()
    {
        var file = Path.Combine(folder, "short.mp4");
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(clip.Video))[..^20_000]);
        var container = (await CheckAsync(file)).Checks.Single(check => check.Id == "container");
        container.Passed.ShouldBeFalse();
        container.Measured.ShouldContain("20000 bytes");
    }

    [Fact]
    public async Task What_is_no_video_is_refused_with_a_remedy()
    {
        var text = Path.Combine(folder, "text.mp4");
        await File.WriteAllTextAsync(text, "not a video");
        var list = Path.Combine(Path.GetDirectoryName(clip.Video)!, "list.mp4");
        await File.WriteAllTextAsync(list, $"ffconcat version 1.0\nfile '{Path.GetFileName(clip.Video)}'\n");
        var empty = Path.Combine(folder, "empty.mp4");
        await File.WriteAllBytesAsync(empty, []);
        var truncated = Path.Combine(folder, "truncated.mp4");
        await File.WriteAllBytesAsync(truncated, (await File.ReadAllBytesAsync(await clip.MakeAsync(container: "-use_editlist 0")))[..40_000]);
        var lying = Path.Combine(folder, "lying.mp4");
        await File.WriteAllBytesAsync(lying, [0, 0, 0, 8, .. "ftyp"u8, 0, 0, 0, 1, .. "moov"u8, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        foreach (var file in new[] { text, list, empty, truncated, lying, folder, Path.Combine(folder, "missing.mp4") })
        {
            var refusal = await Should.ThrowAsync<RenderException>(() => CheckAsync(file));
            refusal.Remedy.ShouldNotBeNullOrWhiteSpace();
            refusal.Cause.ShouldNotContain("\n");
        }
    }

    [Fact]
    public async Task Boxes_that_lie_about_their_size_end_the_walk()
    {
        var file = Path.Combine(folder, "lie.mp4");
        await File.WriteAllBytesAsync(file, [0, 0, 0, 8, .. "ftyp"u8, 0xff, 0xff, 0xff, 0xff, .. "moov"u8, 0, 0, 0, 0, .. "trak"u8]);
        Mp4Boxes.Read(file).Damage.ShouldBe("the box at byte 8 claims an impossible size");

        // Boxes without an end, nested as deep as the file allows.
        await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat<byte[]>([0, 0, 0, 0, .. "trak"u8], 50_000).SelectMany(box => box)]);
        Mp4Boxes.Read(file).TopLevel.ShouldBe(["trak"]);
        await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat<byte[]>([0, 0, 0, 8, .. "free"u8], 50_000).SelectMany(box => box)]);
        Mp4Boxes.Read(file).Damage.ShouldBe("it has more than 20000 boxes");
    }

    [Fact]
    public async Task A_report_survives_its_own_json_and_repeats_the_fallbacks()
    {
        var plan = Plan() with { Fallbacks = [new("music “calm”", "no music", "the file is missing")] };
        var report = await CheckAsync(await clip.MakeAsync(sound: Pink + ",volume=-8dB"), plan);
        var json = QualityReportText.Json(report);
        json.ShouldContain("\"passed\": false");
        json.ShouldContain("the file is missing");
        QualityReportText.Json(QualityReportText.Read(json)).ShouldBe(json);
        QualityReportText.Table(report).ShouldContain("the file is missing");
    }

    private static Timeline Plan() => new()
    {
        Title = "Clip",
        Canvas = new Canvas(270, 480),
        Look = new Look { Palette = ["#112233"] },
        Audio = new AudioMix(),
        Scenes = [Shown(0, 60, "one.mp4"), Shown(60, 120, "other.mp4")],
    };

    private static Scene Shown(int start, int end, string clip) => new()
    {
        Id = $"scene-{start}",
        StartFrame = start,
        EndFrame = end,
        Shots = [new Shot { StartFrame = start, EndFrame = end, Visual = new ClipVisual(clip) }],
    };

    private static IEnumerable<QualityCheck> Failed(QualityReport report) => report.Checks.Where(check => check.Failed);

    private static Task<QualityReport> CheckAsync(string file, Timeline? plan = null) =>
        QualityGate.CheckAsync(file, plan ?? Plan(), Platform.Universal, CancellationToken.None);
}
