using Synthora.Rendering.Subjects;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Subjects;

[Collection(RenderingTests.Name)]
public sealed class SubjectFinderTests(SampleMedia media)
{
    private const string Sky = "gradients=s=640x360:c0=0x3060A0:c1=0x8090A0:x0=0:y0=0:x1=10:y1=359:speed=0.00001:d=1";

    [Theory]
    [InlineData("subject-right", Sky + "[a];testsrc2=s=140x220:d=1[b];[a][b]overlay=470:70", FillMode.Crop, 0.845)]
    [InlineData("two-people", Sky + "[a];testsrc2=s=110x220:d=1,split[b][c];[a][b]overlay=60:70[d];[d][c]overlay=470:70", FillMode.Split, 0.18)]
    [InlineData("logo", "color=0xFAFAF0:s=640x360:d=1[a];testsrc2=s=500x200:d=1[b];[a][b]overlay=70:80", FillMode.Colour, 0.5)]
    [InlineData("crowd", "testsrc2=s=640x360:d=1,noise=alls=60:allf=t", FillMode.Blur, 0.5)]
    [InlineData("almost-fits", "testsrc2=s=300x440:d=1", FillMode.Crop, 0.5)]
    public async Task The_fill_follows_what_is_in_the_picture(string name, string recipe, FillMode mode, double x)
    {
        var still = await SampleMedia.MakeAsync(Path.Combine(media.NewFolder(), $"{name}.png"), "-f", "lavfi", "-i", recipe, "-frames:v", "1", "-pix_fmt", name == "logo" ? "rgba" : "rgb24");

        var framing = (await SubjectFinder.FrameAsync(still, new Canvas(1080, 1920), 0, null, CancellationToken.None)).ShouldNotBeNull();

        framing.Mode.ShouldBe(mode, framing.Why);
        if (mode is FillMode.Crop or FillMode.Split) framing.X.ShouldBe(x, 0.08);
        framing.Why.ShouldNotBeNullOrEmpty();
        if (mode == FillMode.Split) framing.SecondX.ShouldBe(0.82, 0.08);
        if (mode == FillMode.Colour) framing.Colour.ShouldBeOneOf("#FAFAF0", "#FAF9F0");
        (await SubjectFinder.FrameAsync(still, new Canvas(1080, 1920), 0, null, CancellationToken.None)).ShouldBe(framing);
    }

    [Fact]
    public async Task What_moves_draws_the_crop_and_what_fits_needs_none()
    {
        var clip = await SampleMedia.MakeAsync(
            Path.Combine(media.NewFolder(), "moves.mp4"), "-f", "lavfi", "-i", "color=0x405060:s=640x360:r=15:d=2[a];color=0xE0D0C0:s=60x60:r=15:d=2[b];[a][b]overlay=x=90+40*sin(6*t):y=150", "-c:v", "libx264", "-preset", "ultrafast");

        var framing = (await SubjectFinder.FrameAsync(clip, new Canvas(1080, 1920), 0, null, CancellationToken.None)).ShouldNotBeNull();

        framing.Mode.ShouldBe(FillMode.Crop);
        framing.X.ShouldBe(0.19, 0.07);
        (await SubjectFinder.FrameAsync(clip, new Canvas(1920, 1080), 0, null, CancellationToken.None)).ShouldBeNull();
    }
}
