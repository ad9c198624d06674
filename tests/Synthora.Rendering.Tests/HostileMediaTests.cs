using Synthora.Rendering.Quality;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

/// <summary>What people really hand in. Each file either renders into a clean video or is refused with a remedy.</summary>
[Collection(RenderingTests.Name)]
public sealed class HostileMediaTests(SampleMedia media)
{
    private const string X264 = "-c:v libx264 -preset ultrafast";

    [Theory]
    [InlineData("variable-rate.mp4", "-f lavfi -i testsrc2=s=180x320:r=30:d=1,select='not(eq(mod(n,7),3))+lt(n,5)' -vsync vfr " + X264 + " -pix_fmt yuv420p")]
    [InlineData("no-sound.mov", "-f lavfi -i testsrc2=s=180x320:r=60:d=1 " + X264 + " -pix_fmt yuv420p")]
    [InlineData("surround.mp4", "-f lavfi -i testsrc2=s=180x320:r=30:d=1 -f lavfi -i anoisesrc=d=1,aformat=channel_layouts=5.1 -c:a aac " + X264 + " -pix_fmt yuv420p")]
    [InlineData("ten-bit-hdr.mp4", "-f lavfi -i testsrc2=s=180x320:r=30:d=1 " + X264 + " -pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc")]
    [InlineData("full-range-444.mkv", "-f lavfi -i testsrc2=s=180x320:r=30:d=1 " + X264 + " -pix_fmt yuvj444p")]
    [InlineData("odd-size.mkv", "-f lavfi -i testsrc2=s=181x321:r=30:d=1 " + X264 + " -pix_fmt yuv444p")]
    [InlineData("wide-pixels.mp4", "-f lavfi -i testsrc2=s=180x320:r=30:d=1,setsar=2 " + X264 + " -pix_fmt yuv420p")]
    [InlineData("with-alpha.mov", "-f lavfi -i color=red@0.4:s=180x320:r=30:d=1,format=rgba -c:v qtrle")]
    [InlineData("one-frame.mp4", "-f lavfi -i testsrc2=s=180x320:r=30 -frames:v 1 " + X264 + " -pix_fmt yuv420p")]
    [InlineData("eight-k.mp4", "-f lavfi -i color=blue:s=4320x7680:r=30:d=0.1 " + X264 + " -pix_fmt yuv420p")]
    public async Task Odd_footage_becomes_a_clean_video(string name, string recipe)
    {
        var clip = await SampleMedia.MakeAsync(Path.Combine(media.NewFolder(), name), recipe.Split(' '));
        await RendersCleanlyAsync(new ClipVisual(clip, SoundGain: 0.5));
    }

    [Theory]
    [InlineData("alpha.png", "-f lavfi -i color=red@0.0:s=200x300,format=rgba -frames:v 1")]
    [InlineData("grey.png", "-f lavfi -i testsrc=s=200x300,format=gray16be -frames:v 1")]
    [InlineData("picture.webp", "-f lavfi -i testsrc=s=200x300 -frames:v 1")]
    [InlineData("tiny.jpg", "-f lavfi -i testsrc=s=16x16 -frames:v 1")]
    [InlineData("panorama.jpg", "-f lavfi -i testsrc=s=4000x200 -frames:v 1")]
    public async Task Odd_stills_become_a_clean_video(string name, string recipe)
    {
        var still = await SampleMedia.MakeAsync(Path.Combine(media.NewFolder(), name), recipe.Split(' '));
        await RendersCleanlyAsync(new StillVisual(still));
    }

    [Theory]
    [InlineData("text.mp4")]
    [InlineData("empty.mp4")]
    [InlineData("truncated.mp4")]
    [InlineData("playlist.m3u8")]
    [InlineData("too-large.png")]
    public async Task What_cannot_be_shown_is_refused_and_leaves_nothing_behind(string name)
    {
        var folder = media.NewFolder();
        var file = Path.Combine(folder, name);
        switch (name)
        {
            case "text.mp4":
                await File.WriteAllTextAsync(file, "This is not a video.");
                break;
            case "empty.mp4":
                await File.WriteAllBytesAsync(file, []);
                break;
            case "truncated.mp4":
                await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(media.Portrait))[..2_000]);
                break;
            case "playlist.m3u8":
                // A playlist may name any file or address of the machine that renders it.
                await File.WriteAllTextAsync(file, "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
                break;
            default:
                await SampleMedia.MakeAsync(file, "-f", "lavfi", "-i", "color=red:s=9000x100", "-frames:v", "1");
                break;
        }

        Visual visual = name.EndsWith("png", StringComparison.Ordinal) ? new StillVisual(file) : new ClipVisual(file);
        var output = Path.Combine(folder, "out.mp4");
        var refusal = await Should.ThrowAsync<RenderException>(() =>
            Renderer.RenderAsync(OneShot(visual), new RenderOptions(Path.Combine(folder, "work"), output), null, CancellationToken.None));
        refusal.Cause.ShouldContain(name);
        refusal.Cause.ShouldNotContain("\n");
        refusal.Remedy.ShouldNotBeNullOrWhiteSpace();
        Directory.EnumerateFiles(folder, "out*").ShouldBeEmpty();
    }

    private async Task RendersCleanlyAsync(Visual visual)
    {
        var folder = media.NewFolder();
        var output = Path.Combine(folder, "out.mp4");
        var timeline = OneShot(visual);
        await Renderer.RenderAsync(timeline, new RenderOptions(Path.Combine(folder, "work"), output), null, CancellationToken.None);

        var report = await QualityGate.CheckAsync(output, timeline, Platform.Universal, CancellationToken.None);
        string[] aboutTheFile = ["video_stream", "size", "frame_rate", "colour", "audio_stream", "fast_start", "edit_lists", "key_frames", "b_frames", "length_match", "start_offset", "planned_length"];
        report.Checks.Where(check => aboutTheFile.Contains(check.Id) && !check.Passed).ShouldBeEmpty();
    }

    private Timeline OneShot(Visual visual) => new()
    {
        Title = "hostile",
        Canvas = new Canvas(216, 384),
        Look = new Look { Palette = ["#0EA5E9", "#8B5CF6"] },
        Scenes = [new Scene { Id = "scene-1", StartFrame = 0, EndFrame = 45, Shots = [new Shot { StartFrame = 0, EndFrame = 45, Visual = visual, Motion = Synthora.Rendering.Timelines.Motion.ZoomIn }] }],
        Audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 0, 1200)] },
    };
}
