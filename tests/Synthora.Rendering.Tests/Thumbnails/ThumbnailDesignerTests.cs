using Synthora.Rendering.FFmpeg;
using Synthora.Rendering.Thumbnails;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Thumbnails;

public sealed class ThumbnailDesignerTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("thumbnails-").FullName;

    private static Look Look(Aesthetic aesthetic) => new() { Palette = ["#6C5CE7", "#00CEC9"], Aesthetic = aesthetic };

    [Theory]
    [InlineData(Aesthetic.Modern)]
    [InlineData(Aesthetic.Minimal)]
    [InlineData(Aesthetic.Bold)]
    [InlineData(Aesthetic.Cinematic)]
    [InlineData(Aesthetic.Vibrant)]
    [InlineData(Aesthetic.Vintage)]
    [InlineData(Aesthetic.Professional)]
    [InlineData(Aesthetic.Playful)]
    public async Task A_title_makes_a_picture_of_the_canvas_size_in_every_aesthetic(Aesthetic aesthetic)
    {
        var canvas = new Canvas(270, 480);
        var titled = await PixelsAsync("7 habits <that> fix \"sleep\" & {mornings} 🎉 \u0007", aesthetic, canvas, null, "a.jpg");
        titled.Length.ShouldBe(270 * 480 * 3);
        var bare = await PixelsAsync("", aesthetic, canvas, null, "b.png");
        titled.Zip(bare, (a, b) => Math.Abs(a - b) > 60 ? 1 : 0).Sum().ShouldBeGreaterThan(6000, "the title must be seen");
    }

    [Fact]
    public async Task A_frame_shows_behind_the_title_on_every_canvas()
    {
        var frame = Path.Combine(folder, "frame.png");
        (await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "color=c=lime:s=320x180", "-frames:v", "1", frame], CancellationToken.None)).ExitCode.ShouldBe(0);
        foreach (var canvas in (Canvas[])[new(270, 480), new(480, 270), new(300, 300), new(240, 300)])
        {
            var pixels = await PixelsAsync("Over the frame", Aesthetic.Modern, canvas, frame, "framed.png");
            var top = (5 * canvas.Width + canvas.Width / 2) * 3;
            pixels[top + 1].ShouldBeGreaterThan((byte)150);
            pixels[top].ShouldBeLessThan((byte)90);
        }
    }

    [Fact]
    public async Task What_cannot_be_used_is_said_and_leaves_nothing_behind()
    {
        var text = Path.Combine(folder, "frame.txt");
        await File.WriteAllTextAsync(text, "no picture");
        var output = Path.Combine(folder, "out.jpg");
        async Task Refused(string? frame, string to) => await Should.ThrowAsync<RenderException>(
            () => ThumbnailDesigner.DesignAsync("Title", Look(Aesthetic.Bold), new(270, 480), frame, to, CancellationToken.None));
        await Refused(text, output);
        await Refused(Path.Combine(folder, "missing.png"), output);
        await Refused(null, Path.Combine(folder, "out.gif"));
        await Refused(null, Path.Combine(folder, "no", "folder", "out.png"));
        Directory.GetFiles(folder).ShouldBe([text]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<byte[]> PixelsAsync(string title, Aesthetic aesthetic, Canvas canvas, string? frame, string name)
    {
        string output = Path.Combine(folder, name), raw = Path.Combine(folder, "raw");
        await ThumbnailDesigner.DesignAsync(title, Look(aesthetic), canvas, frame, output, CancellationToken.None);
        (await ToolRunner.RunAsync("ffmpeg", ["-v", "error", "-y", "-i", output, "-f", "rawvideo", "-pix_fmt", "rgb24", raw], CancellationToken.None)).ExitCode.ShouldBe(0);
        return await File.ReadAllBytesAsync(raw);
    }
}
