using Synthora.Rendering.Captions;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class AssDocumentTests
{
    [Theory]
    [InlineData("#FF8000", 1, "&H000080FF")]
    [InlineData("#000000", 0.5, "&H80000000")]
    [InlineData("#000000", 0.7, "&H4D000000")]
    public void Colours_are_written_backwards_with_transparency_for_opacity(string colour, double opacity, string expected) =>
        AssColour.Of(colour, opacity).ShouldBe(expected);

    [Fact]
    public void A_colour_in_another_form_is_refused() =>
        Should.Throw<ArgumentException>(() => AssColour.Of("red")).Message.ShouldContain("#RRGGBB");

    [Fact]
    public void Times_are_rounded_to_centiseconds_and_empty_lines_left_out()
    {
        var document = AssDocument.Write(
            new Canvas(1080, 1920), [new AssStyle("A", "Inter", 80, "#FFFFFF")],
            [new AssLine(3, -0.2, 3725.678, "A", "kept"), new AssLine(0, 1.001, 1.002, "A", "too short")]);

        document.ShouldContain("Dialogue: 3,0:00:00.00,1:02:05.68,A,,0,0,0,,kept\n");
        document.ShouldNotContain("too short");
        document.ShouldContain("PlayResX: 1080\nPlayResY: 1920\n");
        document.ShouldNotContain("\r");
    }
}
