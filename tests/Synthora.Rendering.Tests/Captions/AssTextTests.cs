using Synthora.Rendering.Captions;
using Synthora.Rendering.Fonts;
using Synthora.Rendering.Timelines;

namespace Synthora.Rendering.Tests.Captions;

public sealed class AssTextTests
{
    private static readonly Canvas Wide = new(1600, 240);
    private static readonly FontFace Face = FontLibrary.Find("Inter", 700);

    public static TheoryData<string> HostileTexts()
    {
        var data = new TheoryData<string>
        {
            @"{\b1}bold{\b0}", @"{\fs200\pos(0,0)}big", @"up\Ndown\ndown\hx", @"{\p1}m 0 0 l 900 0 900 200{\p0}", @"C:\new\{x}", @"\", @"a\\{b", "{", "}{", @"\{\}",
            "x,,0,0,,{\\an7}y",
        };
        string[] alphabet = [@"\", "{", "}", "N", "n", "h", "p1", "fs90", "pos(9,9)", "&", ",", " ", "Hx", "(", ")", "t", "k50"];
        var random = new Random(7);
        for (var i = 0; i < 25; i++) data.Add(string.Concat(Enumerable.Range(0, random.Next(2, 12)).Select(_ => alphabet[random.Next(alphabet.Length)])).Trim() + "H");
        return data;
    }

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public async Task Libass_draws_markup_in_narration_as_the_letters_it_is_made_of(string text)
    {
        // Bars on both sides carry the ink to the ends of the text, so that its width shows every letter was drawn.
        var barred = $"|{text}|";
        var style = new AssStyle("probe", Face.AssFont, 60, "#FFFFFF", Bold: Face.AssBold);
        var ink = await AssProbe.DrawAsync(
            AssDocument.Write(Wide, [style], [new AssLine(0, 0, 5, "probe", $@"{{\an5\pos(800,120)}}{AssText.Escape(barred)}")]), Wide);

        (ink.Width - Face.AssWidth(barred, 60)).ShouldBeInRange(-14, 3);
        ink.Height.ShouldBeLessThanOrEqualTo(64);
    }

    [Fact]
    public void Line_breaks_become_marks_and_control_characters_go() =>
        AssText.Escape("one\r\ntwo\u0007\u0000").ShouldBe(@"one\Ntwo");
}
