using System.Net;
using System.Net.Sockets;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Quality;
using Synthora.Rendering.Scenes;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests;

/// <summary>What people really hand in. Each file either renders into a clean video or is refused with a remedy.</summary>
[Collection(RenderingTests.Name)]
public sealed class HostileMediaTests(SampleMedia media)
{
    private const string X264 = "-c:v libx264 -preset ultrafast";
    private const string Pattern = "-f lavfi -i testsrc2=s=180x320:r=30:d=0.6 ";

    private static readonly (string Name, string Recipe)[] Footage =
    [
        ("variable-rate.mp4", "-f lavfi -i testsrc2=s=180x320:r=30:d=1,select='not(eq(mod(n,7),3))+lt(n,5)' -vsync vfr " + X264 + " -pix_fmt yuv420p"),
        ("no-sound.mov", "-f lavfi -i testsrc2=s=180x320:r=60:d=0.6 " + X264 + " -pix_fmt yuv420p"),
        ("surround.mp4", Pattern + "-f lavfi -i anoisesrc=d=0.6,aformat=channel_layouts=5.1 -c:a aac " + X264 + " -pix_fmt yuv420p"),
        ("full-range-444.mkv", Pattern + X264 + " -pix_fmt yuvj444p"),
        ("odd-size.mkv", "-f lavfi -i testsrc2=s=181x321:r=30:d=0.6 " + X264 + " -pix_fmt yuv444p"),
        ("wide-pixels.mp4", "-f lavfi -i testsrc2=s=180x320:r=30:d=0.6,setsar=2 " + X264 + " -pix_fmt yuv420p"),
        ("alpha-animation.mov", "-f lavfi -i testsrc2=s=180x320:r=30:d=0.6,format=rgba,colorchannelmixer=aa=0.6 -c:v qtrle"),
        ("alpha-prores.mov", "-f lavfi -i testsrc2=s=180x320:r=30:d=0.6,format=yuva444p10le,lut=a=600 -c:v prores_ks -profile:v 4444"),
        ("alpha.webm", Pattern + "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuva420p"),
        ("interlaced.mp4", "-f lavfi -i testsrc2=s=180x320:r=50:d=0.6,tinterlace=4 " + X264 + " -flags +ilme+ildct -x264opts tff=1 -pix_fmt yuv420p"),
        ("landscape.mp4", "-f lavfi -i testsrc2=s=320x180:r=24:d=0.6 " + X264 + " -pix_fmt yuv420p"),
        ("one-frame.mp4", "-f lavfi -i testsrc2=s=180x320:r=30 -frames:v 1 " + X264 + " -pix_fmt yuv420p"),
        ("eight-k.mp4", "-f lavfi -i testsrc2=s=4320x7680:r=30:d=0.04 " + X264 + " -pix_fmt yuv420p"),
        ("three-hours.mp4", "-f lavfi -i testsrc2=s=64x96:r=0.1:d=10800 " + X264 + " -pix_fmt yuv420p"),
        ("moving.gif", "-f lavfi -i testsrc2=s=90x160:r=10:d=0.6"),
    ];

    private static readonly (string Name, string Recipe)[] Stills =
    [
        ("alpha.png", "-f lavfi -i testsrc2=s=200x300,format=rgba,colorchannelmixer=aa=0.5 -frames:v 1"),
        ("grey.png", "-f lavfi -i testsrc=s=200x300,format=gray16be -frames:v 1"),
        ("picture.webp", "-f lavfi -i testsrc=s=200x300 -frames:v 1"),
        ("tiny.jpg", "-f lavfi -i testsrc=s=16x16 -frames:v 1"),
        ("panorama.jpg", "-f lavfi -i testsrc=s=4000x200 -frames:v 1"),
    ];

    /// <summary>All in one video, a scene each: what one of them breaks shows in the file or in that scene's frames.</summary>
    [Fact]
    public async Task Odd_files_become_a_clean_video_that_shows_each_of_them()
    {
        var folder = media.NewFolder();
        List<Visual> visuals = [];
        foreach (var (name, recipe) in Footage) visuals.Add(new ClipVisual(await SampleMedia.MakeAsync(Path.Combine(folder, name), recipe.Split(' ')), SoundGain: 0.5));
        foreach (var (name, recipe) in Stills) visuals.Add(new StillVisual(await SampleMedia.MakeAsync(Path.Combine(folder, name), recipe.Split(' '))));
        visuals.Add(new ClipVisual(media.Rotated));
        var (output, timeline, made) = await RenderAsync(folder, visuals);
        made.Fallbacks.ShouldBeEmpty("odd is not damaged");

        var report = await QualityGate.CheckAsync(output, timeline, Platform.Universal, CancellationToken.None);
        string[] aboutTheFile =
        [
            "container", "fast_start", "edit_lists", "video_stream", "size", "frame_rate", "colour", "audio_stream", "key_frames", "closed_groups", "b_frames", "decoding",
            "length_match", "start_offset", "planned_length", "clipping", "black",
        ];
        report.Checks.Where(check => aboutTheFile.Contains(check.Id)).Select(check => (check.Id, check.Passed, check.Measured)).Where(check => !check.Passed).ShouldBeEmpty();
        foreach (var (scene, visual) in timeline.Scenes.Zip(visuals))
        {
            var pixels = await FinishedVideo.FrameAsync(output, (scene.StartFrame + scene.EndFrame) / 2, folder);
            Spread(pixels).ShouldBeGreaterThan(20, $"{visual} came out as one flat colour");
        }
    }

    [Theory]
    [InlineData("smpte2084", "npl=203")]
    [InlineData("arib-std-b67", "npl=203")]
    public async Task Hdr_footage_keeps_its_colours(string curve, string level)
    {
        // Patches as a screen shows them, sent through HDR the way a phone would record them.
        var folder = media.NewFolder();
        var clip = await SampleMedia.MakeAsync(
            Path.Combine(folder, "hdr.mp4"), "-f", "lavfi", "-i",
            "color=0xB43C3C:s=72x384:r=30:d=0.6[r];color=0x3CA050:s=72x384:r=30:d=0.6[g];color=0x808080:s=72x384:r=30:d=0.6[n];[r][g][n]hstack=3,format=gbrp,setparams=color_primaries=bt709:color_trc=bt709:colorspace=gbr:range=pc,"
            + $"zscale=t=linear:{level},format=gbrpf32le,zscale=p=bt2020:t={curve}:m=bt2020nc:r=tv:{level},format=yuv420p10le",
            "-c:v", "libx264", "-preset", "ultrafast", "-color_primaries", "bt2020", "-color_trc", curve, "-colorspace", "bt2020nc");
        var (output, _, _) = await RenderAsync(folder, [new ClipVisual(clip)]);
        var pixels = await FinishedVideo.FrameAsync(output, 6, folder);
        var (red, green, grey) = (At(pixels, 36), At(pixels, 108), At(pixels, 180));
        (red.R - Math.Max(red.G, red.B)).ShouldBeGreaterThan(60, $"red came out as {red}");
        (green.G - Math.Max(green.R, green.B)).ShouldBeGreaterThan(40, $"green came out as {green}");
        Math.Abs(grey.R - grey.G).ShouldBeLessThan(8, $"grey came out as {grey}");
        Math.Abs(grey.B - grey.G).ShouldBeLessThan(8, $"grey came out as {grey}");
        grey.G.ShouldBeInRange(75, 175, "HDR that is not brought down comes out pale or dark");
    }

    /// <summary>Moved by a camera, another ffmpeg reads the footage; its complaints are heard as well. A part that is used again tells again.</summary>
    [Theory]
    [InlineData("half.mp4", Rendering.Timelines.Motion.None)]
    [InlineData("half.mp4", Rendering.Timelines.Motion.ZoomIn)]
    [InlineData("half.mkv", Rendering.Timelines.Motion.None)]
    public async Task Footage_that_was_cut_off_holds_its_last_picture_and_the_report_can_say_so(string name, Rendering.Timelines.Motion motion)
    {
        var folder = media.NewFolder();
        var whole = await SampleMedia.MakeAsync(Path.Combine(folder, "whole" + Path.GetExtension(name)), [.. "-f lavfi -i testsrc2=s=180x320:r=30:d=2".Split(' '), .. X264.Split(' '), "-pix_fmt", "yuv420p", "-movflags", "+faststart"]);
        var half = Path.Combine(folder, name);
        await File.WriteAllBytesAsync(half, (await File.ReadAllBytesAsync(whole))[..(int)(new FileInfo(whole).Length / 2)]);
        foreach (var (file, told) in new[] { (whole, 0), (half, 1), (half, 1) })
        {
            var timeline = Timeline([new ClipVisual(file)]);
            var scene = timeline.Scenes[0] with { EndFrame = 48, Shots = [timeline.Scenes[0].Shots[0] with { EndFrame = 48, Motion = motion }] };
            var made = await Renderer.RenderAsync(timeline with { Scenes = [scene] }, new RenderOptions(Path.Combine(folder, "work"), Path.Combine(folder, "out.mp4")), null, CancellationToken.None);
            made.Fallbacks.Select(fallback => fallback.Asked).ShouldBe(Enumerable.Repeat($"all of {name}", told));
            await RendererTests.ShouldBePublishableAsync(made.VideoPath, timeline with { Scenes = [scene] });
        }
    }

    [Fact]
    public async Task Hdr_that_cannot_be_brought_down_stands_in_the_ledger()
    {
        var folder = media.NewFolder();
        var clip = await SampleMedia.MakeAsync(
            Path.Combine(folder, "hdr.mp4"), [.. Pattern.TrimEnd().Split(' '), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc"]);
        using var shelf = await MediaShelf.OpenAsync(Timeline([new ClipVisual(clip), new ClipVisual(media.Portrait)]), CancellationToken.None);
        RenderFallbacks.OfColours(shelf.Media, canToneMap: false).Select(fallback => fallback.Asked).ShouldBe(["hdr.mp4 in the colours of its HDR"]);
        RenderFallbacks.OfColours(shelf.Media, canToneMap: true).ShouldBeEmpty();
    }

    [Fact]
    public async Task Interlaced_footage_loses_its_combs()
    {
        // A bar that jumps between the fields: woven, every other line shows it elsewhere.
        var folder = media.NewFolder();
        var clip = await SampleMedia.MakeAsync(
            Path.Combine(folder, "comb.mp4"), [.. "-f lavfi -i color=black:s=216x384:r=60:d=1,drawbox=x='mod(n*12,200)':y=0:w=16:h=384:t=fill:c=white,tinterlace=4".Replace("drawbox=x='mod(n*12,200)'", "drawbox=x='mod(t*720,200)'", StringComparison.Ordinal).Split(' '), .. X264.Split(' '), "-flags", "+ilme+ildct", "-x264opts", "tff=1", "-pix_fmt", "yuv420p"]);
        var (output, _, _) = await RenderAsync(folder, [new ClipVisual(clip)]);
        var pixels = await FinishedVideo.FrameAsync(output, 6, folder);
        var combs = Enumerable.Range(100, 100).Count(y => Enumerable.Range(0, 216).Any(x =>
            Green(pixels, x, y) > 160 && Green(pixels, x, y - 1) < 90 && Green(pixels, x, y + 1) < 90));
        combs.ShouldBeLessThan(15);
    }

    [Theory]
    [InlineData("text.mp4")]
    [InlineData("empty.mp4")]
    [InlineData("truncated.mp4")]
    [InlineData("wide.png")]
    [InlineData("bomb.png")]
    [InlineData("song.mp4")]
    [InlineData("picture.svg")]
    [InlineData("program.mp4")]
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
            case "wide.png":
                await SampleMedia.MakeAsync(file, "-f", "lavfi", "-i", "color=red:s=9000x100", "-frames:v", "1");
                break;
            case "bomb.png":
                // A kilobyte that would unpack to ten gigabytes.
                var bomb = await File.ReadAllBytesAsync(media.Photo);
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(16), 50_000);
                System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bomb.AsSpan(20), 50_000);
                await File.WriteAllBytesAsync(file, bomb[..1000]);
                break;
            case "song.mp4":
                await SampleMedia.MakeAsync(file, "-f", "lavfi", "-i", "sine=d=1", "-c:a", "aac");
                break;
            case "picture.svg":
                await File.WriteAllTextAsync(file, "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='file:///etc/passwd' width='9' height='9'/></svg>");
                break;
            default:
                File.Copy("/bin/true", file);
                break;
        }

        await RefusesAsync(folder, file);
    }

    /// <summary>Lists and scripts that only call themselves media would make ffmpeg open what the machine can reach.</summary>
    [Fact]
    public async Task Nothing_that_calls_itself_media_reaches_the_network_or_other_files()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}/x.ts";
        (string Name, string Text)[] lures =
        [
            ("list.m3u8", $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\n{address}\n#EXT-X-ENDLIST\n"),
            ("list.mp4", $"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile://{media.Portrait}\n#EXT-X-ENDLIST\n"),
            ("concat.mp4", $"ffconcat version 1.0\nfile '{address}'\n"),
            ("concat.mov", $"ffconcat version 1.0\nfile '{media.Portrait}'\n"),
            ("dash.mp4", $"<?xml version=\"1.0\"?><MPD xmlns=\"urn:mpeg:dash:schema:mpd:2011\" type=\"static\"><Period><AdaptationSet mimeType=\"video/mp4\"><Representation id=\"1\"><BaseURL>{address}</BaseURL></Representation></AdaptationSet></Period></MPD>"),
            ("session.mov", $"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {((IPEndPoint)server.LocalEndpoint).Port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"),
            ("drawing.png", $"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='{address}' width='9' height='9'/></svg>"),
        ];
        foreach (var (name, text) in lures)
        {
            var folder = media.NewFolder();
            await File.WriteAllTextAsync(Path.Combine(folder, name), text);
            await RefusesAsync(folder, Path.Combine(folder, name));
        }

        var stranger = await Should.ThrowAsync<RenderException>(() => Renderer.RenderAsync(
            Timeline([new ClipVisual(address)]), new RenderOptions(Path.Combine(media.NewFolder(), "work"), Path.Combine(media.NewFolder(), "out.mp4")), null, CancellationToken.None));
        stranger.Cause.ShouldContain("does not exist");
        server.Pending().ShouldBeFalse();
    }

    [Fact]
    public async Task A_tool_keeps_to_its_memory_and_to_its_time()
    {
        var limits = (await ToolRunner.RunAsync("cat", ["/proc/self/limits"], CancellationToken.None)).Output;
        limits.Split('\n').Single(line => line.StartsWith("Max address space", StringComparison.Ordinal)).ShouldContain($" {ToolLauncher.MostMemory} ");

        // Nobody ever sends what it waits for.
        var waiting = new FFmpegCommand([new FFmpegInput(["-f", "rawvideo", "-video_size", "16x16"], "pipe:0")], "", ["-f", "null"], "-");
        var late = await Should.ThrowAsync<RenderException>(() => FFmpegRunner.RunAsync(
            waiting, "a test", media.NewFolder(), TimeSpan.FromMilliseconds(300), CancellationToken.None, feedInput: (_, token) => Task.Delay(Timeout.Infinite, token)));
        late.Cause.ShouldContain("took longer than");

        FFmpegRunner.Failure("a scene", "x264 [error]: malloc of size 99230208 failed", 1).Cause.ShouldContain("more memory");
    }

    private async Task RefusesAsync(string folder, string file)
    {
        var output = Path.Combine(folder, "out.mp4");
        Visual visual = file.EndsWith("png", StringComparison.Ordinal) || file.EndsWith("svg", StringComparison.Ordinal) ? new StillVisual(file) : new ClipVisual(file);
        var refusal = await Should.ThrowAsync<RenderException>(() =>
            Renderer.RenderAsync(Timeline([visual]), new RenderOptions(Path.Combine(folder, "work"), output), null, CancellationToken.None), file);
        refusal.Cause.ShouldContain(Path.GetFileName(file));
        refusal.Cause.ShouldNotContain("\n");
        refusal.Remedy.ShouldNotBeNullOrWhiteSpace();
        Directory.EnumerateFiles(folder, "out*").ShouldBeEmpty();
    }

    private async Task<(string Output, Timeline Timeline, RenderResult Made)> RenderAsync(string folder, IReadOnlyList<Visual> visuals)
    {
        var output = Path.Combine(folder, "out.mp4");
        var timeline = Timeline(visuals);
        var made = await Renderer.RenderAsync(timeline, new RenderOptions(Path.Combine(folder, "work"), output), null, CancellationToken.None);
        return (output, timeline, made);
    }

    private Timeline Timeline(IReadOnlyList<Visual> visuals) => new()
    {
        Title = "hostile",
        Canvas = new Canvas(216, 384),
        Look = new Look { Palette = ["#0EA5E9", "#8B5CF6"] },
        Scenes =
        [
            .. visuals.Select((visual, index) => new Scene
            {
                Id = $"scene-{index}",
                StartFrame = index * 12,
                EndFrame = (index + 1) * 12,
                Shots = [new Shot { StartFrame = index * 12, EndFrame = (index + 1) * 12, Visual = visual }],
            }),
        ],
        Audio = new AudioMix { Voice = [new VoiceClip(media.Voice, 0, 390)] },
    };

    private static (int R, int G, int B) At(byte[] pixels, int x) => (pixels[3 * ((192 * 216) + x)], pixels[(3 * ((192 * 216) + x)) + 1], pixels[(3 * ((192 * 216) + x)) + 2]);

    private static int Green(byte[] pixels, int x, int y) => pixels[(3 * ((y * 216) + x)) + 1];

    private static double Spread(byte[] pixels)
    {
        var mean = pixels.Average(value => (double)value);
        return Math.Sqrt(pixels.Average(value => (value - mean) * (value - mean)));
    }
}
