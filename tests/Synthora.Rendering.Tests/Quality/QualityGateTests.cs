using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Quality;

/// <summary>Each case spoils one thing in a clip that passes everything, and exactly the right check must notice.</summary>
public sealed class QualityGateTests : IDisposable
{
    private const string Moving = "testsrc2=s=540x960:r=30:d=4";
    private const string Pink = "anoisesrc=c=pink:a=0.35:r=48000:d=4:seed=7,aformat=channel_layouts=stereo,volume=10dB";
    private const string Tags = "-color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709";
    private const string Codec = "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 60";
    private const string Sound = "-c:a aac -ar 48000 -b:a 192k";
    private const string Container = "-use_editlist 0 -movflags +faststart+negative_cts_offsets";

    private readonly string folder = Directory.CreateTempSubdirectory("synthora-gate-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_clean_clip_passes_every_check()
    {
        var report = await CheckAsync(await MakeAsync());
        report.Checks.Where(check => !check.Passed).ShouldBeEmpty();
        report.Passed.ShouldBeTrue();
        report.DurationSeconds.ShouldBe(4, 0.05);
    }

    [Theory]
    [InlineData("edit_lists", null, null, null, null, "-movflags +faststart")]
    [InlineData("fast_start", null, null, null, null, "-use_editlist 0 -movflags +negative_cts_offsets")]
    [InlineData("colour", null, null, null, "-color_range tv -colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m", null)]
    [InlineData("video_stream", null, null, "-c:v libx264 -preset veryfast -profile:v main -bf 2 -g 60", null, null)]
    [InlineData("key_frames", null, null, "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 300 -sc_threshold 0", null, null)]
    [InlineData("b_frames", null, null, "-c:v libx264 -preset veryfast -profile:v high -bf 5 -b_strategy 0 -b-pyramid normal -g 60", null, null)]
    [InlineData("size", "testsrc2=s=270x480:r=30:d=4", null, null, null, null)]
    [InlineData("frame_rate", "testsrc2=s=540x960:r=12:d=4", null, "-c:v libx264 -preset veryfast -profile:v high -bf 2 -g 24", null, null)]
    [InlineData("black", "testsrc2=s=540x960:r=30:d=4,drawbox=enable='between(t,2,2.5)':t=fill:c=black", null, null, null, null)]
    [InlineData("freeze", "testsrc2=s=540x960:r=30:d=4,loop=loop=108:size=1:start=10,trim=end_frame=120,setpts=N/30/TB", null, null, null, null)]
    [InlineData("loudness", null, Pink + ",volume=-8dB", null, null, null)]
    [InlineData("true_peak", null, Pink + ",volume=-0.5dB,aeval='if(lt(mod(n,24000),200),0.99*sin(n/8),val(ch))':c=same", null, null, null)]
    [InlineData("dead_air", null, Pink + ",volume=enable='between(t,2,2.9)':volume=0", null, null, null)]
    [InlineData("sound_start", null, Pink + ",volume=enable='lt(t,0.45)':volume=0", null, null, null)]
    [InlineData("audio_stream", null, "anoisesrc=c=pink:a=0.35:r=48000:d=4:seed=7,aformat=channel_layouts=mono,volume=10dB,alimiter=limit=0.7:level=0", null, null, null)]
    [InlineData("length_match", null, Pink + ",atrim=end=3.5", null, null, null)]
    [InlineData("duration", "testsrc2=s=540x960:r=30:d=2", Pink + ",atrim=end=2", null, null, null)]
    public async Task A_spoilt_clip_fails_on_just_that(string id, string? picture, string? sound, string? codec, string? tags, string? container)
    {
        var report = await CheckAsync(await MakeAsync(picture, sound, codec, tags, container));
        report.Checks.Where(check => check is { Passed: false, Severity: Severity.Must }).Select(check => check.Id).ShouldBe([id]);
        report.Passed.ShouldBeFalse();
        report.Checks.Single(check => check.Id == id).Remedy.ShouldNotBeNullOrWhiteSpace();
        QualityReportText.Verdict(report).ShouldStartWith("Not ready");
    }

    [Theory]
    [InlineData(Platform.YouTube, "key_frames")]
    [InlineData(Platform.TikTok, null)]
    public async Task Platforms_have_their_own_limits(Platform platform, string? failing)
    {
        var report = await QualityGate.CheckAsync(await MakeAsync(), null, platform, CancellationToken.None);
        report.Checks.FirstOrDefault(check => !check.Passed)?.Id.ShouldBe(failing);
    }

    [Fact]
    public async Task What_is_no_video_is_refused_with_a_remedy()
    {
        var text = Path.Combine(folder, "text.mp4");
        await File.WriteAllTextAsync(text, "not a video");
        var empty = Path.Combine(folder, "empty.mp4");
        await File.WriteAllBytesAsync(empty, []);
        var truncated = Path.Combine(folder, "truncated.mp4");
        await File.WriteAllBytesAsync(truncated, (await File.ReadAllBytesAsync(await MakeAsync(container: "-use_editlist 0")))[..40_000]);
        foreach (var file in new[] { text, empty, truncated, Path.Combine(folder, "missing.mp4") })
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
        var boxes = Mp4Boxes.Read(file);
        boxes.TopLevel.ShouldBe(["ftyp"]);
        boxes.IsDamaged.ShouldBeTrue();
    }

    [Fact]
    public async Task A_report_survives_its_own_json()
    {
        var report = await CheckAsync(await MakeAsync(sound: Pink + ",volume=-8dB"));
        var json = QualityReportText.Json(report);
        json.ShouldContain("\"passed\": false");
        QualityReportText.Json(QualityReportText.Read(json)).ShouldBe(json);
    }

    private static Task<QualityReport> CheckAsync(string file) => QualityGate.CheckAsync(file, null, Platform.Universal, CancellationToken.None);

    private async Task<string> MakeAsync(string? picture = null, string? sound = null, string? codec = null, string? tags = null, string? container = null)
    {
        var file = Path.Combine(folder, $"{Guid.CreateVersion7():N}.mp4");
        string[] arguments =
        [
            "-v", "error", "-f", "lavfi", "-i", picture ?? Moving, "-f", "lavfi", "-i", sound ?? Pink,
            "-vf", "format=yuv420p", "-map", "0:v", "-map", "1:a",
            .. (codec ?? Codec).Split(' '), .. (tags ?? Tags).Split(' '), .. Sound.Split(' '), .. (container ?? Container).Split(' '), file,
        ];
        var made = await ToolRunner.RunAsync("ffmpeg", arguments, CancellationToken.None);
        made.ExitCode.ShouldBe(0, made.Error);
        return file;
    }
}
