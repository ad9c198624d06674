using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class SafeBoxTests
{
    private static readonly Canvas Portrait = new(1080, 1920);

    [Fact]
    public void The_universal_box_lies_inside_every_platforms_box()
    {
        var universal = SafeBox.For(Platform.Universal, Portrait);

        universal.ShouldBe(new SafeBox(65, 270, 910, 1248));
        foreach (var platform in (Platform[])[Platform.YouTube, Platform.Instagram, Platform.Facebook])
        {
            var box = SafeBox.For(platform, Portrait);
            (box.Left <= universal.Left && box.Top <= universal.Top && box.Right >= universal.Right && box.Bottom >= universal.Bottom)
                .ShouldBeTrue($"{platform}: {box}");
        }
    }

    [Fact]
    public void The_organic_box_reaches_lower() =>
        SafeBox.Named("organic", Portrait).ShouldBe(new SafeBox(65, 250, 910, 1440));

    [Fact]
    public void TikTok_is_mirrored_for_audiences_that_read_from_the_right()
    {
        var box = SafeBox.For(Platform.TikTok, Portrait);
        var mirrored = SafeBox.For(Platform.TikTok, Portrait, rightToLeft: true);

        (mirrored.Left, mirrored.Right).ShouldBe((1080 - box.Right, 1080 - box.Left));
        SafeBox.For(Platform.YouTube, Portrait, rightToLeft: true).ShouldBe(SafeBox.For(Platform.YouTube, Portrait));
    }

    [Theory]
    [InlineData(270, 480)]
    [InlineData(1920, 1080)]
    [InlineData(1080, 1080)]
    [InlineData(1080, 1350)]
    public void Any_canvas_has_a_box_with_margins_on_all_sides(int width, int height)
    {
        var box = SafeBox.For(Platform.Universal, new Canvas(width, height));

        box.Left.ShouldBeGreaterThanOrEqualTo(width / 20);
        (width - box.Right).ShouldBeGreaterThanOrEqualTo(width / 20);
        box.Top.ShouldBeGreaterThanOrEqualTo(height / 20);
        (height - box.Bottom).ShouldBeGreaterThanOrEqualTo(height / 20);
        box.Width.ShouldBeGreaterThan(width / 2);
    }

    [Fact]
    public void The_figures_carry_the_day_they_were_checked() =>
        SafeBox.CheckedOn.ShouldBeGreaterThan(new DateOnly(2026, 1, 1));
}
