using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class CaptionColourTests
{
    private static readonly Canvas Tiny = new(64, 64, 25);

    [Theory]
    [InlineData("#FF5A3C", 2)]
    [InlineData("#FFE500", 2)]
    [InlineData("#2563EB", 2)]
    [InlineData("#00C8FF", 2)]
    [InlineData("#FACC15", 2)]
    [InlineData("#FFFFFF", 1)]
    // The filter has no brighter yellow on an FFmpeg that knows BT.601 only.
    [InlineData("#FFFF00", 16)]
    public async Task A_burned_colour_comes_out_of_the_video_as_it_was_meant(string colour, int tolerance)
    {
        var style = new AssStyle("ink", "Inter", 20, colour).Burned();
        var document = AssDocument.Write(Tiny, [style], [new AssLine(0, 0, 5, "ink", @"{\an7\pos(0,0)\p1}m 0 0 l 64 0 64 64 0 64")]);

        var pixels = await AssProbe.RawAsync(document, Tiny, 0.04, "color=black:s=64x64:r=25,format=yuv420p", "rgb24");

        var middle = pixels.AsSpan(((32 * 64) + 32) * 3, 3).ToArray();
        for (var channel = 0; channel < 3; channel++)
            Math.Abs(middle[channel] - Convert.ToInt32(colour.Substring(1 + (2 * channel), 2), 16)).ShouldBeLessThanOrEqualTo(tolerance, $"{colour} came out as {string.Join(' ', middle)}");
    }

    [Fact]
    public async Task The_box_of_a_caption_has_the_palettes_colour_in_the_picture()
    {
        var canvas = new Canvas(270, 480);
        var look = new Look { Palette = ["#FF5A3C"], Captions = CaptionStyle.Box };
        var sheet = CaptionLayout.Place([new Cue(0, 1000, [[new("MMM", 0, 1000)]])], look, canvas, SafeBox.For(Platform.Universal, canvas), "en", burned: true);

        var pixels = await AssProbe.RawAsync(AssDocument.Write(canvas, sheet.Styles, sheet.Lines), canvas, 1, "color=black:s=270x480:r=2,format=yuv420p", "rgb24");

        var last = pixels.AsSpan(270 * 480 * 3);
        var hits = 0;
        for (var i = 0; i < last.Length; i += 3)
            if (Math.Abs(last[i] - 0xFF) <= 2 && Math.Abs(last[i + 1] - 0x5A) <= 2 && Math.Abs(last[i + 2] - 0x3C) <= 2) hits++;
        hits.ShouldBeGreaterThan(200);
    }
}
