using Synthora.Features.Videos.Generation;
using Synthora.Providers;
using Synthora.Providers.Assembly;
using Synthora.Providers.Jobs;
using Synthora.Rendering.Audio;
using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Timelines;

namespace Synthora.Tests.Videos.Generation;

/// <summary>Everything a vendor that puts videos together can do wrong, and what it must never lead to: a second order, or half a video.</summary>
public sealed class AssemblyOrderTests : IAsyncLifetime
{
    private const double Seconds = 2;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synthora-assembly-");
    private int _withdrawn;

    private string Video => At("video.mp4");

    [Fact]
    public async Task A_vendor_that_refuses_is_asked_once_and_one_that_fails_is_ordered_from_once()
    {
        var refusing = new Assembler { Refuses = true };
        (await BringAsync(refusing)).ShouldBe("No credit is left. Top it up.");
        (await BringAsync(refusing)).ShouldBe("No credit is left. Top it up.");
        refusing.Orders.ShouldBe(1);

        Forget();
        var failing = new Assembler { Ends = new(JobState.Failed, Failure: new("assembler", ProviderFault.Transient, "An asset could not be fetched.", "Try again.")) };
        (await BringAsync(failing))!.ShouldStartWith("An asset could not be fetched.");
        (await BringAsync(failing))!.ShouldStartWith("An asset could not be fetched.");
        failing.Orders.ShouldBe(1);
        File.Exists(Video).ShouldBeFalse();
        _withdrawn.ShouldBe(4, "what was published is taken back however it ends");
    }

    [Fact]
    public async Task A_result_whose_link_has_expired_is_said_and_not_ordered_again()
    {
        var vendor = new Assembler { Gone = true };
        (await BringAsync(vendor))!.ShouldContain("expired");
        (await BringAsync(vendor))!.ShouldContain("expired");
        (vendor.Orders, vendor.Downloads).ShouldBe((1, 3), "each time at a fresh address, and then it is lost");
    }

    [Fact]
    public async Task A_download_that_was_cut_off_is_fetched_again_and_half_a_video_is_never_taken()
    {
        var once = new Assembler { CutOff = 1 };
        (await BringAsync(once)).ShouldBeNull();
        (once.Orders, once.Downloads).ShouldBe((1, 2));
        new FileInfo(Video).Length.ShouldBe((await FilmAsync(Seconds)).Length);

        Forget();
        var always = new Assembler { CutOff = int.MaxValue };
        (await BringAsync(always))!.ShouldContain("not whole");
        (always.Orders, always.Downloads).ShouldBe((1, 3));
        File.Exists(Video).ShouldBeFalse();
        Directory.GetFiles(At(AssemblyOrder.Folder), "*.mp4").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(4, true, "lasts 4.0 s instead of 2.0 s")]
    [InlineData(2, false, "no sound")]
    public async Task Another_video_than_was_ordered_is_refused(double seconds, bool sounds, string why)
    {
        (await BringAsync(new Assembler { Sends = await FilmAsync(seconds, sounds) }))!.ShouldContain(why);
        File.Exists(Video).ShouldBeFalse();
    }

    [Fact]
    public async Task Footage_goes_out_untouched_unless_it_has_a_colour_look_which_only_we_can_draw()
    {
        var plain = new Assembler();
        (await BringAsync(plain)).ShouldBeNull();
        plain.Ordered!.Pictures.ShouldHaveSingleItem().Source.AbsolutePath.ShouldBe("/parts/still.png");
        var graded = new Assembler();
        var look = Timeline() with { Look = Timeline().Look with { Grade = new(GradeName.Noir) } };
        (await BringAsync(graded, look)).ShouldBeNull();
        var picture = graded.Ordered!.Pictures.ShouldHaveSingleItem();
        (picture.Kind, picture.Source.AbsolutePath).ShouldBe((PictureKind.Clip, "/parts/scene-1-0.mp4"));

        var coloured = new Assembler();
        (await BringAsync(coloured, Timeline() with { Scenes = [Timeline().Scenes[0] with { Shots = [Timeline().Scenes[0].Shots[0] with { Visual = new ColourVisual("#E63946") }] }] })).ShouldBeNull();
        picture = coloured.Ordered!.Pictures.ShouldHaveSingleItem();
        (picture.Kind, picture.Source.AbsolutePath).ShouldBe((PictureKind.Clip, "/parts/scene-1-0.mp4"), "no vendor is asked for a colour of its own; it goes as a film of it");

        AssemblyParts.Lost(look).ShouldBe(["camera of the template"]);
        AssemblyParts.Lost(look with { Overlays = [new ProgressBarOverlay(), new StickerOverlay("star"), new LogoOverlay(At("still.png")), new LowerThirdOverlay("Ada")] })
            .ShouldBe(["motion of the name bars", "motion of the stickers", "camera of the template"]);
    }

    [Fact]
    public async Task A_logo_goes_out_as_a_clear_picture_of_the_frame_with_the_mark_where_we_would_show_it()
    {
        await File.WriteAllBytesAsync(At("logo.png"), await RunAsync("logo.png", "-f", "lavfi", "-i", "color=c=red:s=64x64", "-frames:v", "1"));
        var vendor = new Assembler();
        var timeline = Timeline() with { Overlays = [new LogoOverlay(At("logo.png"), Corner.BottomRight, 0.2, 0.5) { StartFrame = 15 }, new LogoOverlay(At("logo.png")) { StartFrame = 30, EndFrame = 30 }] };
        (await BringAsync(vendor, timeline)).ShouldBeNull();
        var mark = vendor.Ordered!.Marks.ShouldHaveSingleItem("one is never seen");
        (mark.Source.AbsolutePath, mark.Start, mark.Length).ShouldBe(("/parts/mark-1.png", 0.5, timeline.DurationSeconds - 0.5));

        var canvas = timeline.Canvas;
        var (pixels, seen) = await MarkAsync(1, canvas);
        var (box, side) = (Synthora.Rendering.Captions.SafeBox.For(timeline), (int)(0.2 * canvas.Width));
        (seen.Min(at => at % canvas.Width), seen.Max(at => at % canvas.Width) + 1).ShouldBe((box.Right - side, box.Right));
        (seen.Min(at => at / canvas.Width), seen.Max(at => at / canvas.Width) + 1).ShouldBe((box.Bottom - side, box.Bottom));
        seen.ShouldAllBe(at => pixels[at * 4] > 245 && pixels[(at * 4) + 1] < 10 && Math.Abs(pixels[(at * 4) + 3] - 127) <= 2);
    }

    [Fact]
    public async Task Stickers_name_bars_and_the_progress_bar_go_out_as_clear_pictures_each_at_its_own_time()
    {
        var vendor = new Assembler();
        var timeline = Timeline() with
        {
            Overlays =
            [
                new ProgressBarOverlay(AtTop: false, Thickness: 0.02, Colour: "#00FF00") { StartFrame = 15, EndFrame = 45 }, new LowerThirdOverlay("Ada", "beekeeper") { StartFrame = 10, EndFrame = 50 },
                new StickerOverlay("star", X: 0.5, Y: 0.5) { StartFrame = 20, EndFrame = 24 }, new StickerOverlay(Path: At("still.png"), X: 0, Y: 1, Size: 0.3, Entrance: StickerEntrance.Slide) { StartFrame = 30 },
            ],
        };
        (await BringAsync(vendor, timeline)).ShouldBeNull();
        vendor.Ordered!.Marks.Select(mark => (mark.Source.AbsolutePath, Math.Round(mark.Start * 30), Math.Round(mark.Length * 30), mark.Slide)).ShouldBe(
        [
            ("/parts/mark-1.png", 30, 30, null), ("/parts/mark-2.png", 20, 4, null), ("/parts/mark-3.png", 10, 40, null),
            ("/parts/mark-4.png", 15, 30, null), ("/parts/mark-5.png", 15, 30, new AssemblySlide(-0.75, -0.25)),
        ]);

        var (canvas, box) = (timeline.Canvas, Synthora.Rendering.Captions.SafeBox.For(timeline));
        var (_, own) = await MarkAsync(1, canvas);
        (own.Min(at => at % canvas.Width), own.Max(at => at / canvas.Width) + 1).ShouldBe((box.Left, box.Bottom), "in the corner that was asked for");
        // A die-cut star: white at its rim, seen through nowhere in its middle, however short it is shown.
        var (star, starred) = await MarkAsync(2, canvas);
        ((starred.Min(at => at % canvas.Width) + starred.Max(at => at % canvas.Width)) / 2.0).ShouldBe((box.Left + box.Right) / 2.0, 2);
        star[Middle(box)..(Middle(box) + 4)][3].ShouldBe((byte)255);
        starred.Count(at => star[(at * 4) + 3] == 255 && star[at * 4] > 250 && star[(at * 4) + 1] > 250 && star[(at * 4) + 2] > 250).ShouldBeGreaterThan(50);
        // White words on a panel that lets a little through: colours are not darkened by being clear.
        var (name, named) = await MarkAsync(3, canvas);
        named.ShouldAllBe(at => at % canvas.Width >= box.Left && at % canvas.Width < box.Right && at / canvas.Width < box.Bottom);
        named.Count(at => name[(at * 4) + 3] is > 212 and < 226).ShouldBeGreaterThan(200, "the panel");
        named.Max(at => name[(at * 4) + 1]).ShouldBeGreaterThan((byte)250, "the words");
        var (ground, dark) = await MarkAsync(4, canvas);
        var (bar, bright) = await MarkAsync(5, canvas);
        dark.ShouldBe(bright);
        (bright.Min() / canvas.Width, bright.Count).ShouldBe((470, 10 * canvas.Width));
        dark.ShouldAllBe(at => Math.Abs(ground[(at * 4) + 3] - 89) <= 2);
        bright.ShouldAllBe(at => bar[at * 4] < 5 && bar[(at * 4) + 1] > 250 && bar[(at * 4) + 3] == 255);

        int Middle(Synthora.Rendering.Captions.SafeBox safe) => ((((safe.Top + safe.Bottom) / 2) * canvas.Width) + ((safe.Left + safe.Right) / 2)) * 4;
    }

    [Fact]
    public async Task A_run_that_died_between_order_and_download_gets_no_parts_ready_and_orders_nothing()
    {
        var vendor = new Assembler { Dies = true };
        await Should.ThrowAsync<InvalidOperationException>(() => BringAsync(vendor));
        vendor.Dies = false;
        var published = _published;
        (await BringAsync(vendor)).ShouldBeNull();
        (vendor.Orders, vendor.Downloads, _published).ShouldBe((1, 1, published));
    }

    public async Task InitializeAsync()
    {
        await new VoiceRecording([.. Enumerable.Range(0, 72_000).Select(i => 0.3f * MathF.Sin(i * 0.05f))]).WriteAsync(At("voice.wav"), CancellationToken.None);
        await File.WriteAllBytesAsync(At("still.png"), await RunAsync("still.png", "-f", "lavfi", "-i", "testsrc=s=270x480", "-frames:v", "1"));
        Assembler.Film = await FilmAsync(Seconds);
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private int _published;

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private void Forget()
    {
        Directory.Delete(At("orders"), recursive: true);
        File.Delete(Video);
        foreach (var brought in Directory.GetFiles(At(AssemblyOrder.Folder), "*.mp4")) File.Delete(brought);
    }

    private Task<string?> BringAsync(Assembler vendor, Timeline? timeline = null)
    {
        var outside = new OutsideAssembly(vendor, (path, _) => Published(path), _ =>
        {
            _withdrawn++;
            return Task.CompletedTask;
        });
        var desk = new OrderDesk(new FolderOrderBook(At("orders")), new(TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(20)), TimeProvider.System);
        return new AssemblyOrder(outside, desk).BringAsync(timeline ?? Timeline(), _folder.FullName, At("cache"), Video, (_, _) => { }, CancellationToken.None);
    }

    /// <summary>A mark as red, green, blue and opacity, and where in it anything is seen.</summary>
    private async Task<(byte[] Pixels, List<int> Seen)> MarkAsync(int number, Canvas canvas)
    {
        var pixels = await RunAsync($"mark-{number}.rgba", "-i", Path.Combine(_folder.FullName, AssemblyOrder.Folder, $"mark-{number}.png"), "-f", "rawvideo", "-pix_fmt", "rgba");
        pixels.Length.ShouldBe(canvas.Width * canvas.Height * 4);
        return (pixels, [.. Enumerable.Range(0, canvas.Width * canvas.Height).Where(at => pixels[(at * 4) + 3] > 0)]);
    }

    private Task<Uri> Published(string path)
    {
        File.Exists(path).ShouldBeTrue(path);
        _published++;
        return Task.FromResult(new Uri($"https://studio.example/parts/{Path.GetFileName(path)}"));
    }

    private Timeline Timeline() => new()
    {
        Title = "Bees", Canvas = new(270, 480), Look = new() { Palette = ["#112233"] }, Audio = new() { Voice = [new VoiceClip(At("voice.wav"), 100, 1_500)] },
        Scenes = [new() { Id = "scene-1", StartFrame = 0, EndFrame = 60, Shots = [new() { StartFrame = 0, EndFrame = 60, Visual = new StillVisual(At("still.png")) }] }],
    };

    private Task<byte[]> FilmAsync(double seconds, bool sounds = true) => RunAsync("film.mp4",
    [
        "-f", "lavfi", "-i", FFmpegText.Of($"testsrc2=s=270x480:r=30:d={seconds}"), .. sounds ? (string[])["-f", "lavfi", "-i", FFmpegText.Of($"sine=f=300:d={seconds}"), "-c:a", "aac"] : [],
        "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
    ]);

    private async Task<byte[]> RunAsync(string name, params string[] arguments)
    {
        var path = At($"made-{name}");
        var run = await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", .. arguments, FFmpegText.File(path)], CancellationToken.None);
        run.ExitCode.ShouldBe(0, run.Error);
        return await File.ReadAllBytesAsync(path);
    }

    private sealed class Assembler : IJobProvider<AssemblyRequest>
    {
        public static byte[] Film { get; set; } = [];

        public AssemblyRequest? Ordered { get; private set; }
        public int Orders { get; private set; }
        public int Downloads { get; private set; }
        public bool Refuses { get; init; }
        public bool Gone { get; init; }
        public bool Dies { get; set; }

        /// <summary>So many downloads break off in the middle without anybody noticing.</summary>
        public int CutOff { get; init; }
        public JobReport? Ends { get; init; }
        public byte[]? Sends { get; init; }

        public ProviderInfo Info => new(
            "assembler", "Assembler", "assembler", Capability.Assembly, new(AuthKind.ApiKey), new("https://example.com"), null, null, Lifecycle.Active, null, null, [], [], null, new(2026, 1, 1), null, null);

        public Task<KeyCheck> CheckKeyAsync(ApiKey? key, CancellationToken ct) => Task.FromResult(KeyCheck.Valid);

        public Task<ExternalJob> SubmitAsync(AssemblyRequest request, ApiKey? key, CancellationToken ct)
        {
            Orders++;
            Ordered = request;
            if (Refuses) throw new ProviderException("assembler", ProviderFault.OutOfCredit, "No credit is left.", "Top it up.");
            return Task.FromResult(new ExternalJob("assembler", "4711", "m1", DateTimeOffset.UnixEpoch));
        }

        public Task<JobReport> PollAsync(ExternalJob job, ApiKey? key, CancellationToken ct)
        {
            job.Id.ShouldBe("4711");
            if (Dies) throw new InvalidOperationException("the process dies here");
            return Task.FromResult(Ends ?? new JobReport(JobState.Succeeded, Result: new(new("https://example.com/r.mp4"), "video/mp4")));
        }

        public Task<bool> CancelAsync(ExternalJob job, ApiKey? key, CancellationToken ct) => Task.FromResult(false);

        public async Task<long> DownloadAsync(ResultFile file, ApiKey? key, Stream to, long limit, CancellationToken ct)
        {
            Downloads++;
            if (Gone) throw new ProviderException("assembler", ProviderFault.NotFound, "The result has expired.", "Make it again.");
            var bytes = Sends ?? Film;
            await to.WriteAsync(Downloads <= CutOff ? bytes.AsMemory(0, bytes.Length * 2 / 3) : bytes, ct);
            return bytes.Length;
        }
    }
}
